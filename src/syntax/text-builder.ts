import { derivedText, type Mark, type Text } from '../core/text.ts'

/** Puts a decoded text together from stretches of an outer one, in order; marks of the outer text come along. */
export interface TextBuilder {
  /** Characters `[start, end)` of the outer text as they stand; `unknown` says why they stand for others, if they do. */
  take(start: number, end: number, unknown?: string): void
  /** Characters that stand for `[start, end)` of the outer text: an escape, a variable's value. */
  put(chars: string, start: number, end: number, unknown?: string): void
  length(): number
  /** What was added, as one text. */
  build(): Text
}

interface Run {
  readonly chars: string
  readonly start: number
  readonly end: number
  readonly verbatim: boolean
}

/** A text with its marks by kind, to be searched by halving: a text may have very many. Marks of one kind must not overlap. */
export interface MarkedText {
  readonly text: Text
  readonly unknown: readonly Mark[]
  readonly conditional: readonly Mark[]
}

/** The text ready for many builders. */
export function indexMarks(text: Text): MarkedText {
  const marks = text.marks ?? []
  return {
    text,
    unknown: marks.filter(m => m.kind === 'unknown'),
    conditional: marks.filter(m => m.kind === 'conditional'),
  }
}

/** The marks of a list that touch `[start, end)`. */
export function marksWithin(marks: readonly Mark[], start: number, end: number): readonly Mark[] {
  if (marks.length === 0) return marks
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (marks[middle]!.end <= start) low = middle + 1
    else high = middle
  }
  let to = low
  while (to < marks.length && marks[to]!.start < end) to++
  return marks.slice(low, to)
}

/** A builder over a text. */
export function textBuilder(marked: MarkedText): TextBuilder {
  const outer = marked.text
  const runs: Run[] = []
  const marks: Mark[] = []
  let length = 0
  let last = 0
  const add = (run: Run, why?: string): void => {
    last = run.start
    if (run.chars === '') return
    const before = runs.at(-1)
    if (why !== undefined) marks.push({ start: length, end: length + run.chars.length, kind: 'unknown', why })
    const carried = marksWithin(marked.conditional, run.start, run.end)
    for (const m of why === undefined ? [...carried, ...marksWithin(marked.unknown, run.start, run.end)] : carried) {
      const from = run.verbatim ? Math.max(0, m.start - run.start) : 0
      const to = run.verbatim ? Math.min(run.end, m.end) - run.start : run.chars.length
      if (to > from) marks.push({ ...m, start: length + from, end: length + to })
    }
    if (before?.verbatim && run.verbatim && before.end === run.start)
      runs[runs.length - 1] = { ...before, chars: before.chars + run.chars, end: run.end }
    else runs.push(run)
    length += run.chars.length
  }
  return {
    take: (start, end, why) => add({ chars: outer.text.slice(start, end), start, end, verbatim: true }, why),
    put: (chars, start, end, why) => add({ chars, start, end, verbatim: false }, why),
    length: () => length,
    build: () => {
      const text = runs.length === 0 ? bare(outer, last, last) : fromRuns(outer, runs, length)
      return marks.length ? { ...text, marks: marks.sort((a, b) => a.start - b.start) } : text
    },
  }
}

function fromRuns(outer: Text, runs: readonly Run[], length: number): Text {
  const [first] = runs
  if (runs.length === 1 && first!.verbatim) return bare(outer, first!.start, first!.end)
  const offsets = new Int32Array(length)
  const ends = new Int32Array(length)
  let at = 0
  for (const run of runs)
    for (let i = 0; i < run.chars.length; i++, at++) {
      offsets[at] = run.verbatim ? run.start + i : run.start
      ends[at] = run.verbatim ? run.start + i + 1 : run.end
    }
  return derivedText(outer, runs.map(r => r.chars).join(''), offsets, ends)
}

/** A slice without marks, which the builder adds itself. */
function bare(outer: Text, start: number, end: number): Text {
  return {
    source: outer.source,
    text: outer.text.slice(start, end),
    base: outer.offsets || outer.whole ? baseOf(outer, start) : outer.base + start,
    ...(outer.offsets ? { offsets: outer.offsets.subarray(start, end) } : {}),
    ...(outer.ends ? { ends: outer.ends.subarray(start, end) } : {}),
    ...(outer.whole ? { whole: outer.whole } : {}),
  }
}

function baseOf(outer: Text, start: number): number {
  if (!outer.offsets || outer.offsets.length === 0) return outer.base
  if (start < outer.offsets.length) return outer.offsets[start]!
  const end = outer.offsets.length - 1
  return outer.ends ? outer.ends[end]! : outer.offsets[end]! + 1
}
