import { expect, test } from 'vitest'
import { lintTexts } from '../../src/lint-texts.ts'
import { applyFix } from './apply-fix.ts'
import { brief, dropIn, file, findings, line, set, target } from './targets.ts'

const key = 'net.ipv4.tcp_tw_recycle'
const severities = (value: string, options: Parameters<typeof set>[2] = {}, kernel?: string) =>
  findings([target('run', [set(key, value, options)])], kernel ? { kernel } : {}).map(f => `${f.severity} ${f.rule}`)

test.each([
  ['1', {}, ['error tcp-tw-recycle']],
  ['1', { onError: 'stops' }, ['error tcp-tw-recycle']],
  ['0', {}, ['notice tcp-tw-recycle']],
  ['0', { onError: 'stops' }, ['warning tcp-tw-recycle']],
  ['0', { onError: 'guarded' }, []],
  ['1', { onError: 'guarded' }, []],
  ['00', {}, ['notice tcp-tw-recycle']],
  ['$X', { known: false }, ['notice tcp-tw-recycle']],
  ['1', { conditional: 'when: tune' }, []],
  ['1', { state: 'absent' }, []],
] as const)('%s %o on kernels without it', (value, options, expected) => {
  expect(severities(value, options)).toEqual(expected)
})

test.each([
  ['1', {}, 'rhel7', ['error tcp-tw-recycle']],
  ['0', {}, 'rhel7', []],
  ['1', { onError: 'guarded' }, 'rhel7', ['error tcp-tw-recycle']],
  ['1', {}, '3.10-', ['error tcp-tw-recycle']],
  ['0', {}, '3.10-', []],
] as const)('%s %o on %s, which has it', (value, options, kernel, expected) => {
  expect(severities(value, options, kernel).filter(one => !one.endsWith('not-persistent'))).toEqual(expected)
})

test('the message is true for the kernel that is named', () => {
  const message = (kernel: string) => findings([dropIn(`${key} = 1\n`)], { kernel })[0]!.message
  expect(message('5.10-')).toContain('fails since Linux 4.12')
  expect(message('rhel7')).toContain('behind NAT')
  expect(message('rhel7')).not.toContain('fails')
  expect(message('3.10-')).toContain('up to Linux 4.11, and fails since 4.12')
})

test('a dash is heeded by systemd and not by procps', () => {
  const dashed = dropIn(`-${key} = 0\n`)
  expect(findings([dashed])).toEqual([])
  expect(brief(findings([dashed], { loader: 'procps' }))).toEqual(['1 notice tcp-tw-recycle'])
})

test('it speaks alone', () => {
  const twice = dropIn(`${key} = 1\n${key} = yes\n${key} = 01\n`)
  expect(new Set(findings([twice]).map(one => one.rule))).toEqual(new Set(['tcp-tw-recycle']))
  const early = target('run', [set(key, '1', { path: 'a' }), set(key, '0', { path: 'b' })])
  expect(new Set(findings([early], { kernel: 'rhel7' }).map(one => one.rule))).toEqual(new Set([]))
})

test('the line is deleted, in a sysctl file and in a here-document', () => {
  const [found] = findings([dropIn(`# a\n  ${key} = 1\nnet.ipv4.tcp_sack = 1\n`)])
  expect(applyFix(found!)).toBe('# a\nnet.ipv4.tcp_sack = 1\n')
  expect(applyFix(findings([dropIn(`# a\n${key}=1`)])[0]!)).toBe('# a\n')
  const inShell = target('run', [file('/etc/sysctl.d/60.conf', `${key} = 1\n`, { format: 'shell' })])
  expect(applyFix(findings([inShell])[0]!)).toBe('')
  const inYaml = target('run', [file('/etc/sysctl.d/60.conf', `${key} = 1\n`, { format: 'ansible' })])
  expect(findings([inYaml])[0]!.fix).toBeUndefined()
  expect(findings([target('run', [set(key, '1')])])[0]!.fix).toBeUndefined()
  expect(findings([target('run', [line('/etc/sysctl.d/60.conf', key, '1')])])[0]!.fix).toBeUndefined()
})

