import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisOf, grouped, short } from '../../../src/reports/html/axis.ts'

describe('the kind of scale', () => {
  test.each([
    ['linear', ['15', '30', '60'], []],
    ['linear', ['-1', '4000'], []],
    ['log', ['128', '65535'], []],
    ['log', ['0', '100', '7200'], []],
    ['steps', ['0', '2'], ['0', '1', '2']],
    ['steps', ['bbr', 'cubic'], []],
    ['log', ['0', '1', '5000'], ['0', '1']],
  ] as const)('%s for %j', (kind, values, named) => {
    expect(axisOf(values, named)?.kind).toBe(kind)
  })

  test('none for nothing', () => expect(axisOf([], [])).toBeNull())
})

test('what is more stands further right, within the drawing, and every value has a place', () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: -(2 ** 31), max: 2 ** 32 }))
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 30 }), numbers => {
      const axis = axisOf(numbers.map(String), [])!
      const places = numbers.toSorted((a, b) => a - b).map(n => axis.position(String(n)))
      for (const at of places) expect(at).toSatisfy((n: number) => n >= 0 && n <= 100)
      expect(places).toEqual(places.toSorted((a, b) => a! - b!))
      const ticks = axis.ticks.map(tick => tick.at)
      expect(ticks.length).toBeGreaterThan(0)
      expect(ticks.length).toBeLessThanOrEqual(9)
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
    }),
  )
})

test('values far apart are both told from their neighbours', () => {
  const axis = axisOf(['128', '256', '1048576'], [])!
  expect(axis.position('256')! - axis.position('128')!).toBeGreaterThan(3)
})

test('numbers are short where they are long', () => {
  expect([0, 4096, 99_999, 131_072, 16_777_216, 4_294_967_295].map(short)).toEqual([
    '0',
    '4,096',
    '99,999',
    '131k',
    '16.8M',
    '4.3G',
  ])
  expect([1, -1234, 1234567].map(grouped)).toEqual(['1', '-1,234', '1,234,567'])
})
