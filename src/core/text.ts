import type { DefinedValue } from './setting.ts'

/** A file as it was read: its path relative to the working directory, with `/`, and its whole decoded text. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** A place: the half-open range of UTF-16 offsets `[start, end)` in the text of a file. */
export interface Span {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** A stretch of a text whose characters are not what the host will see (a template's, a variable's), or are only there sometimes. */
export interface Mark {
  readonly start: number
  readonly end: number
  /** `unknown`: the characters stand for others. `conditional`: the stretch may be missing on the host. */
  readonly kind: 'unknown' | 'conditional'
  /** In words, for people: "a template expression", "inside {% if %}". */
  readonly why: string
}

/** A stretch of a text that is filled in with a value written elsewhere, perhaps in another file: a variable's, in a template. */
export interface Filled {
  readonly start: number
  readonly end: number
  /** Where that value stands. */
  readonly from: Text
  /** What is known of the variable, once somebody has looked. */
  readonly definition?: DefinedValue
}

/**
 * A text that stands somewhere in a file, perhaps decoded (a YAML block scalar, a here-document, base64).
 *
 * - With neither `offsets` nor `whole`, the text is the file's own from `base` on, character by character.
 * - `offsets[i]` is where in the file the i-th character came from; `ends[i]` where it ends there, if not one further
 *   (an escape such as `\n` is two characters in the file). Both never run backwards.
 * - With `whole`, characters do not correspond (base64, gzip): every place is the whole range.
 */
export interface Text {
  readonly source: Source
  readonly text: string
  readonly base: number
  readonly offsets?: Int32Array
  readonly ends?: Int32Array
  readonly whole?: { readonly start: number; readonly end: number }
  /** In order of `start`, within `text`; may touch but not cross. */
  readonly marks?: readonly Mark[]
  /** In order of `start`. Their characters stand at the expression that asks for the value. */
  readonly filled?: readonly Filled[]
}

/** The file itself as a text. */
export function textOf(source: Source): Text {
  return { source, text: source.text, base: 0 }
}

/** A decoded text that lies somewhere in the range of `outer`, without correspondence of characters. */
export function opaqueText(outer: Text, start: number, end: number, text: string): Text {
  const { source, start: from, end: to } = spanOf(outer, start, end)
  return { source, text, base: from, whole: { start: from, end: to } }
}

/**
 * A decoded text whose i-th character came from `offsets[i]` (and ends before `ends[i]`) of `outer`.
 * @param offsets positions in `outer.text`, one for each character of `text`
 */
export function derivedText(outer: Text, text: string, offsets: Int32Array, ends?: Int32Array): Text {
  if (outer.whole) return { source: outer.source, text, base: outer.base, whole: outer.whole }
  const starts = new Int32Array(text.length)
  const stops = new Int32Array(text.length)
  let plain = true
  for (let i = 0; i < text.length; i++) {
    const at = offsets[i] ?? 0
    const end = ends?.[i] ?? at + 1
    starts[i] = startOf(outer, at)
    stops[i] = end > at ? endOf(outer, end) : starts[i]!
    if (stops[i] !== starts[i]! + 1) plain = false
  }
  const derived: Text = { source: outer.source, text, base: startOf(outer, offsets[0] ?? 0), offsets: starts }
  return plain ? derived : { ...derived, ends: stops }
}

/** The part `[start, end)` of a text, its places and marks kept. */
export function sliceText(outer: Text, start: number, end: number): Text {
  const text = outer.text.slice(start, end)
  const marks = outer.marks
    ?.filter(m => m.start < end && m.end > start)
    .map(m => ({ ...m, start: Math.max(0, m.start - start), end: Math.min(end, m.end) - start }))
  const filled = outer.filled
    ?.filter(f => f.start >= start && f.end <= end)
    .map(f => ({ ...f, start: f.start - start, end: f.end - start }))
  return {
    source: outer.source,
    text,
    base: outer.offsets || outer.whole ? outer.base : outer.base + start,
    ...(outer.offsets ? { offsets: outer.offsets.subarray(start, end) } : {}),
    ...(outer.ends ? { ends: outer.ends.subarray(start, end) } : {}),
    ...(outer.whole ? { whole: outer.whole } : {}),
    ...(marks?.length ? { marks } : {}),
    ...(filled?.length ? { filled } : {}),
  }
}

/** The same text with marks, which replace those it had. */
export function markText(text: Text, marks: readonly Mark[]): Text {
  return { ...text, marks }
}

/** Where `[start, end)` of a text stands in its file. An empty range is an empty place. */
export function spanOf(text: Text, start: number, end: number): Span {
  if (text.whole) return { source: text.source, start: text.whole.start, end: text.whole.end }
  const from = startOf(text, start)
  return { source: text.source, start: from, end: end > start ? endOf(text, end) : from }
}

function startOf(text: Text, at: number): number {
  if (text.whole) return text.whole.start
  if (!text.offsets) return text.base + at
  if (at < text.offsets.length) return text.offsets[at]!
  return text.offsets.length === 0 ? text.base : endOf(text, text.offsets.length)
}

function endOf(text: Text, end: number): number {
  if (text.whole) return text.whole.end
  if (!text.offsets) return text.base + end
  const last = Math.min(end, text.offsets.length) - 1
  if (last < 0) return text.base
  return text.ends ? text.ends[last]! : text.offsets[last]! + 1
}

/** Whether the characters of `[start, end)` stand in the file exactly as they are here, so that a fix can replace them. */
export function isVerbatim(text: Text, start: number, end: number): boolean {
  if (text.whole) return false
  const span = spanOf(text, start, end)
  return (
    span.end - span.start === end - start &&
    text.source.text.slice(span.start, span.end) === text.text.slice(start, end)
  )
}

/** What is written in the file at a place. */
export function written(span: Span): string {
  return span.source.text.slice(span.start, span.end)
}

/** The first mark of a kind that touches `[start, end)`, or null. */
export function markAt(text: Text, start: number, end: number, kind: Mark['kind']): Mark | null {
  return text.marks?.find(m => m.kind === kind && m.start < end && m.end > start) ?? null
}

/**
 * Texts one after another as one text, each character keeping its place. A string is glue: its characters stand nowhere, so they
 * take the empty place where the next text starts (or where the last one ended).
 */
export function joinTexts(pieces: readonly (Text | string)[], source: Source): Text {
  let text = ''
  for (const piece of pieces) text += typeof piece === 'string' ? piece : piece.text
  const offsets = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  const marks: Mark[] = []
  const filled: Filled[] = []
  let at = 0
  let here = 0
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      const next = pieces.slice(index + 1, index + 4).find(p => typeof p !== 'string')
      const place = next && typeof next !== 'string' ? startOf(next, 0) : here
      offsets.fill(place, at, at + piece.length)
      ends.fill(place, at, at + piece.length)
      at += piece.length
      continue
    }
    for (const m of piece.marks ?? []) marks.push({ ...m, start: m.start + at, end: m.end + at })
    for (const f of piece.filled ?? []) filled.push({ ...f, start: f.start + at, end: f.end + at })
    for (let i = 0; i < piece.text.length; i++, at++) {
      offsets[at] = startOf(piece, i)
      ends[at] = endOf(piece, i + 1)
    }
    here = piece.text.length ? endOf(piece, piece.text.length) : startOf(piece, 0)
  }
  const kept = { ...(marks.length ? { marks } : {}), ...(filled.length ? { filled } : {}) }
  return { source, text, base: offsets[0] ?? 0, offsets, ends, ...kept }
}
