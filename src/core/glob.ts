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

export type PathMatcher = (pattern: string, path: string) => boolean

/**
 * A matcher of patterns as .gitignore has them, over paths with `/`: one without a slash matches a name at any depth, any other is
 * anchored; `**` stands for any number of directories; what names a directory matches all that lies in it; `\` takes the next
 * character's meaning away. Each pattern is taken apart once, and a path as long as it is the last one asked for.
 */
export function createPathMatcher(): PathMatcher {
  const known = new Map<string, PathGlob>()
  let last = ''
  let names: readonly string[] = []
  return (pattern, path) => {
    if (path === '' || pattern.length > longest || path.length > longest) return false
    const glob = known.get(pattern) ?? splitPathGlob(pattern)
    known.set(pattern, glob)
    if (path !== last) names = path.split('/')
    last = path
    return matchesNames(glob, names)
  }
}

interface PathGlob {
  readonly segments: readonly string[]
  readonly directoryOnly: boolean
}

/** The segments of a pattern are gone through like the characters of a segment, with one point of return. */
function matchesNames({ segments, directoryOnly }: PathGlob, names: readonly string[]): boolean {
  if (segments.length === 0) return false
  // what stands behind the last segment that matched lies in the directory that was named
  const end = directoryOnly ? names.length - 1 : names.length
  let s = 0
  let n = 0
  let star = -1
  let resume = 0
  while (s < segments.length) {
    if (segments[s] === '**') {
      if (s === segments.length - 1) return n < end
      star = s++
      resume = n
    } else if (n < end && matchesGlob(segments[s]!, names[n]!)) {
      s++
      n++
    } else if (star >= 0 && resume < end) {
      s = star + 1
      n = ++resume
    } else return false
  }
  return true
}

/** The segments of a pattern as .gitignore has them, from the directory that it stands in. Empty for a pattern that says nothing. */
export function splitPathGlob(pattern: string): PathGlob {
  const directoryOnly = pattern.endsWith('/')
  const bare = directoryOnly ? pattern.slice(0, -1) : pattern
  const text = bare.startsWith('/') ? bare.slice(1) : bare
  if (text === '') return { segments: [], directoryOnly }
  const segments = text.split('/').map(segment => (segment === '**' ? segment : withoutEscapes(segment)))
  return { segments: bare.includes('/') ? segments : ['**', ...segments], directoryOnly }
}

/** Our matcher knows sets only. */
function withoutEscapes(segment: string): string {
  return segment.replace(/\\(.)/g, (_, char: string) => (isGlob(char) ? `[${char}]` : char))
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
