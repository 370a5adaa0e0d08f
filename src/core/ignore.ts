import type { Finding, Fix } from './finding.ts'
import type { Source, Span } from './text.ts'

/** A comment that sets findings aside. */
export interface Ignore {
  /** From its mark to the end of the comment. */
  readonly at: Span
  readonly rules: readonly NamedRule[]
  /** In the author's words; may be empty. */
  readonly reason: string
  /** Where findings start that it sets aside: the line it stands before, or the whole file. */
  readonly covers: { readonly start: number; readonly end: number }
}

export interface NamedRule {
  readonly id: string
  readonly at: Span
}

const mark = 'sysctl-lint:'
/** A line that is a comment in one of the languages that are read: of sysctl.conf, YAML and the shell, of Terraform, of Jinja. */
const opening = /^[ \t]*(?:[#;]+|\/\/|\{#-?)[ \t]*$/
const directive = /^sysctl-lint:[ \t]*(ignore|ignore-file)[ \t]*\[([^\]\r\n]{0,1000})\]([^\r\n]*)/

/**
 * The comments of a file that set findings aside, in order: `# sysctl-lint: ignore[rule, rule] reason` on a line of its own speaks of
 * the next line that is neither empty nor a comment, `ignore-file[…]` of the whole file.
 */
export function readIgnores(source: Source): Ignore[] {
  const { text } = source
  const found: { ignore: Omit<Ignore, 'covers'>; wholeFile: boolean; lineEnd: number }[] = []
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const lineStart = text.lastIndexOf('\n', at - 1) + 1
    // a comment that hides far behind its mark is no comment for people
    if (at - lineStart > 1000 || !opening.test(text.slice(lineStart, at))) continue
    const newline = text.indexOf('\n', at)
    const lineEnd = newline < 0 ? text.length : newline
    const parts = directive.exec(text.slice(at, Math.min(lineEnd, at + 2000)))
    if (!parts) continue
    const [whole, word, list, rest] = parts
    const end = at + whole!.trimEnd().length
    const first = at + whole!.indexOf('[') + 1
    const reason = rest!
      .trim()
      .replace(/-?#\}$/, '')
      .trim()
    const ignore = { at: { source, start: at, end }, rules: namedRules(source, first, list!), reason }
    found.push({ ignore, wholeFile: word === 'ignore-file', lineEnd })
  }
  return found.map(({ ignore, wholeFile, lineEnd }) => {
    if (wholeFile) return { ...ignore, covers: { start: 0, end: text.length + 1 } }
    return { ...ignore, covers: coveredLine(text, lineEnd + 1) }
  })
}

function namedRules(source: Source, start: number, list: string): NamedRule[] {
  const rules: NamedRule[] = []
  let at = start
  for (const part of list.split(',')) {
    const id = part.trim()
    const from = at + part.indexOf(id)
    if (id !== '') rules.push({ id, at: { source, start: from, end: from + id.length } })
    at += part.length + 1
  }
  return rules
}

/** Comments in between go with the line that they are about. */
const comment = /^[ \t]*(?:[#;]|\/\/|\{#)/
const mostBetween = 20

/** The next line that says something. */
function coveredLine(text: string, from: number): Ignore['covers'] {
  let start = from
  for (let lines = 0; start < text.length && lines <= mostBetween; lines++) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(start, Math.min(end, start + 1000))
    if (line.trim() !== '' && !comment.test(line)) return { start, end: end + 1 }
    start = end + 1
  }
  return { start: text.length, end: text.length }
}

/** Whether a comment is about a finding. */
export function setsAside({ covers, rules }: Ignore, { at, rule }: Finding): boolean {
  return at.start >= covers.start && at.start < covers.end && rules.some(named => named.id === rule)
}

/**
 * Takes the whole line of a comment away, which changes nothing on any host; null where the lines around it are folded into one text, in
 * which it may keep the rest of that from being read.
 */
export function withoutComment({ at }: Ignore): Fix | null {
  const { source } = at
  if (isFolded(source.text, source.text.lastIndexOf('\n', at.start - 1) + 1)) return null
  const start = source.text.lastIndexOf('\n', at.start - 1) + 1
  const newline = source.text.indexOf('\n', at.end)
  const end = newline < 0 ? source.text.length : newline + 1
  return { title: 'Delete the comment', safe: true, whole: true, edits: [{ at: { source, start, end }, text: '' }] }
}

/** How far up the start of a scalar is looked for. */
const mostLines = 300

/** Whether a line stands in a folded or quoted scalar of YAML, as far as the lines above tell that begin further out. */
function isFolded(text: string, start: number): boolean {
  let indent = indentAt(text, start)
  for (let at = start, count = 0; at > 0 && indent > 0 && count < mostLines; count++) {
    const end = at - 1
    at = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1
    const own = indentAt(text, at)
    if (own >= indent || text.slice(at + own, Math.min(end, at + own + 200)).trim() === '') continue
    indent = own
    const line = text.slice(Math.max(at, end - 200), end)
    if (/(^|[:-])[ \t]+>[-+\d]*[ \t]*(#.*)?\r?$/.test(line)) return true
    if ([/"/g, /'/g].some(quote => (line.match(quote)?.length ?? 0) % 2 === 1)) return true
  }
  return false
}

function indentAt(text: string, start: number): number {
  let at = start
  while (text[at] === ' ' && at - start < 1000) at++
  return at - start
}
