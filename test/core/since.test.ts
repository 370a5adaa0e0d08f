import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSince, type Earlier } from '../../src/core/since.ts'

const aside = { kind: 'baseline' } as const
const now = (fingerprint: string, suppressed: object | null = null) => ({ fingerprint, suppressed })
const earlier = (fingerprint: string, suppressed: object | null = null): Earlier => ({
  fingerprint,
  suppressed,
  rule: 'toy-rule',
  severity: 'warning',
  message: `the thing ${fingerprint} is odd`,
  file: 'x.conf',
  line: 1,
})

test('what is new, fixed and still there is told by fingerprint', () => {
  const since = compareSince([now('a'), now('b')], [earlier('b'), earlier('c')])
  expect(since.moved).toEqual(['new', 'still'])
  expect(since.fixed.map(one => one.fingerprint)).toEqual(['c'])
  expect(since.counts).toEqual({ new: 1, still: 1, fixed: 1, setAside: 0 })
})

test('what is set aside now is not fixed', () => {
  const since = compareSince([now('a', aside), now('b', aside)], [earlier('a')])
  expect(since.moved).toEqual(['aside', 'aside'])
  expect(since.counts).toEqual({ new: 0, still: 0, fixed: 0, setAside: 1 })
})

test('what was set aside before is new once it is open, and not fixed once it is gone', () => {
  const since = compareSince([now('a')], [earlier('a', aside), earlier('b', aside)])
  expect(since.moved).toEqual(['new'])
  expect(since.fixed).toEqual([])
})

test('every finding of now has a state, and the open ones of both reports add up', () => {
  const names = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String))
  fc.assert(
    fc.property(names, names, fc.func(fc.boolean()), (left, right, isAside) => {
      const suppressed = (name: string) => (isAside(name) ? aside : null)
      const since = compareSince(
        left.map(name => now(name, suppressed(name))),
        right.map(name => earlier(name)),
      )
      expect(since.moved).toHaveLength(left.length)
      const { counts } = since
      expect(counts.new + counts.still).toBe(left.filter(name => !isAside(name)).length)
      expect(counts.still + counts.fixed + counts.setAside).toBe(right.length)
    }),
  )
})
