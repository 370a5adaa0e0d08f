import { expect, test } from 'vitest'
import { html } from '../../src/reports/html/markup.ts'
import { escapeHtml, htmlText } from '../../src/reports/html-text.ts'

test.each([
  ['<b a="1">', '&lt;b a=&quot;1&quot;&gt;'],
  ["it's & so", 'it&#39;s &amp; so'],
  ['##[set-env name=x]', '#&#35;[set-env name=x]'],
  ['<##[group]', '&lt;#&#35;[group]'],
  ['net.ipv4.tcp_rmem = 4096 87380 16M', 'net.ipv4.tcp_rmem = 4096 87380 16M'],
])('%s comes out as text, in a page and in a log', (text, written) => {
  expect(escapeHtml(text)).toBe(written)
  expect(htmlText(text)).toBe(written)
  expect(html`<p>${text}</p>`.markup).toBe(`<p>${written}</p>`)
})
