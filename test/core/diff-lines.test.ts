import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesOf, type LineChange, readDiff, readHunks } from '../../src/core/diff-lines.ts'
import { addFiles, plainGit, tempRepository, tempTree } from '../io/temp-tree.ts'
import { edited, edits, lines, realDiff, textOf } from './edited-texts.ts'

/** The lines of a text as git counts them. */
function linesOf(text: string): string[] {
  const all = text.split('\n')
  if (all.at(-1) === '') all.pop()
  return all
}

function replaced(old: readonly string[], fresh: readonly string[], changes: readonly LineChange[]): string[] {
  const result: string[] = []
  let at = 0
  for (const { oldAt, removed, newAt, added } of changes) {
    result.push(...old.slice(at, oldAt), ...fresh.slice(newAt, newAt + added))
    at = oldAt + removed
  }
  return [...result, ...old.slice(at)]
}

test('what git says of random edits turns the old text into the new one', () => {
  const folder = tempTree()
  const property = fc.property(
    ...[lines, edits, fc.boolean(), fc.boolean(), fc.constantFrom(0, 1, 3)],
    (old, some, oldNewline, newNewline, context) => {
      const [before, after] = [textOf(old, oldNewline), textOf(edited(old, some), newNewline)]
      const diff = realDiff(folder, before, after, context)
      const files = readDiff(diff)
      expect(files.length).toBe(before === after ? 0 : 1)
      const changes = files[0]?.changes ?? []
      expect(replaced(linesOf(before), linesOf(after), changes)).toEqual(linesOf(after))
      for (const [i, change] of changes.entries()) {
        expect(change.removed + change.added).toBeGreaterThan(0)
        if (i > 0) expect(change.oldAt).toBeGreaterThan(changes[i - 1]!.oldAt + changes[i - 1]!.removed - 1)
      }
      // As the API gives it: from the first hunk on, without a final newline.
      const patch = diff.slice(Math.max(0, diff.indexOf('\n@@ ') + 1)).replace(/\n$/, '')
      expect(changesOf(readHunks(patch) ?? [])).toEqual(changes)
      // Cut off anywhere in its lines, it is told to be.
      if (context > 0 && patch.includes('\n')) {
        const cut = patch.slice(
          0,
          patch.lastIndexOf('\n', patch.replace(/\n\\ No newline at end of file$/, '').length - 1),
        )
        expect(readHunks(cut)).toBe(null)
      }
    },
  )
  fc.assert(property, { numRuns: 150 })
}, 60_000)

describe('names', () => {
  const names = [
    'plain.conf',
    'with space.conf',
    'tab\there.conf',
    'quote"d.conf',
    'back\\slash.conf',
    'line\nbreak.conf',
    'b/ b/x.conf',
    'a b/a b.conf',
    'ünïcödé 値.conf',
    '-dash.conf',
    'bell\x07.conf',
    'dir with space /x.conf ',
  ]

  test('are those that git means', () => {
    const root = tempRepository(
      Object.fromEntries(names.map((name, i) => [name, `one ${i}\ntwo\nthree\nfour\nfive\n`])),
    )
    for (const [i, name] of names.entries()) {
      if (i % 3 === 1) plainGit(root, 'mv', '--', name, `${name} moved`)
      if (i % 3 !== 2)
        addFiles(root, { [i % 3 === 1 ? `${name} moved` : name]: `one ${i}\ntwo\nthree\nfour\nfive\nsix\n` })
      else execFileSync('chmod', ['+x', '--', name], { cwd: root })
    }
    plainGit(root, 'add', '-A')
    plainGit(root, 'commit', '-q', '-m', 'change')
    for (const quote of ['true', 'false']) {
      const diff = execFileSync('git', ['-c', `core.quotePath=${quote}`, 'diff', '-M', 'HEAD^', 'HEAD'], { cwd: root })
      const found = readDiff(diff.toString('latin1')).map(file => ({
        ...file,
        oldPath: Buffer.from(file.oldPath!, 'latin1').toString(),
        newPath: Buffer.from(file.newPath!, 'latin1').toString(),
      }))
      const expected = names.map((name, i) => ({
        oldPath: name,
        newPath: i % 3 === 1 ? `${name} moved` : name,
        changes: i % 3 === 2 ? [] : [{ oldAt: 5, removed: 0, newAt: 5, added: 1 }],
      }))
      expect(new Set(found)).toEqual(new Set(expected))
    }
  })

  test('of files that come and go', () => {
    const root = tempRepository({ 'gone away.conf': 'x\n', 'empty gone': '' })
    addFiles(root, { 'new here.conf': 'y\nz', 'empty new': '', bin: Buffer.from([0, 1, 2]) })
    plainGit(root, 'rm', '-q', 'gone away.conf', 'empty gone')
    plainGit(root, 'add', '-A')
    plainGit(root, 'commit', '-q', '-m', 'change')
    expect(new Set(readDiff(plainGit(root, 'diff', '--no-renames', 'HEAD^', 'HEAD')))).toEqual(
      new Set([
        { oldPath: 'gone away.conf', newPath: null, changes: [{ oldAt: 0, removed: 1, newAt: 0, added: 0 }] },
        { oldPath: 'empty gone', newPath: null, changes: [] },
        { oldPath: null, newPath: 'new here.conf', changes: [{ oldAt: 0, removed: 0, newAt: 0, added: 2 }] },
        { oldPath: null, newPath: 'empty new', changes: [] },
        { oldPath: null, newPath: 'bin', changes: null },
      ]),
    )
  })
})

test('no text is read for ever or makes it throw', () => {
  const piece = fc.oneof(
    lines.map(some => some.join('\n')),
    fc.constantFrom(
      '@@ -1,3 +1,3 @@',
      '@@ -0,0 +1 @@',
      'diff --git a/x b/x',
      'diff --git "a/x',
      '--- "',
      '+++ b/',
      '\n',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(
      fc.array(piece).map(some => some.join('\n')),
      text => void [readDiff(text), readHunks(text)],
    ),
  )
  const long = `diff --git a/x b/x\n@@ -0,0 +1,999999999 @@\n${'+\n'.repeat(300_000)}`
  const started = performance.now()
  expect(readDiff(long)[0]!.changes).toBe(null)
  expect(readHunks('@@ -1 +1 @@\n'.repeat(100_000))).toBe(null)
  expect(performance.now() - started).toBeLessThan(2_000)
})
