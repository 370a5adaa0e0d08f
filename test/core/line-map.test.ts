import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LineChange, readDiff } from '../../src/core/diff-lines.ts'
import { changesInHead, liesIn, mapLine, shownLines, touches } from '../../src/core/line-map.ts'
import { tempTree } from '../io/temp-tree.ts'
import { edit, edited, edits, lines, merged, numbered, places, realDiff, textOf } from './edited-texts.ts'

/** By counting one by one. */
function slowly(old: number, changes: readonly LineChange[]) {
  const map = new Map<number, number>()
  const added = new Set<number>()
  let [from, to] = [1, 1]
  for (const change of [...changes, { oldAt: old, removed: 0, newAt: 0, added: 0 }]) {
    while (from <= change.oldAt) map.set(from++, to++)
    from += change.removed
    for (let i = 0; i < change.added; i++) added.add(to++)
  }
  return { map, added }
}

test('lines are mapped and known as added, and hunks are where git has them', () => {
  const folder = tempTree()
  const property = fc.property(lines, edits, (old, some) => {
    const fresh = edited(old, some)
    const [before, after] = [textOf(old, true), textOf(fresh, true)]
    const changes = readDiff(realDiff(folder, before, after, 0))[0]?.changes ?? []
    const { map, added } = slowly(old.length, changes)
    for (let line = 1; line <= old.length; line++) expect(mapLine(changes, line)).toBe(map.get(line) ?? null)
    for (let first = 1; first <= fresh.length; first++)
      for (let last = first; last <= Math.min(fresh.length, first + 6); last++) {
        const any = [...added].some(line => first <= line && line <= last)
        expect(touches(changes, { first, last })).toBe(any)
      }

    const headers = [...realDiff(folder, before, after, 3).matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)]
    const hunks = headers.map(([, start, length]) => ({
      first: Number(start),
      last: Number(start) + Number(length ?? 1) - 1,
    }))
    const shown = shownLines(changes).map(({ first, last }) => ({ first, last: Math.min(last, fresh.length) }))
    expect(shown.filter(r => r.first <= r.last)).toEqual(hunks.filter(h => h.first <= h.last && h.first > 0))
    for (const { first, last } of hunks.filter(h => h.first > 0 && h.first <= h.last)) {
      expect(liesIn(shown, { first, last })).toBe(true)
      expect(liesIn(shown, { first, last: last + 1 })).toBe(false)
    }
  })
  fc.assert(property, { numRuns: 100 })
}, 60_000)

test('from a merge commit alone, no line is thought to be shown that is not', () => {
  const folder = tempTree()
  let exact = 0
  let all = 0
  const property = fc.property(places, places, (topic, others) => {
    const base = numbered(0, 60)
    const text = (some: readonly string[]): string => textOf(some, true)
    const [head, ours] = [text(edit(base, 'topic', topic)), text(edit(base, 'others', others))]
    const checkout = merged(folder, text(base), head, ours)
    if (checkout === null) return
    const between = (from: string, to: string) => readDiff(realDiff(folder, from, to, 0))[0]?.changes ?? []
    const shown = shownLines(changesInHead(between(ours, checkout), between(checkout, head)))
    const truth = shownLines(between(text(base), head))
    for (const range of shown) expect(liesIn(truth, range)).toBe(true)
    all++
    if (JSON.stringify(shown) === JSON.stringify(truth)) exact++
  })
  fc.assert(property, { numRuns: 150 })
  expect(exact / all).toBeGreaterThan(0.8)
}, 60_000)
