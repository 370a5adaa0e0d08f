import fc from 'fast-check'
import { expect, test } from 'vitest'
import { osPath, pathOf, splitNames } from '../../src/io/path-bytes.ts'

const bytesOf = (path: string) => Buffer.from(osPath(path) as string)
const bytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 3 }).map(s => Buffer.from(s)),
      // Surrogates written as if they were characters, and overlong forms.
      fc.constantFrom(
        [0xed, 0xb2, 0x80],
        [0xc0, 0xaf],
        [0xe0, 0x80, 0xaf],
        [0xf4, 0x90, 0x80, 0x80],
        [0xef, 0xbf, 0xbd],
      ),
    ),
    { maxLength: 6 },
  )
  .map(parts => Buffer.concat(parts.map(p => Buffer.from(p))))
  .map(b => Buffer.from(b.filter(byte => byte !== 0)))

test('every name comes back as the bytes it was', () => {
  fc.assert(
    fc.property(bytes, name => {
      expect(bytesOf(pathOf(name)).equals(name)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('a name of UTF-8 is itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), name => {
      expect(pathOf(Buffer.from(name))).toBe(name)
      expect(osPath(name)).toBe(name)
    }),
  )
})

test('names of a listing', () => {
  const names = fc.array(
    bytes.filter(b => b.length > 0),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(names, list => {
      const listing = Buffer.concat(list.flatMap(name => [name, Buffer.of(0)]))
      expect(splitNames(listing)).toEqual(list.map(pathOf))
    }),
  )
})
