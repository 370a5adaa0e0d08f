import { expect, test } from 'vitest'
import { planFixes } from '../../src/core/fix.ts'
import { lintTexts } from '../../src/lint-texts.ts'

/** What fixing one rule makes of a file, and the files that it makes. */
async function fixed(rule: string, path: string, text: string, config?: string) {
  const { findings } = await lintTexts([{ path, text }], { config })
  const { files, creates } = planFixes(findings, { rule })
  return { text: files[0]?.text ?? text, creates }
}

const notPersistent = async (path: string, text: string) => (await fixed('not-persistent', path, text)).text
const filledIn = async (path: string, text: string, config?: string) =>
  (await fixed('keepalive-incomplete', path, text, config)).text

test.each([
  ['a command', 'sysctl -w net.ipv4.tcp_sack=1\n', 'echo net.ipv4.tcp_sack = 1 > F\nsysctl -w net.ipv4.tcp_sack=1\n'],
  [
    'with sudo and an excuse, below its comment',
    '# why\nsudo sysctl -q -w net.ipv4.tcp_sack=1 2>/dev/null || true\n',
    'echo net.ipv4.tcp_sack = 1 | sudo tee F > /dev/null\n# why\nsudo sysctl -q -w net.ipv4.tcp_sack=1 2>/dev/null || true\n',
  ],
  [
    'a write, in a block',
    'if true; then\n\techo "1" > /proc/sys/net/ipv4/tcp_sack\nfi\n',
    'if true; then\n\techo net.ipv4.tcp_sack = 1 > F\n\techo "1" > /proc/sys/net/ipv4/tcp_sack\nfi\n',
  ],
])('a write to the running kernel is kept by a file: %s', async (_, script, wanted) => {
  expect(await notPersistent('tune.sh', `#!/bin/sh\n${script}`)).toBe(
    `#!/bin/sh\n${wanted.replace('F', '/etc/sysctl.d/60-tcp_sack.conf')}`,
  )
})

test.each([
  ['a command that goes on', 'sysctl -w net.ipv4.tcp_sack=1 \\\n  -q\n'],
  ['one that depends on another', 'true &&\nsysctl -w net.ipv4.tcp_sack=1\n'],
  ['one of two on a line', 'echo x; sysctl -w net.ipv4.tcp_sack=1\n'],
  ['a value of a variable', 'V=1\nsysctl -w net.ipv4.tcp_sack=$V\n'],
  ['a loop over keys', 'for k in net.ipv4.tcp_sack net.ipv4.tcp_dsack; do\nsysctl -w $k=1\ndone\n'],
  ["another system's line breaks", 'sysctl -w net.ipv4.tcp_sack=1\r\n'],
  ['what does nothing', 'sysctl -w net.ipv4.tcp_low_latency=1\n'],
])('and left as it is: %s', async (_, script) => {
  expect(await notPersistent('tune.sh', `#!/bin/sh\n${script}`)).toBe(`#!/bin/sh\n${script}`)
})

test('in YAML as an item beside it, and never in a folded text', async () => {
  const config = (item: string) => `#cloud-config\nruncmd:\n${item}\n  - echo done\n`
  const kept = '  - echo net.ipv4.tcp_sack = 1 > /etc/sysctl.d/60-tcp_sack.conf'
  for (const item of [
    '  - sysctl -w net.ipv4.tcp_sack=1',
    '  - "sysctl -w net.ipv4.tcp_sack=1"',
    '  - [sysctl, -w, net.ipv4.tcp_sack=1]',
    "  - [ '/sbin/sysctl', '-w', 'net.ipv4.tcp_sack=1' ]",
  ])
    expect(await notPersistent('user-data.yaml', config(item))).toBe(config(`${item}\n${kept}`))
  const literal = '  - |\n    sysctl -w net.ipv4.tcp_sack=1'
  expect(await notPersistent('user-data.yaml', config(literal))).toBe(
    config(
      literal.replace('    sysctl', '    echo net.ipv4.tcp_sack = 1 > /etc/sysctl.d/60-tcp_sack.conf\n    sysctl'),
    ),
  )
  for (const item of ['  - >\n    sysctl -w net.ipv4.tcp_sack=1', '  - true;\n    sysctl -w net.ipv4.tcp_sack=1'])
    expect(await notPersistent('user-data.yaml', config(item))).toBe(config(item))
})

test('in the file that the same target keeps already', async () => {
  const text = (more: string) => `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_dsack=1
${more}runcmd:
  - sysctl -w net.ipv4.tcp_sack=1
`
  expect(await notPersistent('user-data.yaml', text(''))).toBe(text('      net.ipv4.tcp_sack=1\n'))
})

test('in Ansible by the module, unless the task does more', async () => {
  const task = (more: string) => `- name: Sack
  ansible.builtin.command: sysctl -w net.ipv4.tcp_sack=1
  become: true
${more}`
  expect(await notPersistent('roles/a/tasks/main.yml', task(''))).toBe(`- name: Sack
  ansible.posix.sysctl:
    name: net.ipv4.tcp_sack
    value: "1"
    sysctl_file: /etc/sysctl.d/60-tcp_sack.conf
  become: true
`)
  for (const more of ['  register: x\n', '  args:\n    chdir: /\n'])
    expect(await notPersistent('roles/a/tasks/main.yml', task(more))).toBe(task(more))
})

