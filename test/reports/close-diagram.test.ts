import { expect, test } from 'vitest'
import type { Effect } from '../../src/core/effect.ts'
import { closeDiagram } from '../../src/reports/close-diagram.ts'
import { effectOf, placeOf } from './report-of.ts'

function setTo(name: string, effective: string | null, more: Partial<Effect> = {}): Effect {
  const source = { path: 'x.conf', text: `net.ipv4.${name} = ${effective}\n` }
  return effectOf(placeOf(source, `net.ipv4.${name}`), placeOf(source, String(effective)), {
    effective,
    ...more,
  } as object)
}

/** Its blanks do not break, so that Mermaid keeps a name and its value on one line. */
const diagram = (settings: readonly Effect[]) => closeDiagram(settings).replaceAll('\u00a0', ' ')
const arrows = (settings: readonly Effect[]) =>
  diagram(settings)
    .split('\n')
    .map(line => line.trim().replaceAll('<br/>', ' | '))

test('each parameter governs the arrow that the kernel gives it', () => {
  const lines = arrows([])
  const governed = (name: string) => lines.filter(line => line.includes(name)).map(line => line.split(' : ')[0])
  expect(governed('tcp_fin_timeout')).toEqual(['FIN_WAIT_2 --> CLOSED'])
  expect(governed('tcp_tw_reuse')).toEqual(['TIME_WAIT --> SYN_SENT'])
  expect(governed('tcp_max_tw_buckets')).toEqual(['FIN_WAIT_2 --> TIME_WAIT'])
  expect(governed('tcp_keepalive_time')).toEqual(['ESTABLISHED --> CLOSED'])
  expect(governed('tcp_retries2')).toEqual(['ESTABLISHED --> CLOSED'])
  expect(governed('tcp_orphan_retries')).toEqual(['FIN_WAIT_1 --> CLOSED', 'CLOSING --> CLOSED', 'LAST_ACK --> CLOSED'])
  expect(lines).toContain('TIME_WAIT --> CLOSED : always 60 s, no | parameter')
  expect(governed('CLOSE_WAIT').filter(line => line?.startsWith('CLOSE_WAIT'))).toEqual(['CLOSE_WAIT --> LAST_ACK'])
})

test('an arrow has the value that all files agree on', () => {
  const lines = arrows([setTo('tcp_fin_timeout', '30'), setTo('tcp_fin_timeout', '30'), setTo('tcp_tw_reuse', '2')])
  expect(lines.find(line => line.startsWith('FIN_WAIT_2 --> CLOSED'))).toMatch(/tcp_fin_timeout = 30 s$/)
  expect(lines.find(line => line.startsWith('TIME_WAIT --> SYN_SENT'))).toMatch(/tcp_tw_reuse = 2$/)
})

test.each([
  ['two values', [setTo('tcp_fin_timeout', '30'), setTo('tcp_fin_timeout', '15')]],
  ['one that is not known', [setTo('tcp_fin_timeout', '30'), setTo('tcp_fin_timeout', null, { outcome: 'unknown' })]],
  ['none that takes effect', [setTo('tcp_fin_timeout', '30', { outcome: 'overridden' })]],
  ['no number', [setTo('tcp_fin_timeout', '30; click A "x"')]],
])('an arrow has none where there are %s', (_, settings) => {
  expect(diagram(settings)).not.toContain(' = ')
})

test('a setting that is overridden does not hide the one that wins', () => {
  const settings = [setTo('tcp_fin_timeout', '60', { outcome: 'overridden' }), setTo('tcp_fin_timeout', '30')]
  expect(diagram(settings)).toContain('tcp_fin_timeout = 30 s')
})

test('there is one arrow between two states, since Mermaid draws the words of two over each other', () => {
  const pairs = arrows([]).flatMap(line => line.split(' : ')[0]!.match(/^\S+ --> \S+$/) ?? [])
  expect(pairs.length).toBeGreaterThan(10)
  expect(new Set(pairs).size).toBe(pairs.length)
  expect(arrows([])).toContain(
    'LAST_ACK --> CLOSED : the peer acknowledges | or | FIN unanswered, no | process left | tcp_orphan_retries',
  )
})
