import type { Span } from '../core/text.ts'
import { type Cell, cellsOf } from './cells.ts'
import type { Locator } from './locate.ts'
import type { Redactor } from './redact.ts'
import type { Style } from './style.ts'

/** Lines shown of a place that is longer. */
const mostLines = 6
/** Columns shown of a line, and how many before the place when the line is longer. */
const mostColumns = 120
const columnsBefore = 40
/** Characters looked at on either side of a place; a line may have millions. */
const reach = 400

export interface FrameOptions {
  readonly locate: Locator
  readonly redactor: Redactor
  readonly style: Style
  /** Colours the underline. */
  readonly mark: (text: string) => string
}

/** A line of a frame. */
export interface FrameLine {
  /** From 1. */
  readonly number: number
  /** What is shown of it. */
  readonly cells: readonly Cell[]
  /** Cells from `start` on and before `end` are meant; null where the place only passes through an empty stretch. */
  readonly marked: { readonly start: number; readonly end: number } | null
}

/** The lines that a place touches, each with its number, and the exact characters underlined. */
export function frameOf(span: Span, options: FrameOptions): string[] {
  const { style, mark } = options
  const lines = frameLines(span, options)
  const margin = String(lines.at(-1)?.number ?? '').length
  const out: string[] = []
  for (const line of lines) {
    if (line === null) {
      out.push(style.dim(`${' '.repeat(margin)} …`))
      continue
    }
    const { number, cells, marked } = line
    out.push(`${style.dim(`${String(number).padStart(margin)} │`)} ${cells.map(c => c.shown).join('')}`.trimEnd())
    if (marked === null) continue
    const under = underline(cells, marked.start, marked.end)
    out.push(`${style.dim(`${' '.repeat(margin)} │`)} ${under.blanks}${mark(under.marks)}`)
  }
  return out
}

/** The lines that a place touches, null for those left out; the last is always there. */
export function frameLines(
  span: Span,
  { locate, redactor }: Pick<FrameOptions, 'locate' | 'redactor'>,
): (FrameLine | null)[] {
  const { source } = span
  const place = locate(span)
  // A place that ends at the start of a line does not touch it.
  const last = place.endLine > place.line && place.endColumn === 1 ? place.endLine - 1 : place.endLine
  return linesShown(place.line, last).map(number => {
    if (number === null) return null
    const line = locate.line(source, number)
    const start = Math.min(Math.max(span.start, line.start), Math.max(line.start, source.text.length))
    const end = Math.max(start, Math.min(span.end, line.end))
    const from = aligned(source.text, Math.max(line.start, start - reach))
    const to = aligned(source.text, Math.min(line.end, Math.max(end, start) + reach, start + 2 * reach))
    const piece = redactor.piece(source, from, source.text.slice(from, to))
    const cells = window(cellsOf(piece), start - from, end - from, from > line.start, to < line.end)
    const indent = number === place.line ? 0 : leadingBlanks(cells, start - from)
    const empty = end === start && span.end > span.start
    return { number, cells, marked: empty ? null : { start: start - from + indent, end: end - from } }
  })
}

/** Not between the halves of a surrogate pair. */
function aligned(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  return code >= 0xdc00 && code <= 0xdfff && offset > 0 ? offset - 1 : offset
}

function linesShown(first: number, last: number): (number | null)[] {
  const all = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
  if (last - first < mostLines) return all(first, last)
  return [...all(first, first + mostLines - 3), null, last]
}

/** The part of a line around a place that fits, with `…` where something is left out. */
function window(
  cells: readonly Cell[],
  start: number,
  end: number,
  more: boolean,
  moreAfter: boolean,
): readonly Cell[] {
  const total = cells.reduce((sum, c) => sum + c.width, 0)
  if (total <= mostColumns && !more && !moreAfter) return cells
  let from = cells.findIndex(c => c.at >= start)
  if (from < 0) from = cells.length
  let before = 0
  while (from > 0 && before + cells[from - 1]!.width <= columnsBefore) before += cells[--from]!.width
  let to = from
  let width = 0
  while (to < cells.length && (width + cells[to]!.width <= mostColumns || cells[to]!.at <= start))
    width += cells[to++]!.width
  const dots = (at: number): Cell => ({ shown: '…', width: 1, at })
  const cut = cells.slice(from, to)
  if (from > 0 || more) cut.unshift(dots(-1))
  if (to < cells.length || moreAfter) cut.push(dots(Math.max(end, cells[to]?.at ?? 0)))
  return cut
}

/** Lines after the first are underlined from their first character that is no blank. */
function leadingBlanks(cells: readonly Cell[], start: number): number {
  const first = cells.find(c => c.at >= start && c.shown.trim() !== '')
  return first ? first.at - start : 0
}

function underline(cells: readonly Cell[], start: number, end: number): { blanks: string; marks: string } {
  const before = cells.filter(c => c.at < start).reduce((sum, c) => sum + c.width, 0)
  const under = cells.filter(c => c.at >= start && c.at < end).reduce((sum, c) => sum + c.width, 0)
  // A combining mark alone takes no column: the character that it stands on is meant.
  return { blanks: ' '.repeat(before), marks: '^'.repeat(Math.max(1, under)) }
}
