import type { TextBuilder } from './text-builder.ts'
import { breakLength, isBlank, skipSpaces } from './yaml-line.ts'

/** How a block scalar is written: `|2-`. */
export interface BlockHeader {
  readonly folded: boolean
  /** `-` drops all final line ends, `+` keeps them, empty keeps one. */
  readonly chomp: '' | '-' | '+'
  /** The column of the content, or 0 to take it from the first line. */
  readonly indent: number
}

/** A block scalar whose lines are `body`, as PyYAML's scanner reads it (scan_block_scalar). */
export function decodeBlock(body: string, header: BlockHeader, out: TextBuilder): void {
  const to = body.length
  let at = 0
  let indent = header.indent
  if (indent === 0) {
    for (let line = 0; ; ) {
      const end = skipSpaces(body, line, to)
      indent = Math.max(indent, end - line)
      const length = end < to ? breakLength(body, end) : 0
      if (length === 0) break
      line = end + length
    }
  }
  let breaks: number[] = []
  const skipBreaks = (): boolean => {
    breaks = []
    for (;;) {
      const start = skipSpaces(body, at, Math.min(to, at + indent))
      const length = start < to ? breakLength(body, start) : 0
      if (length === 0) {
        const inside = start - at === indent && start < to
        at = start
        return inside
      }
      breaks.push(start, start + length)
      at = start + length
    }
  }
  const putBreaks = () => {
    for (let i = 0; i < breaks.length; i += 2) out.put('\n', breaks[i]!, breaks[i + 1]!)
  }
  let inside = skipBreaks()
  let lineEnd = -1
  let lineNext = -1
  while (inside) {
    putBreaks()
    const leading = isBlank(body, at)
    let end = body.indexOf('\n', at)
    if (end < 0) end = to
    lineNext = end < to ? end + 1 : end
    lineEnd = end > at && end < to && body[end - 1] === '\r' ? end - 1 : end
    out.take(at, lineEnd)
    at = lineNext
    inside = skipBreaks()
    if (!inside) break
    const folds = header.folded && lineNext > lineEnd && !leading && !isBlank(body, at)
    if (!folds) out.put('\n', lineEnd, lineNext)
    else if (breaks.length === 0) out.put(' ', lineEnd, at)
  }
  if (header.chomp !== '-' && lineNext > lineEnd) out.put('\n', lineEnd, lineNext)
  if (header.chomp === '+') putBreaks()
}
