import fc from 'fast-check'
import { expect, test } from 'vitest'
import { widthOfText } from '../../src/reports/cells.ts'
import { frameOf } from '../../src/reports/frame.ts'
import { createLocator } from '../../src/reports/locate.ts'
import { createRedactor } from '../../src/reports/redact.ts'
import { createStyle } from '../../src/reports/style.ts'
import { cpuTime } from '../cpu-time.ts'
import { placeOf } from './report-of.ts'

const options = {
  locate: createLocator(),
  redactor: createRedactor([], []),
  style: createStyle(false),
  mark: (t: string) => t,
}
const frame = (text: string, marked: string, n = 0) =>
  frameOf(placeOf({ path: 'x', text }, marked, n), options).join('\n')

test('the exact characters are underlined', () => {
  expect(frame('a = 1\nnet.ipv4.tcp_sack = 60\nb = 2\n', '60')).toBe(`2 │ net.ipv4.tcp_sack = 60
  │                     ^^`)
})

test('line numbers are as wide as the last', () => {
  const text = `${'x\n'.repeat(8)}one two\nthree four\n`
  expect(frame(text, 'two\nthree')).toBe(` 9 │ one two
   │     ^^^
10 │ three four
   │ ^^^^^`)
})

test('tabs, wide characters, combining marks and escapes keep the underline in its place', () => {
  expect(frame('\tkey:\t60', '60')).toBe(`1 │     key:    60
  │             ^^`)
  expect(frame('日本語 = 60 # 値', '60')).toBe(`1 │ 日本語 = 60 # 値
  │          ^^`)
  expect(frame('a = 値です', '値で')).toBe(`1 │ a = 値です
  │     ^^^^`)
  expect(frame('cafe\u0301 = 60', '60')).toBe(`1 │ cafe\u0301 = 60
  │        ^^`)
  expect(frame('\x1b[2J\u202e = 60', '60')).toBe(`1 │ \\x1b[2J\\u202e = 60
  │                 ^^`)
  expect(frame('v = \x1b7', '\x1b7')).toBe(`1 │ v = \\x1b7
  │     ^^^^^`)
  expect(frame('🙂 = 60', '60')).toBe(`1 │ 🙂 = 60
  │      ^^`)
})

test('CRLF is no part of a line', () => {
  expect(frame('a = 1\r\nb = 2\r\n', '1\r\nb')).toBe(`1 │ a = 1
  │     ^
2 │ b = 2
  │ ^`)
})

test('the indentation of further lines and empty lines are not underlined', () => {
  expect(frame('key: |\n  one\n\n  two\nend', '|\n  one\n\n  two\n')).toBe(`1 │ key: |
  │      ^
2 │   one
  │   ^^^
3 │
4 │   two
  │   ^^^`)
})

test('an empty place has one mark, also at the end of the file', () => {
  const source = { path: 'x', text: 'a =\n' }
  expect(frameOf({ source, start: 3, end: 3 }, options).join('\n')).toBe('1 │ a =\n  │    ^')
  expect(frameOf({ source, start: 4, end: 4 }, options).join('\n')).toBe('2 │\n  │ ^')
  expect(frameOf({ source: { path: 'x', text: '' }, start: 0, end: 0 }, options).join('\n')).toBe('1 │\n  │ ^')
})

test('the middle of many lines is left out', () => {
  const text = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`).join('\n')
  const lines = frame(text, text).split('\n')
  expect(lines.filter(l => !l.includes('^'))).toEqual([
    ' 1 │ line 1',
    ' 2 │ line 2',
    ' 3 │ line 3',
    ' 4 │ line 4',
    '   …',
    '30 │ line 30',
  ])
})

test('of a long line the part around the place is shown', () => {
  const text = `${'a'.repeat(500)}<here>${'b'.repeat(500)}`
  const [line, marks] = frame(text, '<here>').split('\n')
  expect(line).toMatch(/^1 │ …a{40}<here>b+…$/)
  expect(marks!.indexOf('^')).toBe(line!.indexOf('<'))
  expect(marks!.match(/\^+/)![0]).toBe('^^^^^^')
})

test('a line of 8 MiB is as quick as any', () => {
  const source = { path: 'x', text: 'net.ipv4.tcp_sack=1 '.repeat(400_000) }
  const spent = cpuTime(() => {
    for (let i = 0; i < 200; i++)
      expect(frameOf({ source, start: i * 2000, end: i * 2000 + 5 }, options)).toHaveLength(2)
    expect(frameOf({ source, start: 0, end: source.text.length }, options)[0]!.length).toBeLessThan(140)
  })
  expect(spent).toBeLessThan(1500)
})

test('whatever the file, the marks stand below the characters meant', () => {
  const piece = fc.constantFrom('a', ' ', '\t', '日', 'e\u0301', '\x1b', '🙂', '\u202e', '\udc80', '-')
  const line = fc.array(piece, { maxLength: 12 }).map(p => p.join(''))
  fc.assert(
    fc.property(
      line,
      line.filter(l => l !== ''),
      line,
      (before, meant, after) => {
        const source = { path: 'x', text: before + meant + after }
        const span = { source, start: before.length, end: before.length + meant.length }
        const shown = frameOf(span, options)
        const at = shown[1]!.indexOf('^') - '1 │ '.length
        const alone = (text: string) =>
          frameOf({ source: { path: 'x', text: `${text}|` }, start: text.length, end: text.length + 1 }, options)[1]!
        expect(at).toBe(alone(before).indexOf('^') - '1 │ '.length)
        expect(widthOfText(shown[1]!.trimStart().slice(1).trimStart())).toBe(
          Math.max(1, alone(before + meant).indexOf('^') - alone(before).indexOf('^')),
        )
      },
    ),
    { numRuns: 1000 },
  )
})
