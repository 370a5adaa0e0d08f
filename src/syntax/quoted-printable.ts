import type { Text } from '../core/text.ts'
import { indexMarks, textBuilder } from './text-builder.ts'
import { codeAt } from './utf8.ts'

/** Decodes quoted-printable (RFC 2045 6.7) as Python's binascii.a2b_qp does; what is no escape stays as it is. */
export function decodeQuotedPrintable(outer: Text): Text {
  const { text } = outer
  const builder = textBuilder(indexMarks(outer))
  for (let at = 0; at < text.length; ) {
    const equals = text.indexOf('=', at)
    const end = equals < 0 ? text.length : equals
    builder.take(at, end)
    at = end
    if (equals < 0) break
    const escapes = escapeRun(text, at)
    if (escapes.bytes.length > 0) {
      putBytes(builder.put, escapes.bytes, at)
      at = escapes.end
    } else at = otherEquals(text, at, builder.take)
  }
  return builder.build()
}

/** Escapes in a row: together they may be one character of UTF-8. */
function escapeRun(text: string, from: number): { bytes: Uint8Array; end: number } {
  const bytes: number[] = []
  let at = from
  for (; text[at] === '=' && isHex(text.charCodeAt(at + 1)) && isHex(text.charCodeAt(at + 2)); at += 3)
    bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16))
  return { bytes: Uint8Array.from(bytes), end: at }
}

function putBytes(put: (chars: string, start: number, end: number) => void, bytes: Uint8Array, from: number): void {
  for (let i = 0; i < bytes.length; ) {
    const { code, length } = codeAt(bytes, i)
    put(String.fromCodePoint(code), from + i * 3, from + (i + length) * 3)
    i += length
  }
}

/** `=` at the end of a line joins it to the next; `==` is one `=`; any other stands for itself. Gives where to go on. */
function otherEquals(text: string, at: number, take: (start: number, end: number) => void): number {
  const next = text[at + 1]
  if (next === undefined) return at + 1
  if (next === '\n' || next === '\r') {
    const newline = text.indexOf('\n', at + 1)
    return newline < 0 ? text.length : newline + 1
  }
  take(at, at + 1)
  return next === '=' ? at + 2 : at + 1
}

function isHex(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x46) || (unit >= 0x61 && unit <= 0x66)
}
