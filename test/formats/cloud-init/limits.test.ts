import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Reading } from '../../../src/core/target.ts'
import { readCloudInit } from '../../../src/formats/cloud-init/read.ts'
import { readTerraform } from '../../../src/formats/terraform/read.ts'

const b64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64')
const messages = (reading: Reading) => reading.problems.map(p => p.problem.message)
const contents = (reading: Reading) =>
  reading.targets.flatMap(t => t.steps.flatMap(s => (s.do === 'write' ? [s.content.text.length] : [])))
const config = (text: string) => readCloudInit({ path: 'user-data', text: `#cloud-config\n${text}` })

describe('decoding is bounded', () => {
  test('a gzip bomb is said once and not unpacked', () => {
    const bomb = b64(gzipSync(Buffer.alloc(64 * 1024 * 1024, 'net.ipv4.tcp_sack = 1\n')))
    const entry = `- {path: /etc/sysctl.d/a.conf, encoding: gz+b64, content: ${bomb}}\n`
    const reading = config(
      `write_files:\n${entry.repeat(5)}- {path: /etc/sysctl.d/b.conf, content: net.ipv4.tcp_sack = 1}\n`,
    )
    expect(messages(reading)).toEqual([
      'user-data decodes to more than is read (4 MiB a text, 16 MiB a file), so what is left is not checked',
    ])
    expect(contents(reading)).toEqual([21])
    const { start, end } = reading.problems[0]!.problem.at
    expect(end - start).toBe(bomb.length)
  })

  test('what all texts of a file decode to is bounded, too', () => {
    const part = b64(gzipSync(Buffer.alloc(3 * 1024 * 1024, 'net.ipv4.tcp_sack = 1\n')))
    const entry = `- {path: /etc/sysctl.d/a.conf, encoding: gz+b64, content: ${part}}\n`
    const reading = config(`write_files:\n${entry.repeat(20)}`)
    expect(contents(reading).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(16 * 1024 * 1024)
    expect(contents(reading).length).toBeGreaterThan(3)
    expect(messages(reading)).toHaveLength(1)
  })

  test.each([
    ['commands', `a: &a [${'sysctl,'.repeat(1000)}]\nruncmd:\n${'- *a\n'.repeat(5000)}`],
    ['keys', `a: &a [${'sysctl -p,'.repeat(5000)}]\n${'runcmd: *a\n'.repeat(5000)}`],
    [
      'files',
      `a: &a "${'net.ipv4.tcp_sack=1\\n'.repeat(5000)}"\nwrite_files:\n${'- {path: /etc/sysctl.d/a.conf, content: *a}\n'.repeat(5000)}`,
    ],
    [
      'late-commands',
      `a: &a "${'sysctl -p;'.repeat(5000)}"\nautoinstall:\n  late-commands:\n${'  - *a\n'.repeat(5000)}`,
    ],
  ])('%s that aliases blow up are bounded', (_, text) => {
    const start = process.cpuUsage()
    expect(messages(config(text)).length).toBeLessThanOrEqual(1)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1e6).toBeLessThan(20)
  })

  test('user-data longer than 4 MiB is not read', () => {
    const reading = config(`runcmd:\n${'- sysctl -w net.ipv4.tcp_sack=1\n'.repeat(140_000)}`)
    expect(reading.targets).toEqual([])
    expect(messages(reading)).toEqual(['user-data is longer than the 4 MiB that are read of user-data'])
  })

  test('parts are read eight levels deep', () => {
    const open = (n: number) => `Content-Type: multipart/mixed; boundary=b${n}x\n\n--b${n}x\n`
    const text = (levels: number) =>
      `MIME-Version: 1.0\n${Array.from({ length: levels }, (_, n) => open(n)).join('')}\n#!/bin/sh\nsysctl -w net.ipv4.tcp_sack=1\n`
    expect(readCloudInit({ path: 'user-data', text: text(8) }).targets[0]?.steps).toHaveLength(1)
    const deep = readCloudInit({ path: 'user-data', text: text(9) })
    expect(deep.targets).toEqual([])
    expect(messages(deep)).toEqual([expect.stringContaining('more than 8 levels deep')])
    expect(messages(readCloudInit({ path: 'user-data', text: text(10_000) }))).toHaveLength(1)
  })

  test('a thousand parts are read', () => {
    const text = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\n#cloud-config\nruncmd: [sysctl -p]\n'.repeat(20_000)}`
    expect(messages(readCloudInit({ path: 'user-data', text }))).toEqual([
      expect.stringContaining('more than 1000 parts'),
    ])
  })
})

