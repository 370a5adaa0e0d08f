import { expect, test } from 'vitest'
import { readAnsible } from '../../src/formats/ansible/read.ts'
import { shell } from '../../src/formats/shell/index.ts'
import { readScript } from '../../src/formats/shell/read.ts'
import { readSysctlConf } from '../../src/formats/sysctl-conf/read.ts'
import { defaultKernel } from '../../src/kernel/range.ts'
import { settle } from '../../src/loaders/settle.ts'
import { growsTooFast } from '../cpu-time.ts'

const file = (path: string, text: string) => () => {
  for (const target of readSysctlConf({ path, text }).targets) settle(target, 'systemd', defaultKernel)
}

test.each([
  ['etc/sysctl.d/a.conf.j2', 'net.ipv4.tcp_sack={{x}}\n'],
  ['etc/sysctl.d/a.conf.j2', '{% if x %}\nnet.ipv4.tcp_sack=1\n{% endif %}\n'],
  ['etc/sysctl.d/a.conf.tpl', 'net.ipv4.tcp_sack=${x}\n'],
  ['etc/sysctl.d/a.conf.erb', 'net.ipv4.tcp_sack=<%= x %>\n'],
  ['etc/sysctl.d/a.conf', 'x\n'],
  ['etc/sysctl.d/a.conf', '='],
  ['etc/sysctl.d/a.conf', '-net.ipv4.tcp_sack\n'],
  ['etc/sysctl.d/a.conf', 'net.ipv4.tcp_sack = 1\n'],
])('%s of many %j takes time in proportion', { retry: 2 }, (path, unit) => {
  expect(growsTooFast(length => file(path, unit.repeat(length / unit.length)))).toBe(false)
})

test('a file that is loaded again and again is followed so far, and said to be', { retry: 2 }, () => {
  const round =
    'echo net.ipv4.tcp_sack=1 >> /etc/sysctl.d/a.conf\nsysctl -p /etc/sysctl.d/a.conf\nsysctl -w net.ipv4.tcp_dsack=1\n'
  const source = { path: 'tune.sh', text: `#!/bin/sh\n${round.repeat(4000)}` }
  expect(shell.claims(source)).toBe(true)
  const [target] = readScript(source).targets
  const { effects, problems } = settle(target!, 'systemd', defaultKernel)
  expect(problems.map(p => p.problem.message)).toEqual([
    expect.stringMatching(/^\/etc\/sysctl\.d\/a\.conf is loaded so often/),
  ])
  expect(effects.filter(e => e.setting.parameter === 'net.ipv4.tcp_sack').at(-1)).toMatchObject({
    outcome: 'applied',
    lasts: 'persistent',
  })
})

const path = '/etc/sysctl.d/60.conf'

test.each<[string, (i: number) => string]>([
  [
    'lines of new keys',
    i => `- lineinfile: {path: ${path}, regexp: ^net.ipv4.tcp_k${i}, line: net.ipv4.tcp_k${i} = 1}\n`,
  ],
  ['lines of one key', i => `- lineinfile: {path: ${path}, regexp: tcp_sack, line: net.ipv4.tcp_sack = ${i % 2}}\n`],
  ['blocks', i => `- blockinfile: {path: ${path}, marker: '#{mark}${i % 3}', block: net.ipv4.tcp_sack = ${i}}\n`],
  [
    'blocks at the top',
    i => `- blockinfile: {path: ${path}, insertbefore: BOF, marker: '${i}', block: net.ipv4.tcp_sack = ${i}}\n`,
  ],
  ['keys that may be set', i => `- sysctl: {name: net.ipv4.tcp_sack, value: ${i}, sysctl_file: ${path}}\n  when: x\n`],
  [
    'keys that are removed',
    i => `- sysctl: {name: net.ipv4.tcp_sack, state: absent, sysctl_file: ${path}}\n  when: x${i}\n`,
  ],
])('edits of a file, %s, take time in proportion', { retry: 2 }, (_, task) => {
  expect(
    growsTooFast(length => {
      const text = Array.from({ length: Math.ceil(length / task(100).length) }, (_, i) => task(i)).join('')
      return () => {
        for (const target of readAnsible({ path: 'roles/r/tasks/main.yml', text }).targets)
          settle(target, 'systemd', defaultKernel)
      }
    }),
  ).toBe(false)
})
