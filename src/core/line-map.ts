import type { LineChange } from './diff-lines.ts'

/** Lines from 1, the last one included. */
export interface Lines {
  readonly first: number
  readonly last: number
}

/** The index of the first change that ends after a line, by one side of the changes; their number if none does. */
function firstEndingAfter(changes: readonly LineChange[], endOf: (change: LineChange) => number, line: number): number {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (endOf(changes[middle]!) <= line) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether a change adds or alters one of these lines of the new file. */
export function touches(changes: readonly LineChange[], { first, last }: Lines): boolean {
  const ends = (change: LineChange): number => change.newAt + change.added
  for (let at = firstEndingAfter(changes, ends, first - 1); at < changes.length; at++) {
    if (changes[at]!.newAt >= last) return false
    if (changes[at]!.added > 0) return true
  }
  return false
}

/** The number that a line of the old file has in the new one; null if the change took it away. */
export function mapLine(changes: readonly LineChange[], line: number): number | null {
  const at = firstEndingAfter(changes, c => c.oldAt + c.removed, line - 1)
  const next = changes[at]
  if (next && next.removed > 0 && next.oldAt < line) return null
  const before = changes[at - 1]
  return before ? line - (before.oldAt + before.removed) + before.newAt + before.added : line
}

/** How many lines of context a diff shows on GitHub. */
const context = 3

/** The lines of the new file that a diff shows, a range for each hunk: hunks whose contexts meet are one. */
export function shownLines(changes: readonly LineChange[]): Lines[] {
  const ranges: { first: number; last: number }[] = []
  for (const { newAt, added } of changes) {
    const first = Math.max(1, newAt + 1 - context)
    const last = newAt + added + context
    const previous = ranges.at(-1)
    if (previous && first <= previous.last + 1) previous.last = Math.max(previous.last, last)
    else ranges.push({ first, last })
  }
  return ranges
}

/** Whether all these lines lie in one of the ranges, which ascend. */
export function liesIn(ranges: readonly Lines[], { first, last }: Lines): boolean {
  return ranges.some(r => r.first <= first && last <= r.last)
}

/**
 * The changes of a pull request in the lines of its head, where only those of the merge commit are known: what others changed meanwhile
 * (`toHead` takes it back) lies between them, since git merges no changes that touch.
 */
export function changesInHead(changes: readonly LineChange[], toHead: readonly LineChange[]): LineChange[] {
  if (toHead.length === 0) return [...changes]
  return changes.flatMap(change => {
    const first =
      change.added > 0 ? mapLine(toHead, change.newAt + 1) : 1 + (mapLine(toHead, change.newAt) ?? Number.NaN)
    return first === null || Number.isNaN(first) ? [] : [{ ...change, newAt: first - 1 }]
  })
}
