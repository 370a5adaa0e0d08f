import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64 } from '../../src/syntax/base64.ts'
import { decodeUtf8 } from '../../src/syntax/utf8.ts'

// what base64.b64decode() of Python 3.11 gives; null: it raises
test.each([
  ['YWJj', 'abc'],
  ['YW Jj\n', 'abc'],
  ['YWJ', null],
  ['YWI=', 'ab'],
  ['YWI', null],
  ['YW=I=', 'ab'],
  ['Y', null],
  ['=YWJj', 'abc'],
  ['YWJj=', 'abc'],
  ['YQ==YQ==', 'a'],
  ['YWJj!@#ZGVm', 'abcdef'],
  ['-_-_', ''],
  ['YQ=\n=', 'a'],
  ['YQ=', null],
  ['é', null],
  ['', ''],
  ['====', ''],
  ['YQ=a=', 'a\x06'],
  ['YQa=b', 'a\x06'],
  ['Y=Q==', 'a'],
  ['YWJjZ', null],
  ['YQ==Y', 'a'],
])('%j', (text, plain) => {
  const bytes = decodeBase64(text)
  expect(bytes && decodeUtf8(bytes)).toBe(plain)
})

test('any bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      const text = Buffer.from(bytes)
        .toString('base64')
        .replace(/(.{7})/g, '$1\r\n')
      expect(decodeBase64(text)).toEqual(bytes)
    }),
  )
})

test('bytes that are no ASCII are passed over where the text stands for bytes', () => {
  expect(decodeBase64('Y\u00e9WJj', true)).toEqual(Uint8Array.from([97, 98, 99]))
})

test('UTF-8 is decoded as TextDecoder does', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const byte = fc.oneof(fc.constantFrom(0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x90, 0xa0, 0xbf, 0xe2, 0x8f), fc.nat(255))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(byte, { maxLength: 12 }),
        fc.string({ unit: 'binary' }).map(s => [...Buffer.from(s)]),
      ),
      bytes => {
        expect(decodeUtf8(Uint8Array.from(bytes))).toBe(decoder.decode(Uint8Array.from(bytes)))
      },
    ),
    { numRuns: 500 },
  )
  const long = 'ö€😀x'.repeat(10_000)
  expect(decodeUtf8(Buffer.from(long))).toBe(long)
})
