/** A value as reports show it: stretches of the kernel's blanks (isspace) as single spaces, none at the ends. */
export function collapseBlanks(value: string): string {
  return value.replace(/[ \t\n\v\f\r]+/g, ' ').replace(/^ | $/g, '')
}
