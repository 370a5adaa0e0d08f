import { expect, test } from 'vitest'
import { rule } from '../../src/rules/not-persistent.ts'
import { file, findings, line, load, set, target } from './targets.ts'

const key = 'net.ipv4.tcp_syn_retries'
const told = (steps: Parameters<typeof target>[1], kernel?: string) =>
  findings([target('run', steps)], { rules: [rule], ...(kernel ? { kernel } : {}) }).map(one => one.severity)

test('a warning in cloud-init and Ansible, also at any depth of them, a notice in free scripts', () => {
  expect(told([set(key, '3')])).toEqual(['notice'])
  expect(told([set(key, '3', { format: 'ansible' })])).toEqual(['warning'])
  expect(told([set(key, '3', { format: 'cloud-init', within: ['shell'] })])).toEqual(['warning'])
  expect(told([set(key, '3', { format: 'terraform', within: ['cloud-init', 'shell'] })])).toEqual(['warning'])
})

test('one for each setting, at its place', () => {
  const steps = [set(key, '3'), set('net.ipv4.tcp_sack', '1', { by: '/proc/sys' })]
  const messages = findings([target('run', steps)], { rules: [rule] }).map(one => one.message)
  expect(messages.join('\n')).toMatch(/by \/proc\/sys.*\n.*by sysctl -w/)
  expect(messages).toHaveLength(2)
})

test.each([
  ['a file of the loaders', [set(key, '3'), file('/etc/sysctl.d/60-tcp.conf', `${key} = 3\n`)]],
  ['another value in it', [file('/etc/sysctl.d/60-tcp.conf', `${key} = 5\n`), set(key, '3')]],
  ['a line that Ansible keeps', [set(key, '3'), line('/etc/sysctl.d/60-tcp.conf', key, '3', { path: 'main.yml' })]],
  ['/etc/sysctl.conf, which may be read', [set(key, '3'), file('/etc/sysctl.conf', `${key} = 3\n`)]],
  ['a file whose place is not known', [set(key, '3'), file(null, `${key} = 3\n`)]],
  [
    'a file that is never read, which has its own finding',
    [set(key, '3'), file('/etc/sysctl.d/60-tcp', `${key} = 3\n`)],
  ],
  ['each boot', [set(key, '3', { phase: 'each-boot' })]],
])('silent beside %s', (_, steps) => {
  expect(told(steps)).toEqual([])
})

test('silent on Debian 13 beside /etc/sysctl.conf, of which loader-disagreement speaks', () => {
  const steps = [set(key, '3'), file('/etc/sysctl.conf', `${key} = 3\n`), load(['/etc/sysctl.conf'])]
  expect(told(steps, 'debian-13')).toEqual([])
  expect(findings([target('run', steps)], { kernel: 'debian-13' }).map(one => one.rule)).toEqual([
    'loader-disagreement',
  ])
})

test('silent beside a persistent twin in another target of the scope, not of another', () => {
  const run = target('run', [set(key, '3')])
  const twin = target('tree', [file('/etc/sysctl.d/60-tcp.conf', `${key} = 3\n`)])
  expect(findings([run, twin])).toEqual([])
  expect(findings([run, { ...twin, scope: 'another role' }])).toHaveLength(1)
})

test('a file that is loaded once from a place of its own does not last', () => {
  const steps = [file('/opt/tcp.conf', `${key} = 3\n`, { format: 'shell' }), load(['/opt/tcp.conf'])]
  const [found] = findings([target('run', steps)], { rules: [rule] })
  expect(found!.message).toContain('from /opt/tcp.conf')
})

test.each([
  'docker/entrypoint.sh',
  'docker-entrypoint.sh',
  'etc/rc.local',
  'etc/init.d/tcp',
  'tcp.service',
  'etc/cron.d/tcp',
  'scripts/per-boot/10-tcp',
])('silent in %s, which runs at each start', path => {
  expect(told([set(key, '3', { path })])).toEqual([])
})

test('silent where the write does not certainly happen', () => {
  expect(told([set(key, '3', { conditional: 'inside an if' })])).toEqual([])
  expect(told([set(key, '$N', { known: false })])).toEqual([])
  expect(told([set(key, '300')])).toEqual([])
  expect(told([set(key, '3', { state: 'absent' })])).toEqual([])
})
