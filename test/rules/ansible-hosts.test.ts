import { describe, expect, it, test } from 'vitest'
import type { Rule } from '../../src/core/rule.ts'
import { parseKernel } from '../../src/kernel/range.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { rule as keepalive } from '../../src/rules/keepalive-incomplete.ts'
import { rule as disagreement } from '../../src/rules/loader-disagreement.ts'
import { rule as notPersistent } from '../../src/rules/not-persistent.ts'
import { rule as interval } from '../../src/rules/tcp-keepalive-intvl.ts'
import { rule as reuse } from '../../src/rules/tcp-tw-reuse.ts'

type Files = Readonly<Record<string, string>>

const inventory = { 'hosts.ini': '[web]\nweb1\nweb2\n[db]\ndb1\n', 'site.yml': '- hosts: all\n  roles: [tcp]\n' }

function module(parameter: string, value: string, more = ''): string {
  return `- name: ${parameter}
  ansible.posix.sysctl:
    name: net.ipv4.tcp_${parameter}
    value: "${value}"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
${more}`
}

const command = (parameter: string, value: string) =>
  `- ansible.builtin.command: sysctl -w net.ipv4.tcp_${parameter}=${value}\n`

/** What a rule says of a project: `path:line message`, and below it the related places. */
async function told(rule: Rule, files: Files, kernel?: string): Promise<string[]> {
  const texts = Object.entries({ ...inventory, ...files }).map(([path, text]) => ({ path, text }))
  const range = kernel === undefined ? null : parseKernel(kernel)
  if (range && 'error' in range) throw new Error(range.error)
  const { findings } = await lintTexts(texts, { rules: [rule], ...(range ? { kernel: range } : {}) })
  const place = ({ source, start }: (typeof findings)[number]['at']) =>
    `${source.path}:${source.text.slice(0, start).split('\n').length}`
  return findings.flatMap(({ at, message, related = [] }) => [
    `${place(at)} ${message}`,
    ...related.map(one => `  ${place(one.at)} ${one.note}`),
  ])
}