test('in a tree that is copied as a whole by a new file, which the script then loads', async () => {
  const script = '#!/bin/sh\nsudo sysctl -w net.ipv4.tcp_sack=1 || true\n'
  expect(await fixed('not-persistent', 'image/usr/local/sbin/tune', script)).toEqual({
    text: '#!/bin/sh\nsudo sysctl -p /etc/sysctl.d/60-tcp_sack.conf || true\n',
    creates: [{ path: 'image/etc/sysctl.d/60-tcp_sack.conf', text: 'net.ipv4.tcp_sack = 1\n' }],
  })
  const inRole = await fixed('not-persistent', 'roles/a/files/usr/local/sbin/tune', script)
  expect(inRole.creates).toEqual([])
})

test.each([
  ['etc/sysctl.d/60.conf', '\tnet/ipv4/tcp_keepalive_intvl=15', '\n\tnet/ipv4/tcp_keepalive_time=200'],
  [
    'etc/sysctl.d/60.conf',
    'net.ipv4.tcp_sack = 1\r\nnet.ipv4.tcp_keepalive_intvl = 15',
    '\r\nnet.ipv4.tcp_keepalive_time = 200',
  ],
  [
    'group_vars/all.yml',
    'net:\n  \'net.ipv4.tcp_keepalive_intvl\': "15"',
    '\n  \'net.ipv4.tcp_keepalive_time\': "200"',
  ],
  [
    'roles/a/tasks/main.yml',
    '- sysctl: { name: "{{ item.name }}", value: "{{ item.value }}" }\n  loop:\n    - { name: net.ipv4.tcp_keepalive_probes, value: 5 }',
    '\n    - { name: net.ipv4.tcp_keepalive_time, value: 200 }',
  ],
  [
    'roles/a/tasks/main.yml',
    '- name: Probes\n  become: true\n  sysctl:\n    # five\n    name: net.ipv4.tcp_keepalive_probes\n    value: 5\n    reload: true',
    '\n- name: Set net.ipv4.tcp_keepalive_time\n  become: true\n  sysctl:\n    name: net.ipv4.tcp_keepalive_time\n    value: 200\n    reload: true',
  ],
])('keepalive is filled in as the author writes, in %s', async (path, text, more) => {
  expect(await filledIn(path, text)).toBe(text + more)
})

test('as the policy wants it', async () => {
  const text = 'net.ipv4.tcp_keepalive_intvl = 15\n'
  const policy = (limits: string) => `parameters:\n  net.ipv4.tcp_keepalive_time: ${limits}\n`
  const path = 'etc/sysctl.d/60.conf'
  expect(await filledIn(path, text, policy('{ max: 120, why: x }'))).toContain('tcp_keepalive_time = 120\n')
  expect(await filledIn(path, text, policy('{ one-of: [60, 300], why: x }'))).toMatch(/tcp_keepalive_time = (60|300)\n/)
})

test('a task with a condition or a loop is not copied', async () => {
  const task = (more: string) => `- sysctl:\n    name: net.ipv4.tcp_keepalive_probes\n    value: 5\n${more}`
  for (const more of ['  register: x\n', '  loop: [1]\n', '  delegate_to: y\n'])
    expect(await filledIn('roles/a/tasks/main.yml', task(more))).toBe(task(more))
})

test('what two parameters share is not changed for one of them', async () => {
  const aliased = 'net:\n  net.ipv4.tcp_fin_timeout: &x 60\n  net.ipv4.tcp_retries2: *x\n'
  const looped = 'for k in net.ipv4.tcp_fin_timeout net.ipv4.tcp_retries2; do\n  sysctl -w $k=60\ndone\n'
  for (const [path, text] of [
    ['group_vars/all.yml', aliased],
    ['tune.sh', looped],
  ] as const) {
    const found = (await lintTexts([{ path, text }])).findings.filter(one => one.rule === 'tcp-fin-timeout')
    expect(found).toHaveLength(1)
    expect(found[0]!.fix).toBeUndefined()
  }
})

test('a comment in a folded text stays, since it keeps the rest from being read', async () => {
  const text = (style: string) =>
    `#cloud-config\nruncmd:\n  - ${style}\n    # sysctl-lint: ignore[tcp-fin-timeout] agreed\n    echo 30 > /proc/sys/net/ipv4/tcp_fin_timeout\n`
  const deleted = async (style: string) =>
    (await fixed('unused-ignore', 'user-data.yaml', text(style))).text !== text(style)
  expect(await deleted('|')).toBe(true)
  expect(await deleted('>')).toBe(false)
  expect(await deleted('>-  # folded')).toBe(false)
})

test('of lines that beat each other in turn, all but the last go', async () => {
  const lines = ['1', '1', '0', '1'].map(value => `net.ipv4.tcp_sack = ${value}\n`).join('')
  expect((await fixed('overridden', 'etc/sysctl.d/60.conf', lines)).text).toMatch(/^(net.ipv4.tcp_sack = 1\n)+$/)
})

test('a command is put right where its text takes quotation marks, and nowhere else', async () => {
  const right = 'sysctl -w net.ipv4.tcp_rmem="4096 87380 6291456"'
  const wrong = 'sysctl -w net.ipv4.tcp_rmem=4096 87380 6291456'
  const put = async (path: string, text: string) => (await fixed('malformed-line', path, text)).text
  expect(await put('tune.sh', `${wrong}\n`)).toBe(`${right}\n`)
  const item = (text: string) => `#cloud-config\nruncmd:\n  - ${text}\n`
  expect(await put('user-data.yaml', item(wrong))).toBe(item(right))
  for (const text of [`"${wrong}"`, `sh -c "${wrong}"`, `sh -c '${wrong}'`])
    expect(await put('user-data.yaml', item(text))).toBe(item(text))
})
