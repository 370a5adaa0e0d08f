import type { Edit, NewFile } from '../core/finding.ts'

/** A file that a patch changes: its old text and edits of it, in order, none touching another. */
export interface PatchedFile {
  /** The name, as bytes written in Latin-1: a name need not be UTF-8. Relative to the root of the repository, with `/`. */
  readonly name: string
  readonly text: string
  readonly edits: readonly Edit[]
}

/** How many unchanged lines a patch shows around a change. */
const context = 3

/** The change of one file in the unified format, as git writes it and `git apply` takes it. */
export function filePatch({ name, text, edits }: PatchedFile): string {
  const hunks = hunksOf(text, edits)
  if (hunks === '') return ''
  const [old, fresh] = [quoted(`a/${name}`), quoted(`b/${name}`)]
  return `diff --git ${old} ${fresh}\n--- ${old}${tabAfter(name)}\n+++ ${fresh}${tabAfter(name)}\n${hunks}`
}

/** A file that a patch makes, named likewise. */
export function newFilePatch({ path: name, text }: NewFile): string {
  const [old, fresh] = [quoted(`a/${name}`), quoted(`b/${name}`)]
  const head = `diff --git ${old} ${fresh}\nnew file mode 100644\n`
  if (text === '') return head
  const lines = linesOf(text)
  return `${head}--- /dev/null\n+++ ${fresh}${tabAfter(name)}\n@@ -0,0 +1,${lines.length} @@\n${lines.map(l => shown('+', l)).join('')}`
}

/** Lines that change, by the index of the first (from 0), and what takes their place. */
interface Block {
  readonly first: number
  readonly old: string[]
  readonly fresh: string[]
}

function hunksOf(text: string, edits: readonly Edit[]): string {
  const lines = linesOf(text)
  const blocks = blocksOf(text, edits)
  let out = ''
  let shift = 0
  for (let at = 0; at < blocks.length; ) {
    let end = at + 1
    while (end < blocks.length && blocks[end]!.first - endOf(blocks[end - 1]!) <= 2 * context) end++
    const some = blocks.slice(at, end)
    const from = Math.max(0, some[0]!.first - context)
    const to = Math.min(lines.length, endOf(some.at(-1)!) + context)
    let body = ''
    let here = from
    for (const { first, old, fresh } of some) {
      for (; here < first; here++) body += shown(' ', lines[here]!)
      for (const line of old) body += shown('-', line)
      for (const line of fresh) body += shown('+', line)
      here += old.length
    }
    for (; here < to; here++) body += shown(' ', lines[here]!)
    const growth = some.reduce((sum, { old, fresh }) => sum + fresh.length - old.length, 0)
    out += `@@ -${range(from, to - from)} +${range(from + shift, to - from + growth)} @@\n${body}`
    shift += growth
    at = end
  }
  return out
}

function endOf({ first, old }: Block): number {
  return first + old.length
}

/** An empty range is named by the line before it. */
function range(first: number, count: number): string {
  return `${count === 0 ? first : first + 1},${count}`
}

function shown(sign: string, line: string): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`
}

/** The lines of a text with their line breaks. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function blocksOf(text: string, edits: readonly Edit[]): Block[] {
  const blocks: Block[] = []
  let counted = 0
  let line = 0
  for (let at = 0; at < edits.length; ) {
    const start = lineStart(text, edits[at]!.at.start)
    let { piece, end, next } = grown(text, edits, at, start)
    // edits of one line are one change of it
    while (end < text.length && piece !== '' && !piece.endsWith('\n'))
      ({ piece, end, next } = grown(text, edits, at, start, end + 1))
    line += countLines(text, counted, start)
    counted = start
    const block = trimmed({ first: line, old: linesOf(text.slice(start, end)), fresh: linesOf(piece) })
    const last = blocks.at(-1)
    if (last && endOf(last) === block.first) join(last, block)
    else blocks.push(block)
    at = next
  }
  return blocks.filter(({ old, fresh }) => old.length + fresh.length > 0)
}

function join(block: Block, next: Block): void {
  for (const line of next.old) block.old.push(line)
  for (const line of next.fresh) block.fresh.push(line)
}

/** The smallest run of whole lines from `start` on that holds the edits which begin in it, and what becomes of it. */
function grown(text: string, edits: readonly Edit[], first: number, start: number, atLeast = start) {
  let end = lineEnd(text, atLeast)
  let piece = ''
  let at = start
  let next = first
  for (; next < edits.length; next++) {
    const last = at < end ? text[end - 1] : piece.at(-1)
    const isWhole = (last === undefined || last === '\n') && (end === 0 || text[end - 1] === '\n')
    // an edit that begins where whole lines end belongs to the next run
    if (next > first && edits[next]!.at.start >= (isWhole ? end : end + 1)) break
    const { at: span, text: fresh } = edits[next]!
    piece += text.slice(at, span.start) + fresh
    at = span.end
    end = Math.max(end, lineEnd(text, at))
  }
  return { piece: piece + text.slice(at, end), end, next }
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
}

/** Where the line ends that an offset is in; the offset itself where a line starts. */
function lineEnd(text: string, at: number): number {
  if (at === 0 || text[at - 1] === '\n') return at
  const newline = text.indexOf('\n', at)
  return newline < 0 ? text.length : newline + 1
}

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** A block without the lines at its ends that stay as they are. */
function trimmed({ first, old, fresh }: Block): Block {
  let head = 0
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++
  let tail = 0
  const most = Math.min(old.length, fresh.length) - head
  while (tail < most && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++
  return { first: first + head, old: old.slice(head, old.length - tail), fresh: fresh.slice(head, fresh.length - tail) }
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

/** A name as git quotes it (quote.c, quote_c_style, with core.quotePath at its default). */
function quoted(name: string): string {
  const inside = name.replace(/[\x00-\x1f"\\\x7f-\xff]/g, char => {
    return escapes[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
  })
  return inside === name ? name : `"${inside}"`
}

/** git ends a name with blanks in it by a tab, so that what reads it does not look for a date (diff.c, emit_rewrite_diff). */
function tabAfter(name: string): string {
  return / /.test(name) && quoted(name) === name ? '\t' : ''
}
