import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
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
    '.  net.ipv4.tcp_fin_timeout: the machine has 60, the repository says 30 (etc/sysctl.d/20-second.conf:1)\n1 of 2 parameters drifted; not compared: 1 whose value the repository does not say\n',
  )
  expect(ran.status).toBe(1)
  const json = JSON.parse(runCli(root, ['effective', '--against', 'dump.txt', '--format', 'json']).stdout)
  expect([json.compared, json.notCompared]).toEqual([2, { unknown: ['net.ipv4.tcp_keepalive_probes'], unreadable: [] }])
  expect(json.drift).toEqual([
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

const repository = {
  'etc/sysctl.d/60-tcp.conf': `net.ipv4.tcp_fin_timeout = 30
net.ipv4.tcp_rmem = 4096 131072 6291456
net.ipv4.tcp_congestion_control = bbr
net.ipv4.tcp_keepalive_time = 600
net.ipv4.tcp_fastopen_key = 00000000-00000000-00000000-00000001
net.ipv4.tcp_max_orphans = 4096
`,
}
const held = `net.ipv4.tcp_fin_timeout = 30
net.ipv4.tcp_rmem = 4096\t131072\t6291456
net.ipv4.tcp_congestion_control = bbr
net.ipv4.tcp_keepalive_time = 600
`
const against = (dump: string | Buffer, ...args: string[]) =>
  runCli(tempTree({ ...repository, dump }), ['effective', '--against', 'dump', ...args])

test('what the machine did not let be read is no drift', () => {
  const denied =
    'sysctl: permission denied on key \'net.ipv4.tcp_max_orphans\'\nsysctl: reading key "net.ipv6.conf.all.stable_secret"\n'
  const ran = against(denied + held)
  expect(ran.stdout).toBe('No drift: 4 parameters compared; not compared: 2 that the machine did not let be read\n')
  expect(ran.status).toBe(0)
})

test('a dump with CRLF, keys twice, values of several lines and what nobody asked about', () => {
  const ran = against(
    `dev.cdrom.info = CD-ROM\r\ndev.cdrom.info = \r\nfs.binfmt_misc.x = enabled\nfs.binfmt_misc.x = flags: \nnet.ipv4.tcp_fin_timeout = 60\n${held}net.ipv4.tcp_max_orphans = 4096\r\n`,
  )
  expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining('No drift: 5 parameters compared')])
})

test('a parameter that is not there, a vector that is shorter, and a value that is a command', () => {
  const dump =
    'net.ipv4.tcp_rmem = 4096 131072\nnet.ipv4.tcp_keepalive_time = 600\nnet.ipv4.tcp_fin_timeout = ##[error]x\u202e\nnet.ipv4.tcp_max_orphans = 4096\n'
  const ran = against(dump)
  expect(ran.status).toBe(1)
  expect(
    ran.stdout
      .split('\n')
      .map(line => /tcp_\w+: [^,]+/.exec(line)?.[0])
      .filter(Boolean),
  ).toEqual([
    'tcp_congestion_control: the machine does not have it',
    expect.stringMatching(/^tcp_fin_timeout: the machine has # #\[error\]x\\u202e$/),
    'tcp_rmem: the machine has 4096 131072',
  ])
})

test.each([
  ['binary', Buffer.from('net.ipv4.tcp_fin_timeout = 30\0'), 'is binary; make it with sysctl -a'],
  ['empty', '', 'has no line like net.ipv4.tcp_fin_timeout = 60'],
  ['huge', Buffer.alloc((64 << 20) + 1, 'a'), 'is longer than 64 MiB'],
])('a dump that is %s is none', (_, dump, message) => {
  expect(against(dump)).toMatchObject({ status: 2, stderr: expect.stringContaining(`--against dump ${message}`) })
})

test('a dump from standard input', () => {
  const root = tempTree(repository)
  const ran = runCli(root, ['effective', '--against', '-'], { input: held.replace('600', '7200') })
  expect([ran.status, ran.stdout]).toEqual([1, expect.stringContaining('tcp_keepalive_time: the machine has 7200')])
})

test('a user-data is compared with one of its two courses', () => {
  const root = tempTree({
    'user-data': '#cloud-config\nruncmd:\n- sysctl -w net.ipv4.tcp_fin_timeout=20\n',
    dump: 'net.ipv4.tcp_fin_timeout = 20\n',
  })
  const asked = ['effective', '--against', 'dump', '--host']
  expect(runCli(root, [...asked, 'user-data']).stderr).toContain(
    'say which with --host: user-data (first boot), user-data (after a reboot)',
  )
  expect(runCli(root, [...asked, 'user-data (first boot)']).status).toBe(0)
})

/** As Debian 12 prints it, cut: what is only read stands among the rest. */
const dump = `abi.vsyscall32 = 1
fs.dentry-state = 73127\t46925\t45\t0\t5734\t0
fs.file-nr = 1472\t0\t9223372036854775807
kernel.osrelease = 6.1.0-18-amd64
kernel.ostype = Linux
net.ipv4.tcp_fin_timeout = 60
net.ipv4.tcp_tw_reuse = 2
`

test('what sysctl -a printed sets nothing, wherever a repository keeps it; the same in sysctl.d does', () => {
  const conf = 'net.ipv4.tcp_fin_timeout = 60\nnet.ipv4.tcp_available_congestion_control = bbr\n'
  const root = tempTree({ 'docs/sysctl-a': dump, 'web1.conf': dump, 'sysctl.dump': dump, 'mine.conf': conf })
  const files = (cwd: string) =>
    new Set(
      JSON.parse(runCli(cwd, ['settings', '--format', 'json']).stdout).settings.map((s: { file: string }) => s.file),
    )
  expect(files(root)).toEqual(new Set(['mine.conf']))
  expect(files(tempTree({ 'etc/sysctl.d/99-all.conf': dump }))).toEqual(new Set(['etc/sysctl.d/99-all.conf']))
})

const sysctl = spawnSync('sysctl', ['-a'], { encoding: 'utf8', maxBuffer: 1 << 26 })
if (sysctl.error) console.log('skipped: a dump of this machine: sysctl is not installed')

test.skipIf(sysctl.error)('a dump of this machine, in which one value is not what the repository says', () => {
  const own = /^net\.ipv4\.tcp_fin_timeout = (\d+)$/m.exec(sysctl.stdout)![1]!
  const rmem = /^net\.ipv4\.tcp_rmem = (.+)$/m.exec(sysctl.stdout)![1]!
  const conf = `net.ipv4.tcp_fin_timeout = ${Number(own) + 1}\nnet.ipv4.tcp_rmem = ${rmem}\n`
  const root = tempTree({
    'etc/sysctl.d/60.conf': conf,
    'dump.txt': sysctl.stdout + sysctl.stderr,
    'web1.conf': sysctl.stdout,
  })
  const ran = runCli(root, ['effective', '--against', 'dump.txt'])
  expect(ran.stdout).toContain(
    `net.ipv4.tcp_fin_timeout: the machine has ${own}, the repository says ${Number(own) + 1}`,
  )
  expect(ran.stdout).toContain('1 of 2 parameters drifted\n')
})

test('without git too, a link to /dev/null switches off a file of its name', () => {
  const root = tempTree({ 'usr/lib/sysctl.d/50-x.conf': 'net.ipv4.tcp_fin_timeout = 60\n', 'etc/sysctl.d/a.conf': '' })
  symlinkSync('/dev/null', join(root, 'etc/sysctl.d/50-x.conf'))
  expect(runCli(root, ['effective', '--loader', 'systemd']).stdout).toContain('nothing is set')
})
