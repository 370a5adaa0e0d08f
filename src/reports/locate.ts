import type { Source, Span } from '../core/text.ts'

/** A range for people: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** The last line that a place touches: one that ends at the start of a line does not touch it. */
export function lastLine({ line, endLine, endColumn }: Pick<Place, 'line' | 'endLine' | 'endColumn'>): number {
  return endLine > line && endColumn === 1 ? endLine - 1 : endLine
}

export interface Locator {
  (span: Span): Place
  /** Where a line (from 1) starts and ends in its file, without its line break; past the end: an empty one there. */
  line(source: Source, line: number): { readonly start: number; readonly end: number }
}

/** Finds lines and columns, and remembers each file's line starts while it lives. A line ends at LF; a CR before it belongs to the line's end. */
export function createLocator(): Locator {
  const tables = new WeakMap<Source, readonly number[]>()
  const startsOf = (source: Source): readonly number[] => {
    let starts = tables.get(source)
    if (!starts) {
      starts = lineStarts(source.text)
      tables.set(source, starts)
    }
    return starts
  }
  const locate = ({ source, start, end }: Span): Place => {
    const starts = startsOf(source)
    const first = lineAt(starts, start)
    const last = end === start ? first : lineAt(starts, end)
    return {
      line: first + 1,
      column: start - starts[first]! + 1,
      endLine: last + 1,
      endColumn: end - starts[last]! + 1,
    }
  }
  const line = (source: Source, number: number): { start: number; end: number } => {
    const starts = startsOf(source)
    const { length } = source.text
    const start = starts[number - 1] ?? length
    const next = starts[number]
    if (next === undefined) return { start, end: length }
    return { start, end: source.text[next - 2] === '\r' && next - 2 >= start ? next - 2 : next - 1 }
  }
  return Object.assign(locate, { line })
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The index of the last line that starts at or before an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}
