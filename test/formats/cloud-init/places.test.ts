import fc from 'fast-check'
import { expect, test } from 'vitest'
import { written } from '../../../src/core/text.ts'
import { lintTexts } from '../../../src/lint-texts.ts'

interface Line {
  readonly key: string
  readonly value: string
}

const names = [
  'fin_timeout',
  'keepalive_time',
  'keepalive_intvl',
  'tw_reuse',
  'syncookies',
  'retries2',
  'sack',
  'syn_retries',
]
const lines = fc
  .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
  .map(list => list.map((name, i): Line => ({ key: `net.ipv4.tcp_${name}`, value: String(i + 1) })))
const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by)
const conf = (list: readonly Line[]) => list.map(l => `${l.key} = ${l.value}\n`).join('')

/** Ways to write settings into a cloud-config, one top-level key each. */
const bodies: Record<string, (list: readonly Line[]) => string> = {
  literal: list => `write_files:\n  - path: /etc/sysctl.d/a.conf\n    content: |\n${indented(conf(list), '      ')}`,
  indicated: list =>
    `write_files:\n- content: |2-\n${indented(` \n${conf(list)}`, '    ')}  path: /etc/sysctl.d/a.conf\n`,
  double: list =>
    `write_files: [{path: /etc/sysctl.d/a.conf, content: ${JSON.stringify(`# "é" \\\t\n${conf(list)}`)}}]\n`,
  single: list =>
    `write_files:\n - path: /etc/sysctl.d/a.conf\n   content: '# it''s\n\n${list.map(l => `     ${l.key}=${l.value}\n\n`).join('')}     '\n`,
  plain: list => `runcmd:\n${list.map(l => `  - sysctl -w ${l.key}=${l.value}\n`).join('')}`,
  quoted: list => `runcmd:\n${list.map(l => `  - "echo \\"\\u00e9\\"; sysctl -w '${l.key}=${l.value}'"\n`).join('')}`,
  words: list => `runcmd:\n${list.map(l => `  - [sysctl, -w, '${l.key}=${l.value}', "it's"]\n`).join('')}`,
  block: list => `bootcmd:\n  - |\n${list.map(l => `    sysctl -w "${l.key}"=${l.value}\n`).join('')}`,
  here: list => `runcmd:\n  - |\n    cat > /etc/sysctl.d/a.conf <<'EOF'\n${indented(conf(list), '    ')}    EOF\n`,
  dashed: list =>
    `runcmd:\n- >-\n  tee /etc/sysctl.d/a.conf <<-EOF\n\n${list.map(l => `  \t${l.key}=${l.value}\n\n`).join('')}  EOF\n`,
  proc: list => `runcmd:\n${list.map(l => `  - echo ${l.value} > /proc/sys/${l.key.replaceAll('.', '/')}\n`).join('')}`,
  script: list =>
    `write_files:\n  - path: /x.sh\n    content: |\n      #!/bin/sh\n${list.map(l => `      sysctl ${l.key}=${l.value}\n`).join('')}runcmd:\n  - sh /x.sh\n`,
  autoinstall: list =>
    `autoinstall:\n  late-commands:\n${list.map(l => `    - echo '${l.key} = ${l.value}' >> /target/etc/sysctl.d/a.conf\n`).join('')}`,
}

const quotedPrintable = (text: string) =>
  text.replace(/[=\x80-\uffff]/g, c => [...Buffer.from(c)].map(b => `=${b.toString(16).toUpperCase()}`).join(''))

/** Ways to hand a cloud-config over. */
const wrappings: Record<string, (config: string) => readonly [path: string, text: string]> = {
  bare: c => ['user-data', `#cloud-config\n${c}`],
  jinja: c => ['user-data.yaml', `## template: jinja\n#cloud-config\n# {{ v1.region }}\n${c}`],
  ansible: c => ['user-data.j2', `#cloud-config\n{# from {{ role }} #}\n{% set x = 1 %}\nusers: [{{ user }}]\n${c}`],
  template: c => ['node.yaml.tftpl', `#cloud-config\nhostname: \${name}\n%{ for p in list ~}\n%{ endfor ~}\n${c}`],
  mime: c => [
    'user-data.mime',
    `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/cloud-config\n\n${c}\n--b--\n`,
  ],
  printable: c => [
    'user-data',
    `MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\n#cloud-config\n${quotedPrintable(c)}`,
  ],
  archive: c => ['x.yaml', `#cloud-config-archive\n- content: |\n${indented(`#cloud-config\n${c}`, '    ')}`],
  terraform: c => [
    'main.tf',
    `x = "\${y}"\nuser_data = <<-EOT\n${indented(`#cloud-config\nhostname: \${z}\n${c}`, '      ')}      EOT\n`,
  ],
}

test.each(Object.keys(wrappings))('settings in a %s user-data lie on the characters that set them', async wrapping => {
  const checked = { settings: 0 }
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom(...Object.keys(bodies)), fc.boolean(), async (list, body, crlf) => {
      // the blanks of a block that says its own indentation are not all of the here-document's
      const [path, plain] = wrappings[wrapping]!(bodies[body]!(list))
      const text = crlf ? plain.replaceAll('\n', '\r\n') : plain
      const { effects } = await lintTexts([{ path, text }], { rules: [] })
      const found = effects.map(({ setting }) => ({ key: setting.parameter, value: setting.value }))
      const byKey = (a: Line, b: Line) => (a.key < b.key ? -1 : 1)
      expect(found.sort(byKey), text).toEqual([...list].sort(byKey))
      for (const { setting } of effects) {
        checked.settings++
        expect(written(setting.key).replaceAll('/', '.').replace('.proc.sys.', ''), text).toContain(setting.parameter)
        expect(written(setting.key).length).toBeLessThanOrEqual(setting.parameter.length + '/proc/sys/'.length)
        expect(written(setting.valueAt), text).toBe(setting.value)
        expect(setting.literal).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
  expect(checked.settings).toBeGreaterThan(60)
})

test('decoded content has the place of the whole scalar, and no fix', async () => {
  const content = Buffer.from('net.ipv4.tcp_fin_timeout = 20\n').toString('base64')
  const text = `#cloud-config\nwrite_files:\n- {path: /etc/sysctl.d/a.conf, encoding: b64, content: "${content}"}\n`
  const { effects } = await lintTexts([{ path: 'user-data', text }], { rules: [] })
  expect(effects).toHaveLength(1)
  const { setting } = effects[0]!
  expect(written(setting.key)).toBe(content)
  expect(written(setting.valueAt)).toBe(content)
  expect(setting.literal).toBe(false)
  expect(setting.within).toEqual(['base64', 'sysctl-conf'])
})
