import fc from 'fast-check'
import { scriptsFrom } from '../oracle/shell-scripts.ts'

/** A file that sets parameters in some of the ways that there are, many of them wrong. */
export interface Document {
  readonly path: string
  readonly text: string
}

const keys = [
  ...['tcp_fin_timeout', 'tcp_keepalive_intvl', 'tcp_keepalive_probes', 'tcp_keepalive_time', 'tcp_tw_reuse'],
  ...['tcp_tw_recycle', 'tcp_timestamps', 'tcp_sack', 'tcp_low_latency', 'tcp_rmem', 'tcp_congestion_control'],
  ...['tcp_fack', 'tcp_fin_timeuot', 'tcp_syn_retries', 'ip_local_port_range', 'tcp_retries2'],
].map(name => `net.ipv4.${name}`)
const numbers = [
  '60',
  '300',
  '90',
  '9',
  '5',
  '0',
  '1',
  '2',
  '15',
  '30',
  '030',
  '0100',
  '0x3c',
  '-1',
  '7200',
  '99999999999',
]
const words = [
  '60s',
  '15 # seconds',
  '30# no',
  '4096 87380 16M',
  '4096 87380 6291456',
  '4096 87380',
  'bbr',
  'bbr # fast',
]
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...keys) },
  fc.constantFrom('net.core.somaxconn', 'vm.swappiness'),
)
const number = fc.constantFrom(...numbers)
const value = fc.oneof({ weight: 5, arbitrary: number }, fc.constantFrom(...words, '1024 65535', ''))
const slashed = fc.boolean()
const spelled = fc.tuple(key, slashed).map(([name, other]) => (other ? name.replaceAll('.', '/') : name))
const dotted = fc.tuple(key, number)

const comments = [
  '# why',
  '; as agreed',
  '',
  '# sysctl-lint: ignore[tcp-fin-timeout] agreed',
  '# sysctl-lint: ignore[tcp-tw-reuse, no-effect]',
]
const assignment = fc
  .tuple(
    fc.constantFrom('', '', '-', '  ', '\t'),
    spelled,
    fc.constantFrom(' = ', '=', ' =', '\t=\t'),
    value,
    fc.constantFrom('', '', ' '),
  )
  .map(([start, name, sign, what, end]) => `${start}${name}${sign}${what}${end}`)
const confLine = fc.oneof(
  { weight: 8, arbitrary: assignment },
  fc.constantFrom(
    ...comments,
    'net.ipv4.tcp_fin_* = 60',
    'net.ipv4.conf.*.rp_filter = 1',
    'nonsense',
    '-net.ipv4.tcp_sack',
  ),
)
const conf = fc.array(confLine, { minLength: 1, maxLength: 7 })

/** A text with other line breaks, a mark in front, or no end of the last line: what must stay as it is. */
function framed(path: string, texts: fc.Arbitrary<string>): fc.Arbitrary<Document> {
  const frame = fc.record({
    crlf: fc.integer({ min: 0, max: 3 }),
    bom: fc.integer({ min: 0, max: 9 }),
    bare: fc.boolean(),
  })
  return fc.tuple(texts, frame).map(([text, { crlf, bom, bare }]) => {
    const lines = crlf === 0 ? text.replaceAll('\n', '\r\n') : text
    return { path, text: (bom === 0 ? '\ufeff' : '') + (bare ? lines.replace(/\r?\n$/, '') : lines) }
  })
}

const indented = (lines: readonly string[], by: number) =>
  lines.map(line => (line === '' ? '' : ' '.repeat(by) + line)).join('\n')
const quotes = fc.constantFrom('', '"', "'")
const scalar = (text: string, quote: string): string =>
  quote === '"'
    ? JSON.stringify(text)
    : quote === "'" || text === '' || / #|: /.test(text)
      ? `'${text.replaceAll("'", "''")}'`
      : text

/** The lines of a file as a YAML scalar of any style, `by` columns further in than its key. */
const block = fc.tuple(conf, fc.constantFrom('|', '|', '|-', '>', '"', "'", '|2'))
function blockText([lines, style]: readonly [readonly string[], string], by: number): string {
  if (style === '"') return JSON.stringify(`${lines.join('\n')}\n`)
  if (style === "'") return scalar(lines.join(' ').replace(/\t/g, ' '), "'")
  const kept = lines.map(line => line.replaceAll('\t', ' ').trimStart())
  return `${style}\n${indented(kept, style === '|2' ? by : by)}`
}