describe('keepalive', () => {
  const tasks = module('keepalive_time', '{{ quiet }}', '  when: quiet is defined\n')
  const role = {
    'roles/tcp/tasks/main.yml':
      module('keepalive_intvl', '{{ intvl }}') + module('keepalive_probes', '{{ probes }}') + tasks,
    'roles/tcp/defaults/main.yml': 'probes: 5\n',
    'group_vars/all.yml': 'intvl: 60\n',
  }
  const sum = /a dead peer is noticed after [^;]*/
  const sums = async (rule: Rule, files: Files) => (await told(rule, files)).map(one => sum.exec(one)?.[0] ?? one)

  it('is complete where the three come from three files', async () => {
    const files = { ...role, 'group_vars/web.yml': 'quiet: 600\n', 'group_vars/db.yml': 'quiet: 300\n' }
    expect(await told(keepalive, files)).toEqual([])
  })

  it('is spoken of at the definition, with its use', async () => {
    expect(await told(keepalive, role)).toEqual([
      "group_vars/all.yml:1 net.ipv4.tcp_keepalive_intvl is set without net.ipv4.tcp_keepalive_time: a dead peer is noticed after 7200 + 60 × 5 = 7500 s (2 h 5 min), with the kernel's default for tcp_keepalive_time; set net.ipv4.tcp_keepalive_time too, below the idle limit of firewalls and load balancers in between",
      '  roles/tcp/tasks/main.yml:3 it is used here',
    ])
  })

  it('names the hosts where it is incomplete on some only', async () => {
    const [message] = await told(keepalive, { ...role, 'group_vars/web.yml': 'quiet: 600\n' })
    expect(message).toMatch(/^group_vars\/all\.yml:1 .* in between; so on db1, but not on every host$/)
    const [other] = await told(keepalive, { ...role, 'group_vars/db.yml': 'quiet: 600\n' })
    expect(other).toMatch(/; so on web1 and web2, but not on every host$/)
  })

  test.each<[string, Files]>([
    ['another role of the same play', { 'site.yml': '- hosts: all\n  roles: [tcp, quiet]\n' }],
    ['another play', { 'site.yml': '- hosts: all\n  roles: [tcp]\n- hosts: web:db\n  roles: [quiet]\n' }],
    [
      'a template',
      {
        'roles/tcp/tasks/main.yml': `${role['roles/tcp/tasks/main.yml']}- template: {src: q.j2, dest: /etc/sysctl.d/q.conf}\n`,
      },
    ],
    [
      'another playbook that is told apart, since both set a third parameter',
      {
        'roles/tcp/tasks/main.yml': role['roles/tcp/tasks/main.yml'] + module('sack', '1'),
        'quiet.yml': '- hosts: all\n  roles: [quiet]\n',
      },
    ],
    [
      'a condition that only a run can tell',
      {
        'roles/tcp/tasks/main.yml':
          module('keepalive_intvl', '60') + module('keepalive_time', '300', '  when: ansible_memtotal_mb > 1024\n'),
      },
    ],
    ['a value that nobody knows', { 'group_vars/all.yml': `intvl: 60\nquiet: "{{ lookup('env', 'QUIET') }}"\n` }],
  ])('is complete by %s', async (_, more) => {
    const quiet = {
      'roles/quiet/tasks/main.yml': module('keepalive_time', '300') + module('sack', '0'),
      'roles/tcp/templates/q.j2': 'net.ipv4.tcp_keepalive_time = {{ probes * 60 }}\n',
    }
    expect(await told(keepalive, { ...role, ...quiet, ...more })).toEqual([])
  })

  test.each<[string, Files, string]>([
    [
      'of three files',
      {
        'host_vars/web1.yml': 'quiet: 120\n',
        'group_vars/all.yml': 'intvl: 60\nquiet: 600\n',
        'group_vars/web.yml': 'probes: 4\n',
        'group_vars/db.yml': 'probes: 4\n',
        'host_vars/web2.yml': 'quiet: 120\n',
        'host_vars/db1.yml': 'quiet: 120\n',
      },
      'a dead peer is noticed after 120 + 60 × 4 = 360 s (6 min)',
    ],
    [
      'with one that is not known',
      { 'group_vars/all.yml': `intvl: 60\nquiet: "{{ lookup('env', 'QUIET') }}"\n` },
      'a dead peer is noticed after tcp_keepalive_time + 60 × 5 s (tcp_keepalive_time not known here)',
    ],
    [
      'with one that may not be set',
      {
        'roles/tcp/tasks/main.yml': role['roles/tcp/tasks/main.yml'].replace(
          'quiet is defined',
          'ansible_memtotal_mb > 9',
        ),
        'group_vars/all.yml': 'intvl: 60\nquiet: 200\n',
      },
      'a dead peer is noticed after tcp_keepalive_time + 60 × 5 s (tcp_keepalive_time not known here)',
    ],
    [
      'with one that may be set again',
      {
        'roles/tcp/tasks/main.yml':
          module('keepalive_time', '300') +
          role['roles/tcp/tasks/main.yml'].replace('quiet is defined', 'ansible_memtotal_mb > 9'),
        'group_vars/all.yml': 'intvl: 60\nquiet: 200\n',
      },
      'a dead peer is noticed after tcp_keepalive_time + 60 × 5 s (tcp_keepalive_time not known here)',
    ],
    [
      'with one that a later file of the host wins',
      {
        'roles/tcp/tasks/main.yml': `- copy: {dest: /etc/sysctl.d/90.conf, content: "net.ipv4.tcp_keepalive_time = 90\\n"}\n- command: sysctl --system\n${role['roles/tcp/tasks/main.yml'].slice(0, -tasks.length)}`,
      },
      'a dead peer is noticed after 90 + 60 × 5 = 390 s (6 min 30 s)',
    ],
  ])('the time %s', async (_, more, expected) => {
    expect((await sums(interval, { ...role, ...more }))[0]).toBe(expected)
  })

  it('the time of hosts that differ is that of the hosts that are named', async () => {
    const [message] = await told(interval, { ...role, 'group_vars/web.yml': 'quiet: 600\n' })
    expect(message).toMatch(
      /600 \+ 60 × 5 = 900 s \(15 min\); set it to 30; so on web1 and web2, but not on every host$/,
    )
  })

  it('role vars beat what a group says, in words', async () => {
    const { rule } = await import('../../src/rules/overridden.ts')
    const files = {
      ...role,
      'roles/tcp/vars/main.yml': '# ours\nprobes: 9\n',
      'group_vars/web.yml': 'a: 1\nprobes: 4\n',
    }
    expect((await told(rule, files))[0]).toContain(
      'group_vars/web.yml:2 sets 4; roles/tcp/vars/main.yml:2 wins with 9, because role vars beat group_vars/web',
    )
  })
})

