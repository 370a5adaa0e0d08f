import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clean, cleanJson } from '../../src/reports/clean.ts'

const anything = fc.string({ unit: 'binary' })
/** Code units of any kind, so that lone surrogates are among them. */
const units = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x1b, 0x202e, 0x9b, 0xd800, 0xdc80, 0x7f)))
  .map(codes => codes.map(c => String.fromCharCode(c)).join(''))

/** Written out apart from the code under test. */
function isUnsafe(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0xad ||
    code === 0x61c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code >= 0xe0000 && code <= 0xe007f) ||
    (code >= 0xfff9 && code <= 0xfffb)
  )
}

test('nothing that could mislead is left', () => {
  fc.assert(
    fc.property(fc.oneof(anything, units), text => {
      for (const char of clean(text)) expect(isUnsafe(char.codePointAt(0)!), JSON.stringify(char)).toBe(false)
    }),
    { numRuns: 3000 },
  )
})

test('each of them is escaped', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (!isUnsafe(code)) continue
    const text = clean(String.fromCodePoint(code))
    expect(text, code.toString(16)).toMatch(/^\\(n|r|t|x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]{5,6}\})$/)
  }
})

test('what people write stays', () => {
  for (const text of ['net.ipv4.tcp_rmem = 4096 87380', 'Größe, 日本語, ñ, e\u0301, 🙂', 'a\\nb "x" \'y\' `z` <>&'])
    expect(clean(text)).toBe(text)
})

test.each([
  ['\x1b[31mred', '\\x1b[31mred'],
  ['\x1b]8;;http://x\x07', '\\x1b]8;;http://x\\x07'],
  ['a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['\u202egnp', '\\u202egnp'],
  ['\x9b2J', '\\x9b2J'],
  ['caf\udce9', 'caf\\xe9'],
  ['\ud83d!', '\\ud83d!'],
  ['\u{e0041}', '\\u{e0041}'],
])('%j becomes %s', (text, expected) => {
  expect(clean(text)).toBe(expected)
})

test('JSON is the same value afterwards, and safe', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anything, units)), list => {
      const json = cleanJson(JSON.stringify(list, null, 2))
      expect(JSON.parse(json)).toEqual(list)
      expect(clean(json.replaceAll('\n', ''))).toBe(json.replaceAll('\n', ''))
    }),
    { numRuns: 2000 },
  )
})
