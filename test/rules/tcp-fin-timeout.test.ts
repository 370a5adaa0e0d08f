import { expect, test } from 'vitest'
import { rule } from '../../src/rules/tcp-fin-timeout.ts'
import { brief, dropIn, file, findings, set, target } from './targets.ts'

const key = 'net.ipv4.tcp_fin_timeout'
const judged = (value: string) => findings([dropIn(`${key} = ${value}\n`)], { rules: [rule] })

test.each([
  ['31', ['1 warning tcp-fin-timeout']],
  ['60', ['1 warning tcp-fin-timeout']],
  ['30', []],
  ['15', []],
  ['14', ['1 notice tcp-fin-timeout']],
  ['5', ['1 notice tcp-fin-timeout']],
  ['4', ['1 warning tcp-fin-timeout']],
  ['0', ['1 warning tcp-fin-timeout']],
  ['-1', ['1 warning tcp-fin-timeout']],
])('%s s', (value, expected) => {
  expect(brief(judged(value))).toEqual(expected)
})

test('the value is judged as the kernel reads it', () => {
  expect(judged('036')).toEqual([])
  expect(judged('0x3c')[0]?.message).toContain('is 60 s')
  expect(judged('60 # seconds')[0]?.message).toContain('is 60 s')
})

test('it does not promise a shorter TIME_WAIT', () => {
  expect(judged('60')[0]?.message).toContain('FIN_WAIT_2')
  expect(judged('60')[0]?.message).toContain('TIME_WAIT stays at 60 s')
})

test('the fix replaces the number and leaves the comment', () => {
  const [finding] = judged('60 # seconds')
  const [edit] = finding!.fix!.edits
  expect(finding!.fix!.safe).toBe(false)
  expect(edit!.at.source.text.slice(edit!.at.start, edit!.at.end)).toBe('60')
  expect(edit!.text).toBe('30')
})

test('a pattern is judged and has no fix, since it sets other parameters too', () => {
  const found = findings([dropIn('net.ipv4.tcp_fin_* = 60\n')], { rules: [rule] })
  expect(brief(found)).toEqual(['1 warning tcp-fin-timeout'])
  expect(found[0]!.fix).toBeUndefined()
})

test('silent where nothing is certain: conditional, not known, refused, overridden, absent', () => {
  const steps = [
    [set(key, '60', { conditional: 'inside an if' })],
    [set(key, '$FIN', { known: false })],
    [set(key, '60s')],
    [set(key, '60', { path: 'a' }), set(key, '20', { path: 'b' })],
    [set(key, '60', { state: 'absent' })],
  ]
  for (const one of steps) expect(findings([target('run', one)], { rules: [rule] })).toEqual([])
})

test('a file that is never read is judged, one that is off on purpose is not', () => {
  const inFile = (name: string) => target('tree', [file(`/etc/sysctl.d/${name}`, `${key} = 60\n`)])
  expect(brief(findings([inFile('60-tcp')]))).toEqual(['1 warning never-read', '1 warning tcp-fin-timeout'])
  expect(findings([inFile('60-tcp.conf.bak')])).toEqual([])
})

test('a file whose place on the host is not known is judged', () => {
  expect(brief(findings([target('file', [file(null, `${key} = 60\n`)])]))).toEqual(['1 warning tcp-fin-timeout'])
})
