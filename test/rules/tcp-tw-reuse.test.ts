import { expect, test } from 'vitest'
import { brief, dropIn, findings, set, target, written } from './targets.ts'

const key = 'net.ipv4.tcp_tw_reuse'
const timestamps = 'net.ipv4.tcp_timestamps'

test.each([
  [`${key} = 0\n`, ['1 notice tcp-tw-reuse']],
  [`${key} = 1\n`, []],
  [`${key} = 2\n`, []],
  [`${key} = 1\n${timestamps} = 1\n`, []],
  [`${key} = 1\n${timestamps} = 0\n`, ['1 warning tcp-tw-reuse']],
  [`${timestamps} = 0\n${key} = 1\n`, ['2 warning tcp-tw-reuse']],
  [`${timestamps} = 0\n${key} = 2\n`, []],
  [`${timestamps} = 0\n`, []],
])('%j', (text, expected) => {
  expect(brief(findings([dropIn(text)]))).toEqual(expected)
})

test('0 is told as what it is in the kernels named', () => {
  const message = (kernel: string) => findings([dropIn(`${key} = 0\n`)], { kernel })[0]!.message
  expect(message('5.10-')).toContain('loopback')
  expect(message('rhel7')).toContain('the default')
  expect(message('rhel7')).not.toContain('loopback')
  expect(message('4.14-')).toContain('since Linux 4.19')
  for (const kernel of ['5.10-', 'rhel7', '4.14-']) expect(message(kernel)).toContain('outgoing')
})

test('timestamps switched off in another part of the scope are pointed at', () => {
  const here = dropIn(`${key} = 1\n`)
  const there = { ...dropIn(`${timestamps} = 0\n`), id: 'there' }
  const [found] = findings([here, there])
  expect(found?.rule).toBe('tcp-tw-reuse')
  expect(found!.related!.map(one => written(one.at))).toEqual([timestamps])
  expect(findings([here, { ...there, scope: 'another role' }])).toEqual([])
})

test('timestamps that are switched off only perhaps are not held against it', () => {
  const maybe = target('run', [set(timestamps, '0', { conditional: 'inside an if' })], { id: 'maybe' })
  expect(findings([dropIn(`${key} = 1\n`), maybe])).toEqual([])
})
