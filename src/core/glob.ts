/**
 * Matching of patterns that come from files, which a hostile author may have written: two pointers and one point of return, so the
 * time is at most the product of both lengths, and never exponential.
 */

/** Longer patterns match nothing: no name on a host is that long (PATH_MAX). */
const longest = 4096

/** Whether a pattern has glob characters at all, as glob(3) and sysctl see them. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern)
}

/**
 * glob(3) over a whole text: `*` and `?` do not match `/`, `[a-z]`, `[!x]` and `[^x]` are sets, an unclosed `[` is itself.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  if (pattern.length > longest || text.length > longest) return false
  let p = 0
  let t = 0
  let star = -1
  let resume = 0
  while (t < text.length) {
    const step = p < pattern.length ? matchOne(pattern, p, text[t]!) : null
    if (pattern[p] === '*') {
      star = p++
      resume = t
    } else if (step !== null) {
      p = step
      t++
    } else if (star >= 0 && text[resume] !== '/') {
      p = star + 1
      t = ++resume
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

/** The position after the pattern's element at `p` if it matches the character, else null. */
function matchOne(pattern: string, p: number, char: string): number | null {
  const element = pattern[p]!
  if (element === '?') return char === '/' ? null : p + 1
  if (element !== '[') return element === char ? p + 1 : null
  const close = pattern.indexOf(']', pattern[p + 1] === '!' || pattern[p + 1] === '^' ? p + 3 : p + 2)
  if (close < 0) return char === '[' ? p + 1 : null
  const negated = pattern[p + 1] === '!' || pattern[p + 1] === '^'
  if (char === '/') return null
  let found = false
  for (let i = p + (negated ? 2 : 1); i < close; i++) {
    const range = pattern[i + 1] === '-' && i + 2 < close
    found ||= range ? pattern[i]! <= char && char <= pattern[i + 2]! : pattern[i] === char
    if (range) i += 2
  }
  return found !== negated ? close + 1 : null
}
