import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHunks } from '../../src/core/diff-lines.ts'
import { touches } from '../../src/core/line-map.ts'
import { patchChange } from '../../src/core/patch-change.ts'
import { placeHunks } from '../../src/core/place-hunks.ts'
import { tempTree } from '../io/temp-tree.ts'
import { edit, merged, numbered, places, realDiff, textOf } from './edited-texts.ts'

function patchOf(folder: string, old: string, fresh: string): string | null {
  const diff = realDiff(folder, old, fresh, 3)
  return diff === '' ? null : diff.slice(diff.indexOf('\n@@ ') + 1).replace(/\n$/, '')
}

test('in what git merges, added lines are found, and each line that is told has its text in the head', () => {
  const folder = tempTree()
  let told = 0
  let unplaced = 0
  const property = fc.property(places, places, fc.boolean(), (topic, others, alike) => {
    // With equal lines all over, places are ambiguous.
    const base = alike ? Array.from({ length: 40 }, (_, i) => (i % 3 ? '}' : 'x {')) : numbered(0, 40)
    const head = edit(base, 'topic', topic)
    const checkout = merged(folder, textOf(base, true), textOf(head, true), textOf(edit(base, 'others', others), true))
    const patch = patchOf(folder, textOf(base, true), textOf(head, true))
    if (checkout === null || patch === null) return
    const file = patchChange({ filename: 'x', status: 'modified', patch, changes: 1 }, checkout, true)
    const lines = checkout.split('\n').slice(0, -1)
    for (const [i, line] of lines.entries()) {
      if (line.startsWith('topic ')) expect(touches(file.changes, { first: i + 1, last: i + 1 }), line).toBe(true)
      const inHead = file.headLine(i + 1)
      if (inHead === null) unplaced++
      else if (line.startsWith('topic ')) {
        told++
        expect(head[inHead - 1]).toBe(line)
      }
    }
  })
  fc.assert(property, { numRuns: 150 })
  expect(told).toBeGreaterThan(0)
  expect(unplaced).toBeGreaterThan(0)
}, 60_000)

test('a change is found where its lines are, not where the diff has them', () => {
  const hunks = readHunks('@@ -10,3 +10,4 @@\n line 9\n+new\n line 10\n line 11')!
  const moved = [...numbered(100, 150), 'line 9', 'new', 'line 10', 'line 11']
  expect(placeHunks(hunks, moved)).toEqual({
    placed: [{ change: { oldAt: 10, removed: 0, newAt: 10, added: 1 }, offset: 41, from: 50, to: 54 }],
    whole: true,
  })
  expect(placeHunks(hunks, ['line 9', 'old', 'line 10'])).toEqual({ placed: [], whole: false })
  // Its context has changed, and it is there twice: it may be either.
  expect(placeHunks(hunks, ['a', 'new', 'b', 'new', 'c'])).toEqual({ placed: [], whole: false })
  expect(placeHunks(hunks, ['a', 'new', 'b']).whole).toBe(true)
})

test('what the API leaves out is not taken for nothing', () => {
  const of = (status: string, patch: string | null, changes = 0) =>
    patchChange({ filename: 'x', status, patch, changes }, 'a\nb\n', false)
  for (const status of ['added', 'modified', 'changed', 'copied'])
    expect(touches(of(status, null).changes, { first: 1, last: 1 })).toBe(true)
  expect(of('renamed', null).touched).toBe(false)
  expect(touches(of('renamed', null, 4).changes, { first: 2, last: 2 })).toBe(true)
  for (const status of ['removed', 'unchanged']) expect(of(status, null).touched).toBe(false)
  // Cut off in the middle of a hunk.
  expect(touches(of('modified', '@@ -1,5 +1,6 @@\n a\n+b').changes, { first: 9, last: 9 })).toBe(true)
})

test('texts of equal lines take no time', () => {
  const lines = Array.from({ length: 200_000 }, () => 'a')
  const patch = `@@ -1,50000 +1,100000 @@\n${' a\n+a\n'.repeat(50_000)}`
  const started = performance.now()
  placeHunks(readHunks(patch)!, [...lines.slice(0, 99_000), 'b', ...lines])
  placeHunks(readHunks(`@@ -0,0 +1,50000 @@\n${'+a\n'.repeat(49_999)}+c\n`)!, [...lines, 'c'])
  expect(performance.now() - started).toBeLessThan(5_000)
})
