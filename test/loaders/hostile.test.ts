import { expect, test } from 'vitest'
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
