import fc from 'fast-check'
import ignore from 'ignore'
import { expect, test } from 'vitest'
import { parseIgnore } from '../../src/io/gitignore.ts'
import { addFiles, plainGit, tempTree } from './temp-tree.ts'

const ignored = (patterns: string, path: string, isDirectory = false) => parseIgnore(patterns)(path, isDirectory)

test.each([
  ['*.log', 'a/b.log', true],
  ['*.log', 'a/b.logs', null],
  ['/build', 'build', true],
  ['/build', 'a/build', null],
  ['a/b', 'a/b', true],
  ['a/b', 'x/a/b', null],
  ['**/b', 'x/y/b', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**', 'a/x/y', true],
  ['a/**', 'a', null],
  ['*.c\n!keep.c', 'keep.c', false],
  ['!keep.c\n*.c', 'keep.c', true],
  ['# *.c', 'x.c', null],
  ['\\#x', '#x', true],
  ['\\!x', '!x', true],
  ['x   ', 'x', true],
  ['x\\ ', 'x ', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', null],
  ['[ab].c', 'b.c', true],
  ['[!ab].c', 'b.c', null],
  ['x\r', 'x', true],
  ['\ufeffx', 'x', true],
])('%j on %s', (patterns, path, expected) => {
  expect(ignored(patterns, path)).toBe(expected)
})

test('a pattern that ends with a slash speaks of directories only', () => {
  expect(ignored('out/', 'out', true)).toBe(true)
  expect(ignored('out/', 'out', false)).toBe(null)
})

const name = fc.stringMatching(/^[abc.]{1,4}$/).filter(n => !/^\.+$/.test(n))
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'))
const glob = fc
  .array(fc.oneof(name, fc.constantFrom('*', '**', '?', 'a*', '*b', '[ab]', '[!a]c', 'a?*')), {
    minLength: 1,
    maxLength: 4,
  })
  .map(parts => parts.join('/'))
const pattern = fc
  .tuple(fc.constantFrom('', '!'), fc.constantFrom('', '/'), glob, fc.constantFrom('', '/'))
  .map(p => p.join(''))

/** As git applies it: what lies in an ignored directory cannot be taken back. */
function ignoredWithParents(patterns: string, file: string): boolean {
  const ignores = parseIgnore(patterns)
  const names = file.split('/')
  return names.some((_, i) => ignores(names.slice(0, i + 1).join('/'), i < names.length - 1) === true)
}

test('agrees with the package "ignore"', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 4 }), path, (patterns, file) => {
      const theirs = ignore().add(patterns.join('\n')).ignores(file)
      expect(ignoredWithParents(patterns.join('\n'), file)).toBe(theirs)
    }),
    { numRuns: 2000 },
  )
})

test('agrees with git check-ignore', () => {
  const root = tempTree()
  plainGit(root, 'init', '-q')
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(path, { minLength: 1, maxLength: 8 }),
      (patterns, files) => {
        addFiles(root, { '.gitignore': `${patterns.join('\n')}\n` })
        // Never on the disk, so that git knows of no directory but by the paths asked for.
        const theirs = files.filter(file => {
          try {
            return plainGit(root, 'check-ignore', '--no-index', '-q', file) === ''
          } catch {
            return false
          }
        })
        expect(files.filter(file => ignoredWithParents(patterns.join('\n'), file))).toEqual(theirs)
      },
    ),
    { numRuns: 40 },
  )
})

test('no pattern makes it slow', () => {
  const patterns = `${'*a'.repeat(1000)}b\n${'**/a/'.repeat(500)}b\n`
  const start = performance.now()
  ignored(patterns, `${`${'a'.repeat(200)}/`.repeat(15)}c`)
  ignored(patterns, `${'a/'.repeat(1500)}c`)
  expect(performance.now() - start).toBeLessThan(500)
})
