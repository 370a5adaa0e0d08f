import { describe, expect, test } from 'vitest'
import { duration } from '../../../src/core/duration.ts'
import { keepalives, kernelKeepalive } from '../../../src/reports/html/keepalive.ts'
import type { ParameterFacts } from '../../../src/reports/html/parameter-facts.ts'
import { reportOfTexts } from './page-of.ts'

const fact = (initial: string | null): ParameterFacts => ({ doc: '', unit: null, values: null, limits: [], initial })
const facts = new Map([
  ['net.ipv4.tcp_keepalive_time', fact('7200')],
  ['net.ipv4.tcp_keepalive_intvl', fact('75')],
  ['net.ipv4.tcp_keepalive_probes', fact('9')],
])
const set = (part: string, value: string) => `net.ipv4.tcp_keepalive_${part} = ${value}\n`
const found = async (files: Record<string, string>) => keepalives((await reportOfTexts(files)).targets, facts)

describe('the time until a dead peer is noticed', () => {
  test('is time + intvl × probes, with the kernel’s own where the files say nothing', async () => {
    const [one] = await found({ 'web/etc/sysctl.d/a.conf': set('time', '600') + set('intvl', '30') })
    expect(one).toMatchObject({
      time: { value: 600, from: 'set' },
      probes: { value: 9, from: 'default' },
      total: 870,
      targets: ['web/'],
    })
    expect(kernelKeepalive(facts).total).toBe(7875)
  })

  test.each([
    ['without probes it is the idle time alone', set('time', '600') + set('probes', '0'), 600],
    ['a negative time never ends', set('time', '-1'), Number.POSITIVE_INFINITY],
    ['a negative interval never ends', set('intvl', '-1'), Number.POSITIVE_INFINITY],
  ])('%s', async (_, text, total) => {
    expect((await found({ 'web/etc/sysctl.d/a.conf': text }))[0]?.total).toBe(total)
  })

  test('is not known where a number is not', async () => {
    const [one] = await found({
      'tune.sh':
        '#!/bin/sh\nsysctl -w net.ipv4.tcp_keepalive_time="$TIME"\nsysctl -w net.ipv4.tcp_keepalive_probes=5\n',
    })
    expect(one).toMatchObject({ total: null, probes: { value: 5 } })
  })
})

test('targets that agree stand together, the slowest first, and who says nothing is left out', async () => {
  const all = await found({
    'a/etc/sysctl.d/x.conf': set('time', '300'),
    'b/etc/sysctl.d/x.conf': set('time', '600'),
    'c/etc/sysctl.d/x.conf': set('time', '300'),
    'd/etc/sysctl.d/x.conf': 'net.core.somaxconn = 4096\n',
  })
  expect(all.map(one => one.targets)).toEqual([['b/'], ['a/', 'c/']])
})

test('lengths of time in words', () => {
  expect([0, 45, 7875, 86400].map(duration)).toEqual(['0 s', '45 s', '2 h 11 min 15 s', '1 d'])
})
