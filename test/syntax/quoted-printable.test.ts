import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanOf, textOf, written } from '../../src/core/text.ts'
import { decodeQuotedPrintable } from '../../src/syntax/quoted-printable.ts'

const decode = (text: string) => decodeQuotedPrintable(textOf({ path: 'x', text }))

// what binascii.a2b_qp() of Python 3.11 gives
test.each([
  ['a=3Db', 'a=b'],
  ['a=\nb', 'ab'],
  ['a=\r\nb', 'ab'],
  ['a=3db', 'a=b'],
  ['a=3', 'a=3'],
  ['a==3D', 'a=3D'],
  ['a=', 'a'],
  ['a=zz', 'a=zz'],
  ['=C3=A9=E2=82=AC=F0=9F=98=80', 'é€😀'],
  ['a = b', 'a = b'],
  ['=', ''],
])('%j', (text, plain) => {
  expect(decode(text).text).toBe(plain)
})

test('every character stands where the table says', () => {
  const char = fc.constantFrom('a', '=', '\n', 'é', '😀', ' ', '3')
  fc.assert(
    fc.property(fc.array(fc.tuple(char, fc.boolean(), fc.boolean())), chars => {
      const pieces = chars.map(([c, escaped, soft]) => {
        const bytes = [...Buffer.from(c)].map(b => `=${b.toString(16).toUpperCase().padStart(2, '0')}`).join('')
        return { c, code: escaped || c === '=' ? bytes : c, soft: soft ? '=\n' : '' }
      })
      const text = decode(pieces.map(p => p.code + p.soft).join(''))
      expect(text.text).toBe(chars.map(([c]) => c).join(''))
      let at = 0
      for (const { c, code } of pieces) {
        expect(written(spanOf(text, at, at + c.length))).toBe(code)
        at += c.length
      }
    }),
  )
})