describe('tcp_tw_reuse', () => {
  const role = {
    'roles/tcp/tasks/main.yml': module('tw_reuse', '{{ reuse }}') + module('timestamps', '{{ timestamps }}'),
    'roles/tcp/defaults/main.yml': 'reuse: 1\ntimestamps: 1\n',
  }
  const off = 'net.ipv4.tcp_tw_reuse is 1 but has no effect, since net.ipv4.tcp_timestamps is 0'

  it('has no effect where a group switches timestamps off', async () => {
    const lines = await told(reuse, { ...role, 'group_vars/web.yml': 'timestamps: 0\n' })
    expect(lines[0]).toContain(`roles/tcp/defaults/main.yml:1 ${off}`)
    expect(lines[0]).toMatch(/; so on web1 and web2, but not on every host$/)
    expect(lines.slice(1)).toEqual([
      '  group_vars/web.yml:1 timestamps are switched off here',
      '  roles/tcp/tasks/main.yml:3 it is used here',
    ])
  })

  it('of all hosts no names are given', async () => {
    const [message] = await told(reuse, { ...role, 'group_vars/all.yml': 'timestamps: 0\n' })
    expect(message).toMatch(/or leave this line out$/)
  })

  test.each<[string, Files]>([
    [
      'a group switches them on again',
      { 'roles/tcp/defaults/main.yml': 'reuse: 1\ntimestamps: 0\n', 'group_vars/all.yml': 'timestamps: 1\n' },
    ],
    ['nobody knows them', { 'group_vars/all.yml': `timestamps: "{{ lookup('env', 'X') }}"\n` }],
    ['they are off on another host', { 'group_vars/db.yml': 'timestamps: 0\nreuse: 2\n' }],
    [
      'they may be switched on again',
      {
        'roles/tcp/defaults/main.yml': 'reuse: 1\ntimestamps: 0\n',
        'roles/tcp/tasks/main.yml': `${role['roles/tcp/tasks/main.yml']}${module('timestamps', '1', '  when: ansible_memtotal_mb > 1024\n')}`,
      },
    ],
    [
      'a file that is loaded later switches them on',
      {
        'roles/tcp/tasks/main.yml': `${role['roles/tcp/tasks/main.yml']}- copy: {dest: /etc/sysctl.d/90.conf, content: "net.ipv4.tcp_timestamps = 1\\n"}\n- command: sysctl --system\n`,
        'roles/tcp/defaults/main.yml': 'reuse: 1\ntimestamps: 0\n',
      },
    ],
    [
      'a play that stands first by its name switches them on last',
      {
        'site.yml': '- hosts: all\n  roles: [tcp, again]\n',
        'roles/tcp/defaults/main.yml': 'reuse: 1\ntimestamps: 0\n',
        'roles/again/tasks/main.yml': module('timestamps', '1'),
      },
    ],
  ])('is fine where %s', async (_, more) => {
    expect(await told(reuse, { ...role, ...more })).toEqual([])
  })

  it('timestamps that another playbook switches off on the same host', async () => {
    const files = {
      'roles/tcp/tasks/main.yml': module('tw_reuse', '1') + module('sack', '1'),
      'hard.yml': '- hosts: web\n  roles: [hard]\n',
      'roles/hard/tasks/main.yml': module('timestamps', '0') + module('sack', '0'),
    }
    const [message, where] = await told(reuse, files)
    expect(message).toContain(`roles/tcp/tasks/main.yml:3 ${off}`)
    expect(message).toMatch(/web1 .*but not on every host$/)
    expect(where).toBe('  roles/hard/tasks/main.yml:3 timestamps are switched off here')
  })
})

