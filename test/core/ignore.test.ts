import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readIgnores } from '../../src/core/ignore.ts'
import { written } from '../../src/core/text.ts'
import { lintTexts } from '../../src/lint-texts.ts'

const ignoresIn = (text: string) => readIgnores({ path: 'etc/sysctl.d/60-tcp.conf', text })
const covered = (text: string) => ignoresIn(text).map(({ covers }) => text.slice(covers.start, covers.end))

const high = 'net.ipv4.tcp_fin_timeout = 60'
const found = async (path: string, text: string) =>
  (await lintTexts([{ path, text }])).findings.map(f => `${f.rule}${f.suppressed ? ` (${f.suppressed.reason})` : ''}`)

test.each([
  ['the next line', '# sysctl-lint: ignore[a] why\nx = 1\ny = 2\n', ['x = 1\n']],
  ['over empty lines', '# sysctl-lint: ignore[a] why\n\n  \nx = 1\n', ['x = 1\n']],
  [
    'over other such comments',
    '# sysctl-lint: ignore[a] b\n# sysctl-lint: ignore[c] d\nx = 1\n',
    ['x = 1\n', 'x = 1\n'],
  ],
  ['over any comments', '# sysctl-lint: ignore[a] why\n# sixty\n  ; more\n// and\nx = 1\ny = 2\n', ['x = 1\n']],
  ['the last line', '; sysctl-lint: ignore[a] why\nx = 1', ['x = 1']],
  ['nothing', '# sysctl-lint: ignore[a] why', ['']],
  ['the file', '// sysctl-lint: ignore-file[a] why\nx = 1\n', ['// sysctl-lint: ignore-file[a] why\nx = 1\n']],
  ['not behind a value', 'x = 1 # sysctl-lint: ignore[a] why\ny = 2\n', []],
  ['not a word of its own', '# sysctl-lint: ignored[a]\ny = 2\n', []],
])('a comment speaks of %s', (_, text, lines) => {
  expect(covered(text)).toEqual(lines)
})

test('several rules, each with its place, and a reason', () => {
  const text = '  {# sysctl-lint: ignore[ tcp-fin-timeout,tcp-tw-reuse ] behind NAT #}\nx\n'
  const [ignore] = ignoresIn(text)
  expect(ignore!.rules.map(rule => [rule.id, written(rule.at)])).toEqual([
    ['tcp-fin-timeout', 'tcp-fin-timeout'],
    ['tcp-tw-reuse', 'tcp-tw-reuse'],
  ])
  expect(ignore!.reason).toBe('behind NAT')
})

test.each([
  ['etc/sysctl.d/60-tcp.conf', `# sysctl-lint: ignore[tcp-fin-timeout] agreed\n${high}\n`],
  ['etc/sysctl.d/60-tcp.conf', `; sysctl-lint: ignore-file[tcp-fin-timeout] agreed\n\n# more\n${high}\n`],
  [
    'user-data.yaml',
    `#cloud-config\nwrite_files:\n- path: /etc/sysctl.d/60-tcp.conf\n  content: |\n    # sysctl-lint: ignore[tcp-fin-timeout] agreed\n    ${high}\n`,
  ],
  [
    'user-data.yaml',
    `#cloud-config\nruncmd:\n- |\n  cat > /etc/sysctl.d/60-tcp.conf <<'EOF'\n  # sysctl-lint: ignore[tcp-fin-timeout] agreed\n  ${high}\n  EOF\n  sysctl --system\n`,
  ],
  ['roles/web/templates/60-tcp.conf.j2', `{# sysctl-lint: ignore[tcp-fin-timeout] agreed #}\n${high}\n`],
  [
    'roles/web/defaults/main.yml',
    `web_sysctl:\n  # sysctl-lint: ignore[tcp-fin-timeout] agreed\n  net.ipv4.tcp_fin_timeout: 60\n`,
  ],
  [
    'main.tf',
    `resource "aws_instance" "x" {\n  user_data = <<-EOT\n    #cloud-config\n    runcmd:\n      - |\n        cat > /etc/sysctl.d/60-tcp.conf <<'EOF'\n        # sysctl-lint: ignore[tcp-fin-timeout] agreed\n        ${high}\n        EOF\n  EOT\n}\n`,
  ],
  [
    'main.tf',
    `// sysctl-lint: ignore-file[tcp-fin-timeout] agreed\nlocals {\n  x = <<EOT\n#!/bin/sh\nsysctl -w net.ipv4.tcp_fin_timeout=60\nEOT\n}\n`,
  ],
  [
    'roles/web/tasks/main.yml',
    `- ansible.builtin.copy:\n    dest: /etc/sysctl.d/60-tcp.conf\n    content: |\n      # sysctl-lint: ignore[tcp-fin-timeout] agreed\n      ${high}\n      # sysctl-lint: ignore[keepalive-incomplete] agreed\n      net.ipv4.tcp_keepalive_probes = 5\n`,
  ],
  [
    'roles/web/tasks/main.yml',
    `- name: tune\n  ansible.posix.sysctl:\n    # sysctl-lint: ignore[tcp-fin-timeout] agreed\n    name: net.ipv4.tcp_fin_timeout\n    value: "60"\n    sysctl_file: /etc/sysctl.d/60-tcp.conf\n`,
  ],
  [
    'user-data.yaml',
    `#cloud-config\nruncmd:\n# sysctl-lint: ignore[not-persistent, tcp-fin-timeout] agreed\n- sysctl -w net.ipv4.tcp_fin_timeout=60\n`,
  ],
  [
    'roles/web/templates/60-tcp.conf.j2',
    `# sysctl-lint: ignore[misread-value, tcp-fin-timeout] agreed\nnet.ipv4.tcp_fin_timeout = 074\n`,
  ],
  ['tune.sh', `#!/bin/sh\n# sysctl-lint: ignore[tcp-fin-timeout] agreed\nsysctl -w net.ipv4.tcp_fin_timeout=60\n`],
])('in %s', async (path, text) => {
  const findings = await found(path, text)
  expect(findings).toContain('tcp-fin-timeout (agreed)')
  expect(findings.filter(f => /^(tcp-fin-timeout|unused-ignore|missing-reason)$/.test(f))).toEqual([])
})

test('what is set aside elsewhere, for another rule or for nothing is said', async () => {
  const text = `# sysctl-lint: ignore[tcp-tw-reuse] no\n# sysctl-lint: ignore[] no\n# sysctl-lint: ignore[tcp-fin-timeout]\n${high}\n`
  expect((await found('etc/sysctl.d/60-tcp.conf', text)).sort()).toEqual([
    'missing-reason',
    'tcp-fin-timeout ()',
    'unused-ignore',
    'unused-ignore',
  ])
})

test('no text makes it slow or throw, and places lie in the text', () => {
  const piece = fc.constantFrom(
    '# ',
    'sysctl-lint:',
    ' ignore',
    '-file',
    '[',
    'a-b',
    ',',
    ']',
    ' why',
    '\n',
    '\r\n',
    ' ',
    ';',
    '//',
    '{#',
    '#}',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), pieces => {
      const text = pieces.join('')
      for (const { at, covers, rules } of ignoresIn(text)) {
        expect(at.start).toBeLessThan(at.end)
        expect(covers.start).toBeLessThanOrEqual(covers.end)
        for (const rule of rules) expect(written(rule.at)).toBe(rule.id)
      }
    }),
  )
  const flood = '# sysctl-lint: ignore[a]\n'.repeat(100_000)
  expect(ignoresIn(flood)).toHaveLength(100_000)
})
