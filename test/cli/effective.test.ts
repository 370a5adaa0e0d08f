import { expect, test } from 'vitest'
import { tempTree } from '../io/temp-tree.ts'
import { runCli } from './run-cli.ts'

const tree = {
  'etc/sysctl.d/10-first.conf': 'net.ipv4.tcp_fin_timeout = 60\nnet.ipv4.tcp_rmem = 4096 87380 6291456\n',
  'etc/sysctl.d/20-second.conf':
    'net.ipv4.tcp_fin_timeout = 0x1e\nnet.ipv4.tcp_keepalive_probes = 300\nnet.ipv4.tcp_rmem = 8192\n',
}
const targets = (cwd: string, ...args: string[]) =>
  JSON.parse(runCli(cwd, ['effective', '--format', 'json', ...args]).stdout).targets

test('a tree: what wins, what it beats and what is refused', () => {
  const [only, ...others] = targets(tempTree(tree), '--loader', 'systemd')
  expect(others).toEqual([])
  expect(only).toEqual({
    name: '.',
    loader: 'systemd',
    parameters: [
      {
        parameter: 'net.ipv4.tcp_fin_timeout',
        value: '30',
        file: 'etc/sysctl.d/20-second.conf',
        line: 1,
        beats: [{ file: 'etc/sysctl.d/10-first.conf', line: 1, value: '60' }],
        refused: [],
      },
      {
        parameter: 'net.ipv4.tcp_keepalive_probes',
        value: null,
        why: expect.stringMatching(/refused/),
        file: 'etc/sysctl.d/20-second.conf',
        line: 2,
        beats: [],
        refused: [{ file: 'etc/sysctl.d/20-second.conf', line: 2, value: '300', why: expect.stringMatching(/255/) }],
      },
      expect.objectContaining({ parameter: 'net.ipv4.tcp_rmem', line: 3 }),
    ],
  })
})

test('procps shows only where it differs', () => {
  const root = tempTree({ ...tree, 'etc/sysctl.conf': 'net.ipv4.tcp_fin_timeout = 15\n' })
  const found = targets(root)
  expect(found.map((t: { name: string; loader: string }) => `${t.name} ${t.loader}`)).toEqual(['. systemd', '. procps'])
  const ends = found.map((t: { parameters: { value: string | null }[] }) => t.parameters[0]!.value)
  // 15 as well where the host has the link to /etc/sysctl.conf (Debian 12), 30 where not (Debian 13)
  expect(ends).toEqual([null, '15'])
  const { 'etc/sysctl.d/10-first.conf': alone } = tree
  expect(targets(tempTree({ 'etc/sysctl.d/10-first.conf': alone }))).toHaveLength(1)
})

test('user-data: what the first boot leaves, and what a reboot', () => {
  const root = tempTree({
    'user-data': `#cloud-config
write_files:
- path: /etc/sysctl.d/60-tcp.conf
  content: |
    net.ipv4.tcp_fin_timeout = 25
runcmd:
- sysctl -w net.ipv4.tcp_fin_timeout=20
- test -f /etc/x && sysctl -w net.ipv4.tcp_tw_reuse=1
`,
  })
  const found = targets(root)
  const brief = found.map((t: { name: string; parameters: { parameter: string; value: string | null }[] }) => [
    t.name,
    t.parameters.map(p => `${p.parameter.slice(13)}=${p.value}`).join(' '),
  ])
  expect(brief).toEqual([
    ['user-data (first boot)', 'fin_timeout=20 tw_reuse=null'],
    ['user-data (after a reboot)', expect.stringMatching(/^fin_timeout=25/)],
  ])
})

test('what may be set again is not known', () => {
  const root = tempTree({
    'user-data': `#cloud-config
runcmd:
- sysctl -w net.ipv4.tcp_fin_timeout=20
- if [ -f /etc/x ]; then sysctl -w net.ipv4.tcp_fin_timeout=30; fi
- sysctl -w net.ipv4.tcp_keepalive_time=600
- if [ -f /etc/x ]; then sysctl -w net.ipv4.tcp_keepalive_time=600; fi
`,
  })
  const [first] = targets(root)
  expect(first.parameters.map((p: { value: string | null }) => p.value)).toEqual([null, '600'])
  expect(first.parameters[0].why).toMatch(/may be set again/)
})

test('a machine that drifted', () => {
  const root = tempTree({
    ...tree,
    'dump.txt':
      'sysctl: permission denied on key "kernel.x"\nkernel.ostype = Linux\nnet.ipv4.tcp_fin_timeout = 60\nnet.ipv4.tcp_rmem = 8192\t87380\t6291456\n',
    'empty.txt': 'nothing\n',
  })
  const ran = runCli(root, ['effective', '--against', 'dump.txt'])
  expect(ran.stdout).toBe(
    '.  net.ipv4.tcp_fin_timeout: the machine has 60, the repository says 30 (etc/sysctl.d/20-second.conf:1)\n1 of 2 parameters drifted\n',
  )
  expect(ran.status).toBe(1)
  expect(JSON.parse(runCli(root, ['effective', '--against', 'dump.txt', '--format', 'json']).stdout).drift).toEqual([
    {
      target: '.',
      parameter: 'net.ipv4.tcp_fin_timeout',
      expected: '30',
      actual: '60',
      file: 'etc/sysctl.d/20-second.conf',
      line: 1,
    },
  ])
  expect(runCli(root, ['effective', '--against', 'empty.txt']).stderr).toMatch(/has no line like/)
  expect(runCli(root, ['effective', '--host', 'web1']).stderr).toMatch(/--host web1 is no target here/)
})
