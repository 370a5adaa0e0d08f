import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLocator } from '../../src/reports/locate.ts'

const texts = fc
  .array(fc.constantFrom('a', '\n', '\r\n', '\r', 'é', '🙂', '\t'), { maxLength: 30 })
  .map(p => p.join(''))

test('lines and columns are those that counting gives', () => {
  fc.assert(
    fc.property(texts, fc.nat(40), fc.nat(40), (text, a, b) => {
      const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)]
      const count = (at: number) => {
        const before = text.slice(0, at).split('\n')
        return [before.length, before.at(-1)!.length + 1]
      }
      const place = createLocator()({ source: { path: 'x', text }, start, end })
      expect([place.line, place.column, place.endLine, place.endColumn]).toEqual([...count(start), ...count(end)])
    }),
    { numRuns: 1000 },
  )
})

test('the lines of a file are those that splitting gives', () => {
  fc.assert(
    fc.property(texts, text => {
      const source = { path: 'x', text }
      const locate = createLocator()
      const lines = text.split(/\r?\n/)
      for (const [i, line] of lines.entries()) {
        const { start, end } = locate.line(source, i + 1)
        expect(text.slice(start, end)).toBe(line)
      }
      const past = locate.line(source, lines.length + 1)
      expect(past).toEqual({ start: text.length, end: text.length })
    }),
    { numRuns: 1000 },
  )
})

test('a hundred thousand places in one file take no time', () => {
  const source = { path: 'x', text: 'net.ipv4.tcp_sack = 1\n'.repeat(100_000) }
  const locate = createLocator()
  const start = performance.now()
  for (let i = 0; i < 100_000; i++) locate({ source, start: i * 22, end: i * 22 + 5 })
  expect(performance.now() - start).toBeLessThan(500)
})
