/** A space or a tab. */
export function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t'
}

/** The first character in `[at, to)` that is no space or tab, or `to`. */
export function skipBlanks(text: string, at: number, to: number = text.length): number {
  let end = at
  while (end < to && isBlank(text, end)) end++
  return end
}

/** The first character in `[at, to)` that is no space, or `to`. */
export function skipSpaces(text: string, at: number, to: number = text.length): number {
  let end = at
  while (end < to && text[end] === ' ') end++
  return end
}

/** 1 for LF, 2 for CR LF, 0 for anything else. */
export function breakLength(text: string, at: number): number {
  if (text[at] === '\n') return 1
  return text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0
}