test.each([
  [
    'an item of a loop',
    'roles/web/tasks/main.yml',
    `- ansible.posix.sysctl: { name: "{{ item.name }}", value: "{{ item.value }}" }
  loop:
    - { name: net.ipv4.tcp_sack, value: 1 }
    - { name: net.ipv4.tcp_tw_recycle, value: 1 }
`,
    '    - { name: net.ipv4.tcp_tw_recycle, value: 1 }\n',
  ],
  [
    'an entry of a mapping',
    'group_vars/all.yml',
    'sysctl:\n  net.ipv4.tcp_tw_recycle: 1\n  net.ipv4.tcp_sack: 1\n',
    '  net.ipv4.tcp_tw_recycle: 1\n',
  ],
  [
    'a line of nested text',
    'user-data.yaml',
    `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_tw_recycle = 1
      net.ipv4.tcp_sack = 1
`,
    '      net.ipv4.tcp_tw_recycle = 1\n',
  ],
  [
    'a command beside another',
    'tune.sh',
    'echo tuning\nsysctl -w net.ipv4.tcp_tw_recycle=1\n',
    'sysctl -w net.ipv4.tcp_tw_recycle=1\n',
  ],
])('%s goes, where its like stays', async (_, path, text, gone) => {
  const [found] = (await lintTexts([{ path, text }])).findings.filter(one => one.rule === 'tcp-tw-recycle')
  expect(applyFix(found!)).toBe(text.replace(gone, ''))
  expect(found!.fix).toMatchObject({ whole: true, safe: false })
})

test.each([
  ['the only command of a block', 'tune.sh', 'if true; then\n  sysctl -w net.ipv4.tcp_tw_recycle=1\nfi\n'],
  [
    'the only line of nested text',
    'user-data.yaml',
    '#cloud-config\nwrite_files:\n  - path: /etc/sysctl.d/60.conf\n    content: |\n      net.ipv4.tcp_tw_recycle = 1\n',
  ],
  ['the only entry', 'group_vars/all.yml', 'sysctl:\n  net.ipv4.tcp_tw_recycle: 1\nother: 1\n'],
  ['one of two on a line', 'tune.sh', 'echo\nsysctl -w net.ipv4.tcp_sack=1 net.ipv4.tcp_tw_recycle=1\n'],
])('%s stays', async (_, path, text) => {
  const [found] = (await lintTexts([{ path, text }])).findings.filter(one => one.rule === 'tcp-tw-recycle')
  expect(found!.fix).toBeUndefined()
})

test('whoever is short of ports gets tcp_tw_reuse in its place, unless somebody decided about it', async () => {
  const ports = 'net.ipv4.ip_local_port_range = 1024 65535\n'
  const fixOf = async (more: string, value = '1') => {
    const text = `${more}${key} = ${value}\n`
    const { findings } = await lintTexts([{ path: 'etc/sysctl.d/60.conf', text }])
    return applyFix(findings.find(one => one.rule === 'tcp-tw-recycle')!).slice(more.length)
  }
  expect(await fixOf(ports)).toBe('net.ipv4.tcp_tw_reuse = 1\n')
  expect(await fixOf(`${ports}net.ipv4.tcp_timestamps = 1\n`)).toBe('net.ipv4.tcp_tw_reuse = 1\n')
  for (const more of ['', 'net.ipv4.ip_local_port_range = 32768 60999\n']) expect(await fixOf(more)).toBe('')
  expect(await fixOf(`${ports}net.ipv4.tcp_timestamps = 0\n`)).toBe('')
  expect(await fixOf(`${ports}net.ipv4.tcp_tw_reuse = 2\n`)).toBe('')
  expect(await fixOf(ports, '0')).toBe('')
})

test('in a file that is masked, or off by its name, it says nothing', async () => {
  const text = 'net.ipv4.tcp_tw_recycle = 1\n'
  const off = await lintTexts([{ path: 'etc/sysctl.d/60.conf.bak', text }])
  expect(off.findings).toEqual([])
  const masked = await lintTexts([
    { path: 'etc/sysctl.d/60.conf', text: '# off\n' },
    { path: 'usr/lib/sysctl.d/60.conf', text },
  ])
  expect(masked.findings).toEqual([])
})