describe('not-persistent', () => {
  const role = {
    'roles/tcp/tasks/main.yml': command('syn_retries', '{{ retries }}'),
    'group_vars/all.yml': 'retries: 3\n',
  }
  const keep = { 'roles/keep/tasks/main.yml': module('syn_retries', '{{ retries }}') }

  it('a command alone', async () => {
    const [message, ...others] = await told(notPersistent, role)
    expect(message).toMatch(
      /^roles\/tcp\/tasks\/main\.yml:1 .* \(by sysctl -w\) and is lost at the next reboot;.* too$/,
    )
    expect(others).toEqual([])
  })

  test.each<[string, Files]>([
    ['another role', { ...keep, 'site.yml': '- hosts: all\n  roles: [tcp, keep]\n' }],
    ['another play', { ...keep, 'site.yml': '- hosts: all\n  roles: [keep]\n- hosts: all\n  roles: [tcp]\n' }],
    ['another playbook', { ...keep, 'keep.yml': '- hosts: all\n  roles: [keep]\n' }],
    [
      'a handler',
      {
        'roles/tcp/tasks/main.yml': `${role['roles/tcp/tasks/main.yml']}  notify: keep\n`,
        'roles/tcp/handlers/main.yml': keep['roles/keep/tasks/main.yml'].replace('name: syn_retries', 'name: keep'),
      },
    ],
    [
      'a template',
      {
        'roles/tcp/tasks/main.yml': `${role['roles/tcp/tasks/main.yml']}- template: {src: a.j2, dest: /etc/sysctl.d/a.conf}\n`,
        'roles/tcp/templates/a.j2': 'net.ipv4.tcp_syn_retries = {{ retries }}\n',
      },
    ],
  ])('is silent where %s keeps it', async (_, more) => {
    expect(await told(notPersistent, { ...role, ...more })).toEqual([])
  })

  test.each<[string, Files]>([
    ['play', { 'site.yml': '- hosts: all\n  roles: [tcp]\n- hosts: web\n  roles: [keep]\n' }],
    ['playbook', { 'keep.yml': '- hosts: web\n  roles: [keep]\n' }],
  ])('names the host that another %s does not keep it on', async (_, more) => {
    const [message] = await told(notPersistent, { ...role, ...keep, ...more })
    expect(message).toMatch(/^roles\/tcp\/tasks\/main\.yml:1 .*; so on db1, but not on every host$/)
  })

  it('a twin of another parameter is none', async () => {
    const other = { 'roles/tcp/tasks/main.yml': role['roles/tcp/tasks/main.yml'] + module('synack_retries', '3') }
    expect(await told(notPersistent, { ...role, ...other })).toHaveLength(1)
  })
})

describe('loader-disagreement', () => {
  const main = (value: string) => `- ansible.posix.sysctl: {name: net.ipv4.tcp_syn_retries, value: "${value}"}\n`
  const dropIn = '- copy: {dest: /etc/sysctl.d/99-z.conf, content: "net.ipv4.tcp_syn_retries = {{ there }}\\n"}\n'
  const role = { 'roles/tcp/tasks/main.yml': main('{{ here }}') + dropIn, 'group_vars/all.yml': 'here: 3\nthere: 5\n' }

  test.each([undefined, 'debian-12'])(
    '/etc/sysctl.conf against a drop-in that sorts behind its link (%s)',
    async kernel => {
      expect(await told(disagreement, role, kernel)).toEqual([
        'group_vars/all.yml:2 net.ipv4.tcp_syn_retries depends on who loads the files: systemd-sysctl sets 5, sysctl --system sets 3; write it so that both read the same',
        '  group_vars/all.yml:1 sysctl --system takes this',
        '  roles/tcp/tasks/main.yml:2 it is used here',
      ])
    },
  )

  it('of hosts where the two are equal nothing is said', async () => {
    const [message] = await told(disagreement, { ...role, 'group_vars/web.yml': 'here: 5\n' })
    expect(message).toMatch(/sets 3; .*; so on db1, but not on every host$/)
    expect(await told(disagreement, { ...role, 'group_vars/all.yml': 'here: 5\nthere: 5\n' })).toEqual([])
  })

  test.each<[string, string]>([
    ['only /etc/sysctl.conf', main('3')],
    ['a drop-in that sorts before the link', main('3') + dropIn.replace('99-z', '10-a')],
    ['a value that nobody knows', main("{{ lookup('env', 'X') }}") + dropIn],
    ['a drop-in that may not be there', main('3') + dropIn.replace(/\n$/, '\n  when: ansible_memtotal_mb > 1024\n')],
  ])('is silent for %s', async (_, tasks) => {
    expect(await told(disagreement, { ...role, 'roles/tcp/tasks/main.yml': tasks })).toEqual([])
  })

  it('on Debian 13 the file is lost, which is said at the task', async () => {
    expect(await told(disagreement, { ...role, 'roles/tcp/tasks/main.yml': main('{{ here }}') }, 'debian-13')).toEqual([
      expect.stringMatching(/^roles\/tcp\/tasks\/main\.yml:1 \/etc\/sysctl\.conf is not read at boot: /),
    ])
  })
})
