/** A text with at most so many UTF-16 units, the last of them `…` where something is left out; never half a surrogate pair. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const code = text.charCodeAt(longest - 2)
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? longest - 2 : longest - 1)}…`
}