const sysctl = fc
  .tuple(fc.constantFrom('sysctl -w ', 'sysctl ', 'sudo sysctl -w ', '/sbin/sysctl -q -w '), spelled, number, quotes)
  .map(([command, name, what, quote]) => `${command}${quote}${name}=${what}${quote}`)
const write = fc
  .tuple(
    key,
    number,
    fc.constantFrom('echo V > P', 'echo "V" > P', 'echo V | sudo tee P', 'echo V | tee P > /dev/null', 'printf V >P'),
  )
  .map(([name, what, form]) => form.replace('V', what).replace('P', `/proc/sys/${name.replaceAll('.', '/')}`))
const command = fc.oneof(sysctl, sysctl, write)
const script = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: command.map(one => [one]) },
      fc.tuple(command, command).map(([a, b]) => ['if true; then', `  ${a}`, 'else', `  ${b}`, 'fi']),
      fc
        .tuple(command, fc.constantFrom(' || true', ' && \\', ' \\', ';', ' # why'))
        .map(([a, end]) => [`${a}${end}`, ...(end.endsWith('\\') ? ['  echo x'] : [])]),
      conf.map(lines => ['cat > /etc/sysctl.d/60-x.conf <<EOF', ...lines.filter(l => l !== 'EOF'), 'EOF']),
      conf.map(lines => ["cat >> /etc/sysctl.conf <<'E'", ...lines, 'E', 'sysctl -p']),
      dotted.map(([name, what]) => [`V=${what}`, `sysctl -w ${name}=$V`]),
      fc.tuple(key, key, number).map(([a, b, what]) => [`for k in ${a} ${b}; do sysctl -w $k=${what}; done`]),
      fc.tuple(key, key, number).map(([a, b, what]) => [`sysctl -w ${a}=${what} ${b}=${what}`]),
      fc.constantFrom(...comments.map(c => [c]), ['set -e']),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map(parts => parts.flat())

const shell = fc.oneof(
  { weight: 3, arbitrary: script.map(lines => `#!/bin/bash\n${lines.join('\n')}\n`) },
  fc.integer().map(seed => `#!/bin/sh\n${scriptsFrom(random(seed))(3)}\n`),
)

function random(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const task = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        key,
        value,
        quotes,
        fc.constantFrom('ansible.posix.sysctl', 'sysctl'),
        fc.constantFrom(
          '',
          '    sysctl_file: /etc/sysctl.d/60-x.conf\n',
          '    state: present\n    reload: true\n',
          '    # why\n',
          '    state: absent\n',
        ),
        fc.constantFrom('', '  become: true\n', '  when: tune\n', '  tags: net\n'),
      )
      .map(
        ([name, what, quote, module, more, beside]) =>
          `- name: Set it\n  ${module}:\n    name: ${scalar(name, quote)}\n    value: ${scalar(what, quote)}\n${more}${beside}`,
      ),
  },
  fc
    .tuple(key, number, quotes)
    .map(([name, what, quote]) => `- sysctl: {name: ${scalar(name, quote)}, value: ${scalar(what, quote)}} # why\n`),
  fc.tuple(key, number).map(([name, what]) => `- sysctl: name=${name} value=${what} state=present\n`),
  fc
    .array(fc.tuple(key, number, quotes), { minLength: 1, maxLength: 4 })
    .map(
      items =>
        `- sysctl:\n    name: "{{ item.name }}"\n    value: "{{ item.value }}"\n  loop:\n${items.map(([name, what, quote]) => `    - { name: ${scalar(name, quote)}, value: ${scalar(what, quote)} }\n`).join('')}`,
    ),
  block.map(parts => `- copy:\n    dest: /etc/sysctl.d/60-x.conf\n    content: ${blockText(parts, 6)}\n`),
  fc
    .tuple(
      command,
      fc.constantFrom('ansible.builtin.shell', 'command', 'shell'),
      fc.constantFrom('', '  changed_when: false\n', '  register: x\n'),
    )
    .map(([one, module, beside]) => `- name: Now\n  ${module}: ${one}\n${beside}`),
  script.map(lines => `- shell: |\n${indented(lines, 4)}\n  become: true\n`),
  fc
    .tuple(key, number)
    .map(([name, what]) => `- lineinfile:\n    path: /etc/sysctl.d/60-x.conf\n    line: ${name} = ${what}\n`),
  fc.constant('# why\n'),
)
const tasks = fc
  .tuple(fc.array(task, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '\n'))
  .map(([all, gap]) => `---\n${all.join(gap)}`)

