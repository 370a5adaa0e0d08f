import { expect, test } from 'vitest'
import { spanOf, textOf } from '../../src/core/text.ts'
import { readMime } from '../../src/syntax/mime.ts'
import { parseHeaders } from '../../src/syntax/mime-headers.ts'

const read = (text: string, depth = 8, parts = 100) => readMime(textOf({ path: 'x', text }), depth, parts)
const bodies = (text: string) => read(text).parts.map(p => p.body.text)

test('a message that is no multipart is one part', () => {
  expect(bodies('Content-Type: text/plain\n\nbody\n')).toEqual(['body\n'])
  expect(bodies('no header\nat all\n')).toEqual(['no header\nat all\n'])
  expect(bodies('A: b\nno header\n')).toEqual(['no header\n'])
  expect(bodies('')).toEqual([''])
})

test('parts end before the line end in front of a boundary', () => {
  const text =
    'Content-Type: multipart/mixed; boundary="=b"\n\npreamble\n--=b\n\none\n\n--=b\nA: 1\n\ntwo\n--=b--\nepilogue\n--=b\n\nno\n'
  expect(bodies(text)).toEqual(['one\n', 'two'])
  expect(bodies(text.replaceAll('\n', '\r\n'))).toEqual(['one\r\n', 'two'])
  // a message cut short loses its last line end all the same
  expect(bodies(text.slice(0, text.indexOf('--=b--')))).toEqual(['one\n', 'two'])
  const { body } = read(text).parts[1]!
  expect(text.slice(spanOf(body, 0, 3).start, spanOf(body, 0, 3).end)).toBe('two')
})

test('boundaries in a row have nothing between them, longer lines are none, and the last opens a part', () => {
  const text = 'Content-Type: multipart/mixed; boundary=b\n\n--b\n--b \t\n\none\n--bx\n--b\n'
  expect(bodies(text)).toEqual(['one\n--bx', ''])
})

test('multiparts nest, and an outer boundary ends an inner part', () => {
  const inner = 'Content-Type: multipart/alternative; boundary=i\n\n--i\n\none\n--i\n\ntwo\n'
  const text = `Content-Type: multipart/mixed; boundary=o\n\n--o\n${inner}--o\n\nthree\n--o--\n`
  expect(bodies(text)).toEqual(['one', 'two', 'three'])
  expect(read(text).tooDeep).toBeNull()
  expect(read(text, 1)).toMatchObject({ parts: [{ body: { text: 'three' } }] })
  expect(text.slice(read(text, 1).tooDeep!)).toMatch(/^--i\n\none/)
})

test('no more parts are read than asked for', () => {
  const text = `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(50)}`
  expect(read(text, 8, 7).parts).toHaveLength(7)
})

test('headers are unfolded, their parameters unquoted', () => {
  const headers = parseHeaders([
    'Content-Type: Text/Cloud-Config; name="a;\\"b" ;',
    ' charset=us-ascii',
    'content-disposition: attachment; filename=tune.sh',
    'CONTENT-TRANSFER-ENCODING: Base64 ',
    'Merge-Type: list(append)',
    'X: 1',
    'X: 2',
  ])
  expect(headers.contentType).toBe('text/cloud-config')
  expect(headers.filename).toBe('tune.sh')
  expect(headers.encoding).toBe('base64')
  expect(headers.boundary).toBeNull()
  expect(headers.get('Merge-Type')).toBe('list(append)')
  expect(headers.get('merge-type')).toBeNull()
  expect(headers.get('X')).toBe('2')
  expect(parseHeaders(['Content-Type: text/x; name="a;\\"b"']).filename).toBe('a;"b')
  expect(parseHeaders(['Content-Type: nonsense']).contentType).toBe('text/plain')
})
