import fc from 'fast-check'
import ignore from 'ignore'
import { expect, test } from 'vitest'
import { createPathMatcher } from '../../src/core/glob.ts'
import { cpuTime } from '../cpu-time.ts'

const matches = createPathMatcher()

test.each([
  ['*.yml', 'a/b.yml', true],
  ['roles/**', 'roles/a/b', true],
  ['roles/**', 'roles', false],
  ['roles/', 'roles/a/b', true],
  ['roles/', 'a/roles/b', true],
  ['roles/', 'roles', false],
  ['/b', 'a/b', false],
  ['a/b', 'a/b/c', true],
  ['**/x/*', 'a/b/x/y', true],
  ['**/x/*', 'x/y', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/c/d/b', true],
  ['a*', 'b/ab/c', true],
  ['[a-c]x', 'bx', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['', 'a', false],
  ['/', 'a', false],
])('%s over %s: %s', (pattern, path, is) => {
  expect(matches(pattern, path)).toBe(is)
})

test('as the package that knows .gitignore has it', () => {
  const name = fc.constantFrom('a', 'b', 'ab', 'c.yml')
  const segment = fc.constantFrom('a', 'b', '*', '**', 'a*', '*.yml', '?', '[ab]', '[!a]')
  const pattern = fc
    .tuple(fc.constantFrom('', '/'), fc.array(segment, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/'))
    .map(([start, segments, end]) => `${start}${segments.join('/')}${end}`)
  fc.assert(
    fc.property(pattern, fc.array(name, { minLength: 1, maxLength: 4 }), (pattern, names) => {
      const path = names.join('/')
      expect([pattern, path, matches(pattern, path)]).toEqual([pattern, path, ignore().add(pattern).ignores(path)])
    }),
    { numRuns: 3000 },
  )
})

test('no pattern takes it long', () => {
  const path = `${'a/'.repeat(2000)}a`
  for (const pattern of [
    `${'**/'.repeat(1300)}b`,
    `${'*a'.repeat(2000)}b`,
    `**/${'*a*/'.repeat(900)}b`,
    '['.repeat(4000),
  ])
    expect(cpuTime(() => matches(pattern, path))).toBeLessThan(1500)
})
