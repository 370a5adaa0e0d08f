import type { Edit, Finding, Fix, NewFile } from './finding.ts'
import type { Source } from './text.ts'

/**
 * Which fixes are meant. `safe`: those after which the host ends up the same. `all`: also those that change a value in place.
 * `offered`: whole lines and files too. A rule: every fix of its own.
 */
export type FixChoice = 'safe' | 'all' | 'offered' | { readonly rule: string }

/** A file with all its edits made. */
export interface FixedFile {
  readonly source: Source
  /** In order; none touches another. */
  readonly edits: readonly Edit[]
  readonly text: string
}

export interface FixPlan {
  readonly files: readonly FixedFile[]
  readonly creates: readonly NewFile[]
  /** The findings that this does away with. */
  readonly fixed: readonly Finding[]
  /** Those whose fix overlaps one that came first: the next run finds them again. */
  readonly waiting: readonly Finding[]
}

/**
 * Chooses fixes and makes them on texts. A fix is made whole or not at all; of two that overlap, the first in the order of findings is
 * made. What was set aside on purpose is left alone.
 * @param isOpen whether a path may be changed or made
 */
export function planFixes(
  findings: readonly Finding[],
  choice: FixChoice,
  isOpen: (path: string) => boolean = () => true,
): FixPlan {
  const taken = new Map<string, Taken>()
  const creates = new Map<string, NewFile>()
  const fixed: Finding[] = []
  const waiting: Finding[] = []
  for (const finding of findings) {
    const { fix } = finding
    if (!fix || finding.suppressed || !isMeant(finding, fix, choice) || !isPossible(fix, isOpen)) continue
    if (makesAlready(fix, taken, creates)) fixed.push(finding)
    else if (!fits(fix, taken, creates)) waiting.push(finding)
    else {
      for (const edit of fix.edits) takeIn(edit, taken)
      for (const file of fix.creates ?? []) creates.set(file.path, file)
      fixed.push(finding)
    }
  }
  const files = [...taken.values()].map(({ source, edits }) => ({ source, edits, text: edited(source.text, edits) }))
  return { files, creates: [...creates.values()], fixed, waiting }
}

/** A text with edits made, which are in order and do not touch each other. */
export function edited(text: string, edits: readonly Edit[]): string {
  let out = ''
  let at = 0
  for (const { at: span, text: fresh } of edits) {
    out += text.slice(at, span.start) + fresh
    at = span.end
  }
  return out + text.slice(at)
}

interface Taken {
  readonly source: Source
  readonly edits: Edit[]
}

function isMeant({ rule }: Finding, { safe, whole }: Fix, choice: FixChoice): boolean {
  if (typeof choice === 'object') return choice.rule === rule
  if (choice === 'offered') return true
  return !whole && (safe || choice === 'all')
}

function isPossible({ edits, creates = [] }: Fix, isOpen: (path: string) => boolean): boolean {
  return edits.length + creates.length > 0 && touchedBy({ edits, creates }).every(isOpen)
}

/** The paths of the files that a fix changes or makes. */
export function touchedBy({ edits, creates = [] }: Pick<Fix, 'edits' | 'creates'>): string[] {
  return [...new Set([...edits.map(e => e.at.source.path), ...creates.map(c => c.path)])]
}

/** Two findings may have one fix: of a comment that names two rules, both of which find nothing. */
function makesAlready(
  { edits, creates = [] }: Fix,
  taken: ReadonlyMap<string, Taken>,
  files: ReadonlyMap<string, NewFile>,
): boolean {
  return (
    edits.every(({ at, text }) => {
      const there = taken.get(at.source.path)
      const twin = there?.edits[firstFrom(there.edits, at.start)]
      return twin !== undefined && twin.at.start === at.start && twin.at.end === at.end && twin.text === text
    }) && creates.every(({ path, text }) => files.get(path)?.text === text)
  )
}

function fits(
  { edits, creates = [] }: Fix,
  taken: ReadonlyMap<string, Taken>,
  files: ReadonlyMap<string, NewFile>,
): boolean {
  if (creates.some(({ path }) => files.has(path) || taken.has(path))) return false
  const own = edits.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
  return own.every((edit, i) => {
    const before = own[i - 1]
    if (before && before.at.source === edit.at.source && overlap(before, edit)) return false
    const there = taken.get(edit.at.source.path)
    if (!there) return true
    if (there.source.text !== edit.at.source.text) return false
    const next = firstFrom(there.edits, edit.at.start)
    return [there.edits[next - 1], there.edits[next]].every(one => !one || !overlap(one, edit))
  })
}

/** Two insertions at one place have no order; a change may begin where another ends. */
function overlap({ at: a }: Edit, { at: b }: Edit): boolean {
  if (a.start === b.start) return true
  return a.start < b.end && b.start < a.end
}

function takeIn(edit: Edit, taken: Map<string, Taken>): void {
  const { source, start } = edit.at
  const there = taken.get(source.path) ?? { source, edits: [] }
  there.edits.splice(firstFrom(there.edits, start), 0, edit)
  taken.set(source.path, there)
}

/** The index of the first edit that starts at or after an offset. */
function firstFrom(edits: readonly Edit[], offset: number): number {
  let low = 0
  let high = edits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edits[middle]!.at.start < offset) low = middle + 1
    else high = middle
  }
  return low
}
