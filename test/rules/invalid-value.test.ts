import { expect, test } from 'vitest'
import { applyFix } from './apply-fix.ts'
import { brief, dropIn, findings, set, target, written } from './targets.ts'

const of = (name: string, value: string, kernel?: string) =>
  findings([dropIn(`net.ipv4.${name} = ${value}\n`)], kernel ? { kernel } : {})

test.each([
  ['tcp_fin_timeout', '30s', 'units', '30'],
  ['tcp_fin_timeout', '2m', 'units', '120'],
  ['tcp_fin_timeout', '30 s30', null, null],
  ['tcp_fin_timeout', '"30"', 'quotes', '30'],
  ['tcp_fin_timeout', "'30'", 'quotes', '30'],
  ['tcp_fin_timeout', '30# c', 'blank', '30 # c'],
  ['tcp_fin_timeout', '30; net.ipv4.tcp_sack = 1', 'blank', null],
  ['tcp_fin_timeout', '30.0', 'whole numbers', '30'],
  ['tcp_fin_timeout', '15.5', 'whole numbers', null],
  ['tcp_fin_timeout', '08', 'octal', '8'],
  ['tcp_fin_timeout', '', 'no value', null],
  ['tcp_fin_timeout', '99999999', 'out of range', null],
  ['tcp_fin_timeout', 'true', 'numbers, not words', null],
  ['tcp_fin_timeout', '${FIN:-30}', 'variables', null],
  ['tcp_fin_timeout', '\u00a030', 'look like blanks', '30'],
  ['tcp_sack', 'yes', 'numbers, not words', '1'],
  ['tcp_sack', 'off', 'numbers, not words', '0'],
  ['tcp_tw_reuse', '3', 'out of range', null],
  ['tcp_max_tw_buckets', '1_000_000', 'stand together', '1000000'],
  ['tcp_max_tw_buckets', '1,000', 'stand together', '1000'],
  ['tcp_rmem', '4096, 87380, 6291456', 'only blanks', '4096 87380 6291456'],
  ['tcp_rmem', '4K 128K 16M', 'units', '4096 131072 16777216'],
  ['tcp_rmem', '[4096, 87380, 6291456]', 'list', '4096 87380 6291456'],
  ['ip_local_port_range', '1024-65535', 'only blanks', '1024 65535'],
  ['ip_local_port_range', '1 65535', 'below 1024', null],
  ['tcp_congestion_control', 'bbr # fast', 'whole line', 'bbr'],
  ['tcp_congestion_control', 'bbr # \u5feb', 'whole line', 'bbr'],
  ['tcp_congestion_control', '"bbr"', 'quotes', 'bbr'],
  ['tcp_congestion_control', 'CUBIC', 'none of that name', 'cubic'],
] as const)('%s = %s', (name, value, reason, fixed) => {
  const found = of(name, value).filter(one => one.rule === 'invalid-value')
  if (reason === null) {
    expect(found).toEqual([])
    return
  }
  expect(found.map(one => one.severity)).toEqual(['error'])
  expect(found[0]!.message).toContain(reason)
  expect(found[0]!.fix ? applyFix(found[0]!) : null).toBe(fixed === null ? null : `net.ipv4.${name} = ${fixed}\n`)
})

test('it lies on the value, and on the key where there is none', () => {
  expect(written(of('tcp_fin_timeout', '30s')[0]!.at)).toBe('30s')
  expect(written(of('tcp_fin_timeout', '')[0]!.at)).toBe('net.ipv4.tcp_fin_timeout')
})

test('the limits are those of the kernels named', () => {
  expect(of('tcp_fin_timeout', '99999999')[0]!.message).toContain('up to 21474836')
  expect(of('tcp_syn_retries', '0')[0]!.message).toContain('from 1 to 127')
  expect(of('tcp_keepalive_probes', '256')[0]!.message).toContain('from 0 to 255')
})

test('a vector that is refused half-way says what is stored', () => {
  const found = of('tcp_rmem', '4096 87380 lots')
  expect(brief(found)).toEqual(['1 error invalid-value'])
  expect(found[0]!.message).toContain('half-way, after it has stored 4096 87380')
})

test('what only some of the kernels refuse is no finding', () => {
  expect(of('tcp_ecn', '3', '5.4-')).toEqual([])
})

test('algorithms outside mainline are left alone', () => {
  for (const name of ['bbr2', 'bbrplus', 'homegrown']) expect(of('tcp_congestion_control', name)).toEqual([])
})

test('a refusal silences all else on the setting', () => {
  for (const value of ['60s', '030x', '08'])
    expect(brief(of('tcp_keepalive_intvl', value))).toEqual(['1 error invalid-value'])
})

test('what happens to the rest is said', () => {
  const run = (onError: 'stops' | 'continues') =>
    findings([target('run', [set('net.ipv4.tcp_sack', 'yes', { onError })])])[0]!.message
  expect(run('stops')).toContain('the failure ends the run')
  expect(run('continues')).toContain('the rest still runs')
  expect(of('tcp_sack', 'yes')[0]!.message).toContain('the other lines still apply')
})

test('a key is a secret, refused or not', () => {
  const found = findings([dropIn('net.ipv4.tcp_fastopen_key = hunter2-hunter2\n')])
  expect(brief(found)).toEqual(['1 error invalid-value'])
  expect(JSON.stringify(found.map(({ at, ...rest }) => rest))).not.toContain('hunter2')
})