const variables = fc
  .array(
    fc.oneof(
      fc
        .array(fc.tuple(key, number, quotes), { minLength: 1, maxLength: 4 })
        .map(entries => `:\n${entries.map(([name, what, quote]) => `  ${name}: ${scalar(what, quote)}\n`).join('')}`),
      fc
        .array(fc.tuple(key, number), { minLength: 1, maxLength: 3 })
        .map(
          entries => `:\n${entries.map(([name, what]) => `  - name: ${name}\n    value: ${what} # why\n`).join('')}`,
        ),
      fc.tuple(key, key, number).map(([a, b, what]) => `:\n  ${a}: &x ${what}\n  ${b}: *x\n`),
      number.map(what => `: ${what}\n`),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map(parts => `---\n${parts.map((part, i) => `sysctl_${i}${part}`).join('')}`)

const template = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: assignment },
      assignment.map(line => `{% if tune %}\n${line}\n{% endif %}`),
      key.map(name => `${name} = {{ value }}`),
      assignment.map(line => `{% for i in [1] %}\n${line}\n{% endfor %}`),
      fc.constantFrom('{# net.ipv4.tcp_fin_timeout = 60 #}', ...comments),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map(lines => `${lines.join('\n')}\n`)

const runs = fc.oneof(
  command.map(one => `  - ${one}`),
  command.map(one => `  - ${scalar(one, "'")}`),
  dotted.map(([name, what]) => `  - [sysctl, -w, "${name}=${what}"]`),
  dotted.map(([name, what]) => `  - [ sysctl, ${name}=${what} ]`),
  script.map(lines => `  - |\n${indented(lines, 4)}`),
  script.map(lines => `  - >\n${indented(lines, 4)}`),
  fc.tuple(command, command).map(([a, b]) => `  - ${a} &&\n    ${b}`),
  script.map(lines => `  - sh -c ${JSON.stringify(lines.join('\n'))}`),
)
const cloudConfig = fc
  .tuple(
    fc.array(block, { maxLength: 2 }),
    fc.array(runs, { maxLength: 4 }),
    fc.array(conf, { maxLength: 1 }),
    fc.constantFrom('runcmd', 'bootcmd'),
  )
  .map(([files, commands, hidden, phase]) => {
    const entries = files.map(
      (parts, i) => `  - path: /etc/sysctl.d/6${i}-x.conf\n    content: ${blockText(parts, 6)}\n`,
    )
    const encoded = hidden.map(
      lines =>
        `  - path: /etc/sysctl.d/80-x.conf\n    encoding: b64\n    content: ${Buffer.from(lines.join('\n')).toString('base64')}\n`,
    )
    const written = entries.length + encoded.length > 0 ? `write_files:\n${entries.join('')}${encoded.join('')}` : ''
    return `#cloud-config\n${written}${commands.length > 0 ? `${phase}:\n${commands.join('\n')}\n` : ''}`
  })

const terraform = fc
  .tuple(fc.oneof(cloudConfig, shell), fc.constantFrom('<<-EOT', '<<EOT'), fc.boolean())
  .map(([inner, opening, deep]) => {
    const lines = inner.replaceAll('${', '$${').replaceAll('%{', '%%{').split('\n')
    const body = deep && opening === '<<-EOT' ? lines.map(line => (line === '' ? '' : `    ${line}`)) : lines
    return `resource "aws_instance" "web" {\n  ami = "x"\n  user_data = ${opening}\n${body.join('\n').trimEnd()}\n  EOT\n}\n`.replace(
      '\n  EOT',
      opening === '<<-EOT' ? '\n  EOT' : '\nEOT',
    )
  })

/** Documents of every format, by what they are. */
export const documents: Readonly<Record<string, fc.Arbitrary<Document>>> = {
  'sysctl.conf': framed(
    'etc/sysctl.d/60-tcp.conf',
    conf.map(lines => `${lines.join('\n')}\n`),
  ),
  'Ansible tasks': framed('roles/web/tasks/main.yml', tasks),
  'Ansible variables': framed('group_vars/all.yml', variables),
  'Ansible templates': framed('roles/web/templates/sysctl.d/60-tcp.conf.j2', template),
  'cloud-init': framed('web.user-data.yaml', cloudConfig),
  'user-data scripts': framed('user-data', shell),
  Terraform: framed('main.tf', terraform),
  shell: framed('rootfs/usr/local/sbin/tune.sh', shell),
}
