import type { Loader } from '../core/setting.ts'
import type { Mark, Text } from '../core/text.ts'
import { indexMarks, type MarkedText, marksWithin } from '../syntax/text-builder.ts'

/** A range of offsets in the content. */
interface Range {
  readonly start: number
  readonly end: number
}

/** A line of a sysctl file that is no comment. All ranges are offsets in the text that was read. */
export type ConfLine =
  | {
      readonly kind: 'assignment'
      readonly line: Range
      readonly key: Range
      readonly value: Range
      readonly dash: boolean
    }
  | { readonly kind: 'exclusion'; readonly line: Range; readonly key: Range }
  /** An assignment whose key is not literal, or an expression that may be one; `key` ends where what is not literal begins. */
  | { readonly kind: 'unnamed'; readonly line: Range; readonly key: Range }
  /** Neither assignment nor exclusion: the loader says so and goes on. */
  | { readonly kind: 'malformed'; readonly line: Range }

/** isspace() of the C locale, which procps strips with; systemd's WHITESPACE is shorter. Neither knows U+00A0. */
const procpsBlank = ' \t\n\v\f\r'
const systemdBlank = ' \t\n\r'

/**
 * The lines of a sysctl file as a loader splits them. There are no comments behind a value, no continuation lines and no quotes.
 * Sources: procps-ng 4.0 src/sysctl.c parse_setting_line; systemd 257 src/sysctl/sysctl.c parse_file.
 */
export function confLines(content: Text, loader: Loader): ConfLine[] {
  const { text } = content
  const marked = indexMarks(content)
  const blank = loader === 'systemd' ? systemdBlank : procpsBlank
  const lines: ConfLine[] = []
  for (let start = 0; start < text.length; ) {
    let end = start
    while (end < text.length && !endsLine(text.charCodeAt(end), loader)) end++
    const line = trim(text, start, end, blank)
    const first = text[line.start]
    if (line.end > line.start && first !== '#' && first !== ';') {
      const read = readLine(marked, line, loader, blank)
      if (read) lines.push(read)
    }
    start = end + 1
  }
  return lines
}

/** systemd's read_line() ends at a line feed, a carriage return or a NUL byte, procps' getline() at a line feed only. */
function endsLine(code: number, loader: Loader): boolean {
  return code === 10 || (loader === 'systemd' && (code === 13 || code === 0))
}

function trim(text: string, start: number, end: number, blank: string): Range {
  while (start < end && blank.includes(text[start]!)) start++
  while (end > start && blank.includes(text[end - 1]!)) end--
  return { start, end }
}

function readLine(
  { text: { text }, unknown }: MarkedText,
  line: Range,
  loader: Loader,
  blank: string,
): ConfLine | null {
  const template = marksWithin(unknown, line.start, line.end).length > 0
  // within the line: a file without any = would be searched to its end for each line
  const inLine = text.slice(line.start, line.end).indexOf('=')
  const equals = inLine < 0 ? -1 : line.start + inLine
  const dash = text[line.start] === '-'
  if (equals < 0) {
    if (template) return standIn(unknown, text, line)
    if (loader === 'procps' && line.end - line.start < 2) return null
    if (!dash) return { kind: 'malformed', line }
    return { kind: 'exclusion', line, key: trim(text, line.start + 1, line.end, blank) }
  }
  const from = dash ? line.start + 1 : line.start
  const whole = trim(text, from, equals, blank)
  // procps strips only behind the key, so that "- key" is the key " key", which does not exist
  const key = loader === 'procps' ? { start: from, end: whole.end } : whole
  if (template && marksWithin(unknown, line.start, equals).length > 0)
    return unnamed(unknown, text, line, from) ?? standIn(unknown, text, line)
  return { kind: 'assignment', line, key, value: trim(text, equals + 1, line.end, blank), dash }
}

/** `{{ name }} = {{ value }}`; the = of a statement such as {% set x = 1 %} assigns nothing here. */
function unnamed(unknown: readonly Mark[], text: string, line: Range, from: number): ConfLine | null {
  const marks = marksWithin(unknown, line.start, line.end)
  const key = { start: from, end: Math.max(from, marks[0]!.start) }
  let at = line.start
  for (const mark of marks) {
    if (text.slice(at, Math.max(at, mark.start)).includes('=')) return { kind: 'unnamed', line, key }
    at = Math.max(at, mark.end)
  }
  return text.slice(at, line.end).includes('=') ? { kind: 'unnamed', line, key } : null
}

/** `{{ line }}` may be any line; a statement prints nothing, and what is known to print a comment is one. */
function standIn(unknown: readonly Mark[], text: string, line: Range): ConfLine | null {
  const [mark] = marksWithin(unknown, line.start, line.start + 1)
  const found = mark ? text.slice(mark.start, Math.min(mark.end, mark.start + 200)) : ''
  if (!/^(\{\{|\$|<%=)/.test(found) || printsNoLine.test(found)) return null
  return { kind: 'unnamed', line, key: { start: line.start, end: line.start } }
}

/** Go's statements, Ansible's word for "do not edit" and its filter for comments. */
const printsNoLine =
  /^\{\{-?\s*(if|else|end|range|with|define|block|break|continue|\/\*|\$\w*\s*:?=)|\bansible_managed\b|\|\s*comment\b/
