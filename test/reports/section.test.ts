import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roomFor, takeSection, withSection } from '../../src/reports/section.ts'

const markers = { start: '<!-- a 1 -->', end: '<!-- /a 1 -->' }
const piece = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom('\n', '\r\n', '> ', markers.start, markers.end, '<!-- a 2 -->', '```'),
)
const text = fc.array(piece, { maxLength: 8 }).map(some => some.join(''))
const section = fc.string().filter(one => !one.includes('<!--'))

test('a text without a marker is nobody’s', () => {
  for (const one of ['', 'x', `> ${markers.start}\n> ${markers.end}`, '<!-- a 2 -->'])
    expect(takeSection(one, markers)).toBe(null)
})

test('whatever people write around it stays, byte for byte', () => {
  const around = text.filter(one => !one.includes(markers.start) && !one.includes(markers.end))
  fc.assert(
    fc.property(around, around, section, section, (before, after, old, now) => {
      const whole = withSection({ before: `${before}\n`, section: '', after }, old, markers)
      const taken = takeSection(whole, markers)!
      expect(taken).toEqual({ before: `${before}\n`, section: `\n${old}\n`, after })
      expect(withSection(taken, now, markers)).toBe(`${before}\n${markers.start}\n${now}\n${markers.end}${after}`)
    }),
  )
})

test('however the markers stand, only whole pairs are replaced, and the next time there is one', () => {
  fc.assert(
    fc.property(text, section, (whole, now) => {
      const taken = takeSection(whole, markers)
      if (taken === null) return
      const next = withSection(taken, now, markers)
      const lost = whole.length - taken.before.length - taken.section.length - taken.after.trimStart().length
      expect(lost).toBeLessThanOrEqual(markers.start.length + markers.end.length + 10)
      const again = takeSection(next, markers)!
      expect(again.section).toBe(`\n${now}\n`)
      expect([again.before, again.after]).toEqual([taken.before, taken.after])
    }),
  )
})

test('the room is what GitHub leaves', () => {
  const around = { before: 'ab\n', section: 'old', after: 'c' }
  const room = roomFor(around, markers)
  expect(withSection(around, 'x'.repeat(room), markers).length).toBe(65_536)
})
