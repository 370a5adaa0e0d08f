import { expect, test } from 'vitest'
import { applyFix } from './apply-fix.ts'
import { brief, dropIn, findings, set, target } from './targets.ts'

const of = (text: string, kernel?: string) => findings([dropIn(`${text}\n`)], kernel ? { kernel } : {})
const run = (key: string, onError: 'stops' | 'continues' | 'guarded') =>
  findings([target('run', [set(key, '1', { onError })])])

test.each([
  ['net.ipv4.tcp_abc = 1', ['1 warning removed-parameter']],
  ['-net.ipv4.tcp_abc = 1', []],
  ['net.ipv4.tcp_fin_timeuot = 30', ['1 warning unknown-parameter']],
  ['-net.ipv4.tcp_fin_timeuot = 30', ['1 warning unknown-parameter']],
  ['net.ipv4.tcp_of_our_own = 1', ['1 warning unknown-parameter']],
  ['-net.ipv4.tcp_of_our_own = 1', []],
  ['net.ipv4.tcp_default_init_rwnd = 60', []],
  ['net.ipv4.conf.all.rp_filter = 1', []],
  ['vm.swappiness = 1', []],
])('%s', (text, expected) => {
  expect(brief(of(text))).toEqual(expected)
})

test('a failure that ends the run is an error, one that is allowed for is none', () => {
  expect(brief(run('net.ipv4.tcp_abc', 'stops'))).toEqual(['1 error removed-parameter'])
  expect(brief(run('net.ipv4.tcp_abc', 'guarded'))).toEqual([])
  expect(brief(run('net.ipv4.tcp_fin_timeuot', 'stops'))).toEqual(['1 error unknown-parameter'])
  expect(brief(run('net.ipv4.tcp_of_our_own', 'guarded'))).toEqual([])
})

test('it depends on the kernels named', () => {
  expect(of('net.ipv4.tcp_thin_dupack = 1', 'rhel7')).toEqual([])
  expect(of('net.ipv4.tcp_thin_dupack = 1', '4.4-6.1')).toEqual([])
  expect(brief(of('net.ipv4.tcp_thin_dupack = 1', '6.1'))).toEqual(['1 warning removed-parameter'])
  const early = of('net.ipv4.tcp_tw_reuse_delay = 100', '6.1')
  expect(brief(early)).toEqual(['1 warning unknown-parameter'])
  expect(early[0]!.message).toContain('came with Linux 6.14, and 6.1 does not have it')
  expect(of('net.ipv4.tcp_tw_reuse_delay = 100', '5.10-')).toEqual([])
})

test.each([
  ['net.ipv4.tcp_fin_timeuot', 'net.ipv4.tcp_fin_timeout'],
  ['net/ipv4/tcp_fin_timeuot', 'net/ipv4/tcp_fin_timeout'],
  ['net.ipv6.tcp_fin_timeout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4/tcp_fin_timeout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4.TCP_FIN_TIMEOUT', 'net.ipv4.tcp_fin_timeout'],
  ['tcp_fin_timeout', 'net.ipv4.tcp_fin_timeout'],
])('%s becomes %s', (wrong, right) => {
  const [found] = of(`${wrong} = 30`)
  expect(found?.rule).toBe('unknown-parameter')
  expect(applyFix(found!)).toBe(`${right} = 30\n`)
})

test('a path below /proc/sys keeps what stands before it', () => {
  const key = 'net.ipv4.tcp_fin_timeuot'
  const text = 'echo 30 > /proc/sys/net/ipv4/tcp_fin_timeuot\n'
  const step = set(key, '30')
  const source = { path: 'tune.sh', text }
  const at = { source, start: text.indexOf('/proc'), end: text.length - 1 }
  const moved = { ...step, setting: { ...step.setting, key: at, valueAt: { source, start: 5, end: 7 } } }
  const [found] = findings([target('run', [moved])])
  expect(applyFix(found!)).toBe('echo 30 > /proc/sys/net/ipv4/tcp_fin_timeout\n')
})

test('a name that is near only one that is gone is not corrected', () => {
  const [found] = of('net.ipv4.tcp_tw_recycl = 1')
  expect(found!.message).toContain('which Linux removed in 4.12; delete the line')
  expect(found!.fix).toBeUndefined()
})

test('the connection tracking only changed its prefix', () => {
  const [found] = of('net.ipv4.netfilter.ip_conntrack_max = 65536')
  expect(found!.rule).toBe('removed-parameter')
  expect(applyFix(found!)).toBe('net.netfilter.nf_conntrack_max = 65536\n')
})

test('a removed line is deleted where it stands alone', () => {
  expect(applyFix(of('net.ipv4.tcp_abc = 1\nnet.ipv4.tcp_sack = 1')[0]!)).toBe('net.ipv4.tcp_sack = 1\n')
})
