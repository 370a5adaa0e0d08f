import { expect, test } from 'vitest'
import { closeArrows } from '../../../src/reports/close-arrows.ts'
import { closeSection } from '../../../src/reports/html/close.ts'
import { labelsOf, lines, states } from '../../../src/reports/html/close-layout.ts'
import { reportOfTexts } from './page-of.ts'

const fact = { doc: '', unit: null, values: null, limits: [] }
const facts = new Map([
  ['net.ipv4.tcp_fin_timeout', { ...fact, initial: '60' }],
  ['net.ipv4.tcp_orphan_retries', { ...fact, initial: '0' }],
])
const drawn = async (text: string) => {
  const { settings } = await reportOfTexts({
    'etc/sysctl.d/a.conf': text,
    'b/etc/sysctl.d/a.conf': 'net.ipv4.tcp_fin_timeout = 15\n',
  })
  return closeSection(settings, facts, new Map([['net.ipv4.tcp_fin_timeout', 'p-net.ipv4.tcp_fin_timeout']])).markup
}

test('every arrow has its line, and every line its words', () => {
  expect(lines).toHaveLength(closeArrows.length)
  const labels = labelsOf(closeArrows)
  // the FIN of FIN_WAIT_1 joins that of CLOSING, and they share their words
  expect(labels).toHaveLength(closeArrows.length - 1)
  const names = new Set(states.map(state => state.name))
  for (const { from, to } of closeArrows) expect(names.has(from) && names.has(to)).toBe(true)
})

test('an arrow has what the files make of its parameter, else the kernel’s default', async () => {
  const markup = await drawn('net.ipv4.tcp_fin_timeout = 30\n')
  expect(markup).toContain('tcp_fin_timeout <tspan class="set">15–30 s</tspan>')
  expect(markup).toContain('<tspan class="default">0, so 8</tspan>')
  expect(markup).toContain('tcp_retries2 <tspan class="unknown">not fixed</tspan>')
})

test('a value that is not known is said not to be', async () => {
  expect(await drawn('net.ipv4.tcp_fin_timeout = {{ x }}\n')).toContain('<tspan class="set">15 s</tspan>')
})

test('the table says the same, and leads to the parameter', async () => {
  const markup = await drawn('')
  const rows = markup.match(/<tr><th scope="row">/g)
  expect(rows).toHaveLength(closeArrows.length)
  expect(markup).toContain('<a href="#p-net.ipv4.tcp_fin_timeout"><code>tcp_fin_timeout</code></a> 15 s')
})