test('no input makes a reader throw', () => {
  const nasty = [
    '',
    '\ufeff',
    '#cloud-config',
    '#cloud-config\n',
    '#cloud-config\n- a\n',
    '#cloud-config\n5\n',
    '#cloud-config\nruncmd: *x\n',
    '#cloud-config\n&a [*a]\n',
  ]
  const more = [
    '## template: jinja',
    '## template: jinja\n',
    '## template: jinja2\n#cloud-config\nruncmd: [a]\n',
    '#cloud-boothook',
    '#cloud-config-archive\n',
    '#cloud-config-jsonp\n',
    '#!',
  ]
  const bent = [
    '#cloud-config\nwrite_files: [{path: [], content: {}}]\n',
    '#cloud-config\nautoinstall: {late-commands: {a: 1}, user-data: []}\n',
    'MIME-Version:',
    'H4sIAAAA',
    'I2Nsb3VkL',
  ]
  for (const text of [...nasty, ...more, ...bent])
    for (const path of ['user-data', 'user-data.j2', 'a.yaml.tpl'])
      expect(readCloudInit({ path, text }).targets, text).toEqual([])
})

const templates = [
  '${',
  '%{',
  '$${',
  '{{',
  '{%',
  '{{ x }}',
  '{% if x %}\n',
  '{#',
  '${x}\n',
  '%{ if x }\n',
  '%{ endif }',
  '"${',
  '  a = ${x}\n',
]
const characters = [
  '"',
  "'",
  '\\',
  '`',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '- ',
  '- {',
  '- [',
  '? ',
  '#',
  'sysctl',
  '/proc/sys',
  'net.',
  '=\n',
]
const mime = [
  '--b\n',
  '--b--\n',
  '--b\n\n#cloud-config\na: 1\n',
  '--b\nContent-Type: multipart/mixed; boundary=b\n\n',
  'A: b\n',
  ' x\n',
  '=3D',
  '=C3',
]
const hcl = ['<<A\n', '<<-A\nA\n', 'EOT\n', '/*', '*/', '//', '"${', '"${\n', '${', '"', '{']
const items = [
  ...[
    '- sysctl -w net.ipv4.tcp_sack=1\n',
    '- [sysctl, -p]\n',
    "- ['it''s']\n",
    '- /x.sh\n',
    '- a && /x.sh;\n',
    'runcmd: [a]\n',
    '- {a: b}\n',
    '-\n',
  ],
  ...[
    '- {path: /x.sh, content: "#!/bin/sh\\nsysctl -p"}\n',
    '- {path: /etc/sysctl.d/a.conf, content: a, content: a}\n',
  ],
]
const lines = [
  '  net.ipv4.tcp_sack = ${x}\n',
  '  ExecStart=sysctl \\\n',
  '  ExecStart=sysctl\n',
  '  cat <<EOF > /etc/sysctl.d/a.conf\n',
  '  @reboot root sysctl -p\n',
]
const commands = ['curtin in-target -- ', '&& ', '; ', "'", 'chroot /target ', '> ', '\\n']
const frames: readonly (readonly [path: string, before: string, after: string, units: readonly string[]])[] = [
  ['user-data', '#cloud-config\nruncmd:\n', '', [...items, ...characters]],
  ['user-data', '#cloud-config\nwrite_files:\n', 'runcmd:\n- /x.sh\n', items],
  ['user-data', '#cloud-config\nwrite_files:\n- path: /etc/sysctl.d/a.conf\n  content: |\n', '', lines],
  ['user-data', '#cloud-config\nwrite_files:\n- path: /etc/systemd/system/a.service\n  content: |\n', '', lines],
  ['user-data', '#cloud-config\nautoinstall:\n  late-commands:\n  - "', '"\n', commands],
  ['user-data', '#cloud-config\n"', '', [...items, ...lines, ...characters]],
  ['user-data', 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n', '', mime],
  ['user-data', 'MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\n#cloud-config\n', '', mime],
  ['user-data', '## template: jinja\n#cloud-config\n', '', templates],
  ['user-data.j2', '#cloud-config\n', '', templates],
  ['user-data.tpl', '#cloud-config\nruncmd:\n', '', [...templates, ...items]],
  ['main.tf', '', '', [...hcl, ...characters]],
  ['main.tf', 'x = <<-EOT\n#cloud-config\nruncmd:\n', '\nEOT\n', [...templates, ...hcl, ...items]],
]

/** Processor time: other work on the machine does not count. */
function milliseconds(path: string, text: string): number {
  const start = process.cpuUsage()
  if (path.endsWith('.tf')) readTerraform({ path, text })
  else readCloudInit({ path, text })
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Whether a text of four times the length takes much more than four times as long, at every length and twice in a row. */
function growsTooFast(path: string, text: (length: number) => string): boolean {
  return [5_000, 20_000, 20_000, 60_000].every(length => {
    const before = milliseconds(path, text(length))
    const after = milliseconds(path, text(length * 4))
    // what is that quick cannot be told from noise
    return after > 40 && after / before > 2.5 ** 2
  })
}

describe('time', { retry: 4 }, () => {
  test.each(frames)(
    'at most 2.5-folds with twice as much repeated in %s between %j and %j',
    (path, before, after, units) => {
      const slow = units.filter(unit =>
        growsTooFast(path, length => before + unit.repeat(length / unit.length) + after),
      )
      expect(slow).toEqual([])
    },
    60_000,
  )
})
