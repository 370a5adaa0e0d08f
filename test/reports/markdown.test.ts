import fc from 'fast-check'
import { expect, test } from 'vitest'
import { code, codeBlock, prose } from '../../src/reports/markdown.ts'
import { suspicious, takeApart } from './markdown-outside-code.ts'

const signs = ['`', '|', '<', '!', '-', ' ', '@', '#', '1', 'a', '\\', '\n', '"', '(', ')', '.', ':', '~', '&', ';']
const tricky = fc.oneof(fc.string({ unit: fc.constantFrom(...signs), maxLength: 60 }), fc.string({ unit: 'binary' }))

test('code leaves nothing outside of itself', () => {
  fc.assert(
    fc.property(tricky, text => {
      expect(takeApart(`x ${code(text)} y`).outside).toMatch(/^x (§+|\(empty\)) y$/)
    }),
  )
})

test('a sentence leaves nothing that means anything outside of code', () => {
  fc.assert(
    fc.property(tricky, text => {
      expect(suspicious(takeApart(`x ${prose(text)} y`).outside)).toEqual([])
    }),
  )
})

test('neither adds a cell to a row', () => {
  fc.assert(
    fc.property(tricky, text => {
      expect(code(text) + prose(text)).not.toContain('|')
    }),
  )
})

test('a block ends where it is meant to', () => {
  fc.assert(
    fc.property(fc.array(tricky), lines => {
      const text = lines.join('\n').replace(/[\r\u2028\u2029]/g, '')
      const { fenced, outside } = takeApart(`before\n${codeBlock('suggestion', text)}\nafter`)
      expect(outside).toBe('before\nafter')
      expect(fenced[0]!.lines.join('\n')).toBe(text.replace(/\n$/, ''))
    }),
  )
})

test.each([
  ['net.ipv4.tcp_fin_timeout is 60 s, above 30', '`net.ipv4.tcp_fin_timeout` is 60 s, above 30'],
  ['it says "a_b" (see /etc/x.conf);', 'it says "`a_b`" (see `/etc/x.conf`);'],
  ['16777216 bytes don’t fit', '`16777216` bytes don’t fit'],
  ['set it to 15', 'set it to 15'],
])('%s', (sentence, markdown) => {
  expect(prose(sentence)).toBe(markdown)
})

test('what is too long is cut between characters', () => {
  expect(code('😀'.repeat(2000))).toMatch(/^`(?:😀)+…`$/u)
})

test('no fence is so long that GitHub would count it wrong', () => {
  expect(codeBlock('suggestion', '`'.repeat(199))).toMatch(/^`{200}suggestion\n/)
  expect(codeBlock('suggestion', '`'.repeat(200))).toBeNull()
})
