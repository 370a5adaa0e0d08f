import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clean } from '../../../src/reports/clean.ts'
import { html, joined } from '../../../src/reports/html/markup.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const decoded = (markup: string) => markup.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!)

test('a text comes out as that text, with what could mislead shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const { markup } = html`<p title="${text}">${text}</p>`
      const found = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(markup)
      expect(decoded(found![1]!)).toBe(clean(text))
      expect(decoded(found![2]!)).toBe(clean(text))
    }),
  )
})

test('lists, numbers, nothing and HTML that is made already are put in as they are', () => {
  expect(html`${[1, '<', null, html`<b>${'&'}</b>`, ['x']]}`.markup).toBe('1&lt;<b>&amp;</b>x')
  expect(html`${joined(['a', html`<i></i>`, '"'], ', ')}`.markup).toBe('a, <i></i>, &quot;')
})

test.each(['&', '<', '>', '"', "'"])('%s alone is escaped', char => {
  expect(html`${char}`.markup).toMatch(/^&[a-z0-9#]+;$/)
})
