import { expect, test } from 'vitest'
import { rule as disagreement } from '../../src/rules/loader-disagreement.ts'
import { brief, dropIn, file, findings, line, load, set, target, tree } from './targets.ts'

const key = 'net.ipv4.tcp_syn_retries'
const main = { '/etc/sysctl.conf': `# here\n${key} = 3\nnet.ipv4.tcp_sack = 1\n` }
const told = (one: Parameters<typeof findings>[0][number], options: Parameters<typeof findings>[1] = {}) =>
  findings([one], { rules: [disagreement], ...options }).map(
    ({ severity, at }) => `${severity} ${at.source.path}:${at.start}`,
  )

test.each([
  ['5.10-', 'systemd', ['notice etc/sysctl.conf:0']],
  ['5.10-', 'procps', ['notice etc/sysctl.conf:0']],
  ['debian-12', 'systemd', []],
  ['debian-13', 'systemd', ['warning etc/sysctl.conf:0']],
  ['debian-13', 'procps', ['warning etc/sysctl.conf:0']],
  ['ubuntu-24.04', 'systemd', ['notice etc/sysctl.conf:0']],
] as const)('/etc/sysctl.conf for %s under %s: one a file', (kernel, loader, expected) => {
  expect(told(tree(main), { kernel, loader })).toEqual(expected)
})

test('/etc/sysctl.conf is fine where the tree has the link, or where it says nothing of TCP', () => {
  expect(told(tree(main, { present: ['/etc/sysctl.conf', '/etc/sysctl.d/99-sysctl.conf'] }))).toEqual([])
  expect(told(tree({ '/etc/sysctl.conf': 'vm.swappiness = 1\n' }))).toEqual([])
})

test('/etc/sysctl.conf in files or templates of a role is for its tasks to place', () => {
  for (const folder of ['files', 'templates']) {
    const step = file('/etc/sysctl.conf', main['/etc/sysctl.conf'], { path: `roles/web/${folder}/etc/sysctl.conf` })
    expect(told(target('tree', [step]))).toEqual([])
    expect(told(target('tree', [step]), { kernel: 'debian-13' })).toEqual([])
  }
})

test('what tools write to it is spoken of only where it is certainly lost', () => {
  const module = target('run', [line('/etc/sysctl.conf', key, '3'), load(['/etc/sysctl.conf'])])
  expect(told(module)).toEqual([])
  expect(told(module, { kernel: 'debian-12' })).toEqual([])
  expect(told(module, { kernel: 'debian-13' })).toHaveLength(1)
})

test('values that the loaders end with', () => {
  const linked = (name: string) => [...Object.keys(main), '/etc/sysctl.d/99-sysctl.conf', name]
  const zzz = '/etc/sysctl.d/99-zzz.conf'
  const later = tree({ ...main, [zzz]: `${key} = 5\n` }, { present: linked(zzz) })
  expect(told(later)).toEqual([`notice etc/sysctl.d/99-zzz.conf:0`])
  const equal = tree({ ...main, [zzz]: `${key} = 3\n` }, { present: linked(zzz) })
  expect(told(equal)).toEqual([])
  const [found] = findings([later], { rules: [disagreement] })
  expect(found!.message).toContain('systemd-sysctl sets 5, sysctl --system sets 3')
  expect(found!.related).toHaveLength(1)
})

test('a line taken back is heeded by one of them', () => {
  expect(told(dropIn(`${key} = 3\n-${key}\n`))).toHaveLength(1)
})

test('a refused line or a file that is never read has its own finding and no second one', () => {
  expect(brief(findings([dropIn(`${key} = 3\n${key} = many\n`)]))).toEqual(['2 error invalid-value'])
  const hidden = findings([tree({ '/etc/sysctl.d/.60.conf': `${key} = 3\n` })])
  expect(hidden.map(one => one.rule)).toEqual(['never-read'])
})

test('only trees are compared', () => {
  expect(told(target('run', [set(key, '3')]))).toEqual([])
})

test('no-effect: a no-op that does not hold its default', () => {
  const of = (text: string, kernel = '5.10-') => brief(findings([dropIn(`net.ipv4.${text}\n`)], { kernel }))
  expect(of('tcp_low_latency = 1')).toEqual(['1 notice no-effect'])
  expect(of('tcp_low_latency = 0')).toEqual([])
  expect(of('tcp_fack = 1')).toEqual(['1 notice no-effect'])
  expect(of('tcp_fack = 0')).toEqual([])
  expect(of('tcp_low_latency = 1', 'rhel7')).toEqual([])
  expect(of('tcp_low_latency = 1', '4.9-')).toEqual([])
  expect(of('tcp_adv_win_scale = 2')).toEqual([])
  expect(of('tcp_adv_win_scale = 2', '6.12')).toEqual(['1 notice no-effect'])
  expect(of('tcp_low_* = 1')).toEqual([])
})

test('malformed-line: only where the key is one of TCP', () => {
  const of = (text: string) => brief(findings([dropIn(`${text}\n`)]))
  expect(of('net.ipv4.tcp_sack 1')).toEqual(['1 error malformed-line'])
  expect(of('net.ipv4.tcp_sack: 1')).toEqual(['1 error malformed-line'])
  expect(of('vm.swappiness 1')).toEqual([])
  expect(of('just words')).toEqual([])
})
