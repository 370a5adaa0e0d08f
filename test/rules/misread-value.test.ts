import { expect, test } from 'vitest'
import { applyFix } from './apply-fix.ts'
import { brief, dropIn, findings, set, target } from './targets.ts'

const of = (name: string, value: string) =>
  findings([dropIn(`net.ipv4.${name} = ${value}\n`)]).filter(one => one.rule === 'misread-value')

test.each([
  ['tcp_fin_timeout', '030', 'sets 24, not 30', '30'],
  ['tcp_max_tw_buckets', '1 000 000', 'sets 1:', '1000000'],
  ['tcp_fin_timeout', '30 40', 'sets 30:', null],
  ['tcp_rmem', '4096 87380', 'only the first 2 of 3', null],
  ['tcp_rmem', '4096', 'only the first of 3', null],
  ['tcp_rmem', '4096 87380 16777216 1', 'no more numbers', null],
  ['tcp_rmem', '04096 87380 16777216', null, null],
  ['tcp_rmem', '0100000 0200000 0300000', 'octal', '100000 200000 300000'],
] as const)('%s = %s', (name, value, says, fixed) => {
  const found = of(name, value)
  if (says === null) return
  expect(found.map(one => one.severity)).toEqual(['warning'])
  expect(found[0]!.message).toContain(says)
  expect(found[0]!.fix ? applyFix(found[0]!) : null).toBe(fixed === null ? null : `net.ipv4.${name} = ${fixed}\n`)
})

test('a comment keeps its place when leading zeros go', () => {
  expect(applyFix(of('tcp_fin_timeout', '030 # seconds')[0]!)).toBe('net.ipv4.tcp_fin_timeout = 30 # seconds\n')
})

test.each(['30', '0', '30 # c', '30 ; c', '30 // c', '0x1e', '30 seconds', '-1'])(
  '%s is read as it is meant',
  value => {
    expect(of('tcp_fin_timeout', value)).toEqual([])
  },
)

test('it stands beside the value rule, which judges what the kernel reads', () => {
  expect(brief(findings([dropIn('net.ipv4.tcp_fin_timeout = 0100\n')]))).toEqual([
    '1 warning tcp-fin-timeout',
    '1 warning misread-value',
  ])
})

test('numbers that YAML 1.1 has read before the kernel', () => {
  const yaml = (text: string, value: string) => {
    const step = set('net.ipv4.tcp_syn_retries', value, { format: 'ansible' })
    const source = { path: 'main.yml', text: `value: ${text}\n` }
    const valueAt = { source, start: 7, end: 7 + text.length }
    const setting = { ...step.setting, key: { source, start: 0, end: 5 }, valueAt, literal: false }
    return findings([target('run', [{ ...step, setting }])]).filter(one => one.rule === 'misread-value')
  }
  expect(yaml('010', '8')[0]!.message).toContain('YAML 1.1 takes the leading 0 for octal')
  expect(yaml('1:30', '90')[0]!.message).toContain('sixties')
  expect(yaml('0', '0')).toEqual([])
  expect(yaml('07', '7')).toEqual([])
  expect(yaml('1_0', '10')).toEqual([])
})

test('silent where the value is refused, not known or only perhaps set', () => {
  expect(of('tcp_rmem', '4096 87380 lots')).toEqual([])
  const steps = [set('net.ipv4.tcp_fin_timeout', '030', { conditional: 'inside an if' })]
  expect(findings([target('run', steps)])).toEqual([])
})
