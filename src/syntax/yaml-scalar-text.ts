import type { TextBuilder } from './text-builder.ts'
import { breakLength, isBlank, skipBlanks } from './yaml-line.ts'

/** A plain scalar, folded when it runs over several lines. Places are counted from the start of `body`. */
export function decodePlain(body: string, out: TextBuilder): void {
  foldLines(body, out, (start, end) => out.take(start, end))
}

/** A single-quoted scalar; `body` is what stands between the quotes. */
export function decodeSingle(body: string, out: TextBuilder): void {
  foldLines(body, out, (start, end) => {
    const line = body.slice(start, end)
    let at = 0
    for (let quote = line.indexOf("''"); quote >= 0; quote = line.indexOf("''", at)) {
      out.take(start + at, start + quote)
      out.put("'", start + quote, start + quote + 2)
      at = quote + 2
    }
    out.take(start + at, end)
  })
}

const escapes: ReadonlyMap<string, string> = new Map([
  ...Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    t: '\t',
    '\t': '\t',
    n: '\n',
    v: '\v',
    f: '\f',
    r: '\r',
    e: '\x1b',
  }),
  ...Object.entries({ ' ': ' ', '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029' }),
])
const hexLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** A double-quoted scalar; `body` is what stands between the quotes. A wrong escape stays as it is written. */
export function decodeDouble(body: string, out: TextBuilder): void {
  let copied = 0
  let at = 0
  while (at < body.length) {
    const ch = body[at]!
    if (ch === '\\') {
      out.take(copied, at)
      at = escapeAt(body, at, out)
      copied = at
    } else if (ch === ' ' || ch === '\t' || ch === '\n' || (ch === '\r' && body[at + 1] === '\n')) {
      const end = skipBlanks(body, at)
      if (end >= body.length || breakLength(body, end) === 0) {
        at = Math.max(end, at + 1)
        continue
      }
      out.take(copied, at)
      at = foldAt(body, at, out)
      copied = at
    } else at++
  }
  out.take(copied, body.length)
}

function escapeAt(body: string, at: number, out: TextBuilder): number {
  const ch = body[at + 1] ?? ''
  const line = breakLength(body, at + 1)
  if (line > 0) return skipBlanks(body, at + 1 + line)
  const simple = escapes.get(ch)
  if (simple !== undefined) {
    out.put(simple, at, at + 2)
    return at + 2
  }
  const length = hexLengths.get(ch) ?? 0
  const end = Math.min(at + 2 + length, body.length)
  const digits = body.slice(at + 2, end)
  const code = length && digits.length === length && /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : -1
  if (code >= 0 && code <= 0x10ffff) out.put(String.fromCodePoint(code), at, end)
  else out.take(at, end)
  return end
}

/** Blanks and line ends from `at` on: one line end becomes a blank, more become one less. Returns where the text goes on. */
function foldAt(body: string, at: number, out: TextBuilder): number {
  const breaks: number[] = []
  let end = skipBlanks(body, at)
  for (let length = breakLength(body, end); length > 0; length = breakLength(body, end)) {
    breaks.push(end, end + length)
    end = skipBlanks(body, end + length)
  }
  putFold(out, breaks, at, end)
  return end
}

/** @param breaks where the line ends start and end, in turn */
function putFold(out: TextBuilder, breaks: readonly number[], from: number, to: number): void {
  if (breaks.length === 2) out.put(' ', from, to)
  for (let i = 2; i < breaks.length; i += 2) out.put('\n', breaks[i]!, breaks[i + 1]!)
}

function foldLines(body: string, out: TextBuilder, content: (start: number, end: number) => void): void {
  let breaks: number[] = []
  let written = 0
  let at = 0
  for (;;) {
    const next = body.indexOf('\n', at)
    const last = next < 0
    const lineEnd = last ? body.length : body[next - 1] === '\r' && next > at ? next - 1 : next
    const start = at === 0 ? at : skipBlanks(body, at, lineEnd)
    let end = lineEnd
    if (!last) while (end > start && isBlank(body, end - 1)) end--
    if (end > start || last || at === 0) {
      putFold(out, breaks, written, start)
      breaks = []
      content(start, end)
      written = end
    }
    if (last) return
    breaks.push(lineEnd, next + 1)
    at = next + 1
  }
}
