import { sliceText, type Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'
import { templateEnd } from '../cloud-init/terraform-template.ts'

/** A here-document of HCL: what stands between `<<EOF` and `EOF`, its indentation taken off with `<<-`. */
export interface HclHeredoc {
  readonly content: Text
  readonly marker: string
}

const opening = /^<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/u

/** The here-documents of an HCL file. Comments and quoted strings are passed over (HCL native syntax specification). */
export function hclHeredocs(file: Text): HclHeredoc[] {
  const { text } = file
  const found: HclHeredoc[] = []
  const patience = { left: 100 }
  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    const next = text[at + 1]
    if (c === '#' || (c === '/' && next === '/')) at = endOr(text.indexOf('\n', at), text)
    else if (c === '/' && next === '*') at = endOr(text.indexOf('*/', at + 2), text)
    else if (c === '"') at = stringEnd(text, at + 1, patience) - 1
    else if (c === '<' && next === '<') {
      const match = opening.exec(text.slice(at, at + 300))
      if (!match) continue
      const [whole, dash, marker] = match as unknown as [string, string, string]
      const start = at + whole.length
      const { end, next: after } = terminator(text, start, marker)
      const content = sliceText(file, start, end)
      found.push({ content: dash ? withoutIndentation(content) : content, marker })
      at = after - 1
    }
  }
  return found
}

function endOr(at: number, text: string): number {
  return at < 0 ? text.length : at
}

/**
 * Behind the quote that ends a string, or the end of its line: HCL's strings have one line.
 * @param patience how often an expression without an end is looked for
 */
function stringEnd(text: string, from: number, patience: { left: number }): number {
  for (let at = from; at < text.length; at++) {
    const c = text[at]
    if (c === '\\') at++
    else if (c === '"') return at + 1
    else if (c === '\n') return at
    else if ((c === '$' || c === '%') && text[at + 1] === '{' && text[at - 1] !== c && patience.left > 0) {
      const end = templateEnd(text.slice(at, at + 5000), 2)
      if (end > 0) at += end - 1
      else patience.left--
    }
  }
  return text.length
}

/** The line that holds the marker alone ends the here-document; its blanks do not count. */
function terminator(text: string, from: number, marker: string): { end: number; next: number } {
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    let first = start
    while (first < end && (text[first] === ' ' || text[first] === '\t')) first++
    if (
      text.startsWith(marker, first) &&
      text.slice(first + marker.length, Math.min(end, first + marker.length + 2)).trim() === ''
    )
      return { end: start, next: end }
    start = end + 1
  }
  return { end: text.length, next: text.length }
}

/** Takes off the blanks that all lines have; lines of nothing but blanks do not count (HCL's flushHeredocTemplateParts). */
function withoutIndentation(content: Text): Text {
  const { text } = content
  const lines: { start: number; end: number; first: number }[] = []
  let least = Number.POSITIVE_INFINITY
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline + 1
    let first = start
    while (first < end && /\s/.test(text[first]!)) first++
    lines.push({ start, end, first })
    if (first < end) least = Math.min(least, first - start)
    start = end
  }
  const builder = textBuilder(indexMarks(content))
  for (const { start, end, first } of lines) builder.take(first < end ? start + least : start, end)
  return builder.build()
}
