import type { LineChange } from './diff-lines.ts'
import type { Finding } from './finding.ts'
import type { Lines } from './line-map.ts'

/** What a change does to one file of the checkout, and where that file is in the head commit. */
export interface FileChange {
  /** Whether the change has anything to do with the file. */
  readonly touched: boolean
  /** Their new side is the checkout's. */
  readonly changes: readonly LineChange[]
  /** What the diff on GitHub shows, in the head commit's lines. */
  readonly shown: readonly Lines[]
  /** null: the file is not in the head commit. */
  readonly headPath: string | null
  /** A line of the checkout in the head commit; null: it is not there. */
  readonly headLine: (line: number) => number | null
}

/** All lines of a file. */
export const everyLine: readonly LineChange[] = [{ oldAt: 0, removed: 0, newAt: 0, added: Number.POSITIVE_INFINITY }]

/** A file that the change leaves alone and that is in the head commit as it is here. */
export function untouched(path: string): FileChange {
  return { touched: false, changes: [], shown: [], headPath: path, headLine: line => line }
}

/** A finding by what it says, not by where it stands in its file. */
function keyOf({ rule, parameter, value }: Finding, path: string): string {
  return JSON.stringify([rule, path, parameter ?? null, value ?? null])
}

/** A finding with its path, as it is in the checkout. */
export interface Pathed {
  readonly finding: Finding
  readonly path: string
}

/**
 * Which findings were not there before. As many of several equal ones are old as there were before: those on lines that the change
 * did not add come first.
 * @param isAdded whether the change added the lines of a finding, by its index
 */
export function newOnes(
  now: readonly Pathed[],
  before: readonly Pathed[],
  isAdded: (index: number) => boolean,
): boolean[] {
  const left = new Map<string, number>()
  for (const { finding, path } of before) {
    const key = keyOf(finding, path)
    left.set(key, (left.get(key) ?? 0) + 1)
  }
  const fresh = now.map(() => true)
  const keys = now.map(({ finding, path }) => keyOf(finding, path))
  const take = (index: number): void => {
    const known = left.get(keys[index]!) ?? 0
    if (!fresh[index] || known === 0) return
    left.set(keys[index]!, known - 1)
    fresh[index] = false
  }
  for (const index of now.keys()) if (left.has(keys[index]!) && !isAdded(index)) take(index)
  for (const index of now.keys()) take(index)
  return fresh
}
