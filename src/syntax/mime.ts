import { sliceText, type Text } from '../core/text.ts'
import { type MimeHeaders, parseHeaders } from './mime-headers.ts'

/** A part of a message that holds no further parts. `body` is as written, its transfer encoding still on. */
export interface MimePart {
  readonly headers: MimeHeaders
  readonly body: Text
}

export interface MimeMessage {
  readonly parts: readonly MimePart[]
  /** Where parts are nested deeper than was asked for and therefore not read; null where they are not. */
  readonly tooDeep: number | null
}

interface Line {
  readonly start: number
  /** Before the line's ending. */
  readonly end: number
  readonly next: number
}

interface Reading {
  readonly text: Text
  readonly maxDepth: number
  readonly maxParts: number
  readonly parts: MimePart[]
  at: number
  tooDeep: number | null
}

/** RFC 5322 lines that can be headers, as Python's email.feedparser tells them; the first other line begins the body. */
const header = /^(From |[\x21-\x39\x3b-\x7e]*:|[\t ])/

/** Walks a message part by part, as Python's `email.message_from_string(…).walk()` does, without its containers. */
export function readMime(text: Text, maxDepth: number, maxParts: number): MimeMessage {
  const reading: Reading = { text, maxDepth, maxParts, parts: [], at: 0, tooDeep: null }
  readPart(reading, [])
  return { parts: reading.parts, tooDeep: reading.tooDeep }
}

/** Reads one part up to a boundary of those it stands in (which is left to be read) or the end. */
function readPart(reading: Reading, boundaries: readonly string[]): void {
  const headers = parseHeaders(readHeaderLines(reading, boundaries))
  const { boundary } = headers
  if (!headers.contentType.startsWith('multipart/')) {
    const start = reading.at
    const end = skipTo(reading, boundaries)
    reading.parts.push({ headers, body: sliceText(reading.text, start, Math.max(start, end)) })
  } else if (boundary === null || boundaries.length >= reading.maxDepth) {
    if (boundary !== null) reading.tooDeep ??= reading.at
    skipTo(reading, boundaries)
  } else readParts(reading, [...boundaries, boundary])
}

function readParts(reading: Reading, boundaries: readonly string[]): void {
  const own = boundaries.at(-1)!
  const outer = boundaries.slice(0, -1)
  skipTo(reading, boundaries)
  for (;;) {
    const line = reading.parts.length < reading.maxParts ? lineAt(reading.text.text, reading.at) : null
    if (!line || boundaryOf(reading, line, outer) !== null || boundaryOf(reading, line, [own]) === 'end') break
    passBoundaries(reading, own)
    readPart(reading, boundaries)
  }
  skipTo(reading, outer)
}

/** Boundaries in a row have no part between them. */
function passBoundaries(reading: Reading, own: string): void {
  for (;;) {
    const line = lineAt(reading.text.text, reading.at)
    if (!line || boundaryOf(reading, line, [own]) === null) return
    reading.at = line.next
  }
}

function readHeaderLines(reading: Reading, boundaries: readonly string[]): string[] {
  const { text } = reading.text
  const lines: string[] = []
  for (let line = lineAt(text, reading.at); line; line = lineAt(text, line.next)) {
    if (boundaryOf(reading, line, boundaries) !== null) break
    if (line.end === line.start) {
      reading.at = line.next
      break
    }
    if (!header.test(text.slice(line.start, Math.min(line.end, line.start + 1000)))) break
    lines.push(text.slice(line.start, line.end))
    reading.at = line.next
  }
  return lines
}

/** Goes on to the next line that is one of the boundaries, and gives the end of what was passed, without its last line ending. */
function skipTo(reading: Reading, boundaries: readonly string[]): number {
  const { text } = reading.text
  let end = reading.at
  for (let line = lineAt(text, reading.at); line; line = lineAt(text, line.next)) {
    if (boundaryOf(reading, line, boundaries) !== null) return end
    end = line.end
    reading.at = line.next
  }
  return boundaries.length > 0 ? end : text.length
}

/** Whether a line is one of the boundaries, and if so which kind. */
function boundaryOf(reading: Reading, line: Line, boundaries: readonly string[]): 'next' | 'end' | null {
  const { text } = reading.text
  if (text.charCodeAt(line.start) !== 0x2d || text.charCodeAt(line.start + 1) !== 0x2d) return null
  for (const boundary of boundaries) {
    if (!text.startsWith(boundary, line.start + 2)) continue
    const rest = text.slice(
      line.start + 2 + boundary.length,
      Math.min(line.end, line.start + 2 + boundary.length + 1000),
    )
    const end = rest.startsWith('--')
    if (/^[ \t]*$/.test(end ? rest.slice(2) : rest)) return end ? 'end' : 'next'
  }
  return null
}

function lineAt(text: string, start: number): Line | null {
  if (start >= text.length) return null
  const newline = text.indexOf('\n', start)
  const stop = newline < 0 ? text.length : newline
  const end = newline > start && text[newline - 1] === '\r' ? newline - 1 : stop
  return { start, end, next: newline < 0 ? text.length : newline + 1 }
}
