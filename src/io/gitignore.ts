import { matchesGlob } from '../core/glob.ts'

/** One line of a .gitignore file. */
interface Pattern {
  readonly segments: readonly string[]
  readonly negated: boolean
  readonly directoryOnly: boolean
}

/** Whether a path relative to the patterns' directory is ignored (true), taken back by `!` (false), or not spoken of (null). */
export type Ignores = (path: string, isDirectory: boolean) => boolean | null

/** More than anyone writes; a hostile file must not cost more than this for each path. */
const mostPatterns = 5_000

/**
 * The rules of gitignore(5), through a matcher that no pattern makes slow.
 * @param text the lines of a .gitignore file, or patterns of `--exclude` joined by newlines
 */
export function parseIgnore(text: string): Ignores {
  const patterns: Pattern[] = []
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    const pattern = parseLine(line)
    if (pattern && patterns.length < mostPatterns) patterns.push(pattern)
  }
  patterns.reverse()
  return (path, isDirectory) => {
    if (patterns.length === 0) return null
    const names = path.split('/')
    const hit = patterns.find(p => (isDirectory || !p.directoryOnly) && matchesSegments(p.segments, names))
    return hit ? !hit.negated : null
  }
}

function parseLine(line: string): Pattern | null {
  let text = withoutTrailingBlanks(line.endsWith('\r') ? line.slice(0, -1) : line)
  if (text === '' || text.startsWith('#')) return null
  const negated = text.startsWith('!')
  if (negated) text = text.slice(1)
  const directoryOnly = text.endsWith('/')
  if (directoryOnly) text = text.slice(0, -1)
  const anchored = text.includes('/')
  if (text.startsWith('/')) text = text.slice(1)
  if (text === '') return null
  const segments = text.split('/').map(segment => (segment === '**' ? segment : plainEscapes(segment)))
  return { segments: anchored ? segments : ['**', ...segments], negated, directoryOnly }
}

/** "Trailing spaces are ignored unless they are quoted with backslash": gitignore(5). */
function withoutTrailingBlanks(line: string): string {
  let end = line.length
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--
  return line.slice(0, end)
}

/** A backslash takes the next character's meaning away; our matcher knows sets only. */
function plainEscapes(segment: string): string {
  return segment.replace(/\\(.)/g, (_, char: string) => ('*?['.includes(char) ? `[${char}]` : char))
}

/** `**` stands for any number of directories; at the end, for at least one name. Greedy with one point of return. */
function matchesSegments(segments: readonly string[], names: readonly string[]): boolean {
  let s = 0
  let n = 0
  let star = -1
  let resume = 0
  while (n < names.length) {
    const segment = segments[s]
    if (segment === '**') {
      if (s === segments.length - 1) return true
      star = s++
      resume = n
    } else if (segment !== undefined && matchesGlob(segment, names[n]!)) {
      s++
      n++
    } else if (star >= 0) {
      s = star + 1
      n = ++resume
    } else return false
  }
  return s === segments.length
}
