import { describe, expect, it, test } from 'vitest'
import { ends, type Files, task, values } from './ends.ts'

/** Each place where a variable can be defined, the weakest first, tried with ansible-core 2.14. */
const places: readonly (readonly [string, Files])[] = [
  ['role defaults', { 'roles/r/defaults/main.yml': 'x: 1\n' }],
  ['inventory, all', { 'hosts.ini': '[all:vars]\nx=2\n' }],
  ['inventory, parent group', { 'hosts.ini': '[servers:vars]\nx=3\n' }],
  ['inventory, group', { 'hosts.ini': '[web:vars]\nx=4\n' }],
  ['group_vars/all', { 'group_vars/all.yml': 'x: 5\n' }],
  ['group_vars of the parent', { 'group_vars/servers.yml': 'x: 6\n' }],
  ['group_vars', { 'group_vars/web/a.yml': 'x: 7\n' }],
  ['inventory, host', { 'hosts.ini': '[web]\nweb1 x=8\n' }],
  ['host_vars', { 'host_vars/web1': 'x: 9\n' }],
  ['play vars', { 'site.yml': '  vars: {x: 10}\n' }],
  ['vars_files', { 'site.yml': '  vars_files: [more.yml]\n', 'vars/more.yml': 'x: 11\n' }],
  ['role vars', { 'roles/r/vars/main.yml': 'x: 12\n' }],
  ['block vars', { 'roles/r/tasks/main.yml': '  vars: {x: 13}\n' }],
  ['include_vars', { 'roles/r/tasks/main.yml': '#include_vars', 'roles/r/vars/more.yml': 'x: 14\n' }],
  ['set_fact', { 'roles/r/tasks/main.yml': '#set_fact' }],
]

function project(used: readonly Files[]): Files {
  const all = Object.assign({}, ...used.toReversed())
  const text = (path: string) => used.map(files => files[path] ?? '').join('')
  const tasks = text('roles/r/tasks/main.yml')
  const before = [
    ...(tasks.includes('#include_vars') ? ['- include_vars: more.yml\n'] : []),
    ...(tasks.includes('#set_fact') ? ['- set_fact: {x: 15}\n'] : []),
  ].join('')
  return {
    ...all,
    'hosts.ini': `[web]\nweb1\n[servers:children]\nweb\n${text('hosts.ini')}`,
    'site.yml': `- hosts: web\n${text('site.yml')}  roles: [r]\n`,
    'roles/r/tasks/main.yml': `${before}- block:\n    ${task('syn_retries', '{{ x }}')}${tasks.replace(/#\w+/g, '')}`,
  }
}

describe('the strongest place wins', () => {
  test.each(places.slice(1).map(([name, files], i) => [name, places[i]![0], files, places[i]![1], i + 2] as const))(
    '%s over %s',
    async (_name, _weaker, files, weaker, value) => {
      expect(await values(project([weaker, files]))).toEqual([`web1 syn_retries=${value}`])
    },
  )

  it('over all others together', async () => {
    for (let count = places.length; count > 0; count--)
      expect(await values(project(places.slice(0, count).map(([, files]) => files)))).toEqual([
        `web1 syn_retries=${count}`,
      ])
  })
})

const hosts = '[web]\nweb1\n'
const play = (more: string) => `- hosts: web\n${more}`

describe('roles', () => {
  it('parameters beat facts, vars of the entry lose to role vars', async () => {
    const files = {
      'hosts.ini': hosts,
      'site.yml': play('  pre_tasks:\n    - set_fact: {x: 1, y: 1}\n  roles:\n    - {role: r, x: 2, vars: {z: 2}}\n'),
      'roles/r/vars/main.yml': 'z: 3\n',
      'roles/r/tasks/main.yml': `${task('syn_retries', '{{ x }}')}${task('synack_retries', '{{ z }}')}`,
    }
    expect(await values(files)).toEqual(['web1 syn_retries=2', 'web1 synack_retries=3'])
  })

  it('defaults and vars are seen by all of the play, the own first', async () => {
    const files = {
      'hosts.ini': hosts,
      'site.yml': play(`  roles: [a, b]\n  tasks:\n    ${task('retries1', '{{ x }}')}`),
      'roles/a/defaults/main.yml': 'x: 1\n',
      'roles/a/tasks/main.yml': task('syn_retries', '{{ x }}'),
      'roles/b/defaults/main.yml': 'x: 2\n',
      'roles/b/tasks/main.yml': task('synack_retries', '{{ x }}'),
    }
    expect(await values(files)).toEqual(['web1 retries1=2', 'web1 syn_retries=1', 'web1 synack_retries=2'])
  })

  it('main.yml hides main/, of folders every file is read in order', async () => {
    const files = {
      'hosts.ini': hosts,
      'site.yml': play('  roles: [a, b]\n'),
      'roles/a/defaults/main.yml': 'x: 1\n',
      'roles/a/defaults/main/more.yml': 'x: 2\n',
      'roles/a/tasks/main.yml': task('syn_retries', '{{ x }}'),
      'roles/b/vars/main/10.yml': 'y: 3\n',
      'roles/b/vars/main/9.yml': 'y: 4\n',
      'roles/b/tasks/main.yml': task('synack_retries', '{{ y }}'),
    }
    expect(await values(files)).toEqual(['web1 syn_retries=1', 'web1 synack_retries=4'])
  })

  it('dependencies run first, each once', async () => {
    const files = {
      'hosts.ini': hosts,
      'site.yml': play('  roles: [a, c]\n'),
      'roles/a/meta/main.yml': 'dependencies: [{role: b, x: 5}]\n',
      'roles/a/tasks/main.yml': task('retries1', '{{ y }}'),
      'roles/b/defaults/main.yml': 'y: 7\n',
      'roles/b/tasks/main.yml': task('syn_retries', '{{ x }}'),
      'roles/c/meta/main.yml': 'dependencies: [a]\n',
      'roles/c/tasks/main.yml': task('synack_retries', '{{ y }}'),
    }
    expect(await values(files)).toEqual(['web1 retries1=7', 'web1 syn_retries=5', 'web1 synack_retries=7'])
  })

  it('that no play uses have no host', async () => {
    const files = {
      'hosts.ini': hosts,
      'site.yml': play('  roles: [a]\n'),
      'roles/b/tasks/main.yml': task('sack', '1'),
    }
    expect(await values(files)).toEqual([])
  })
})

describe('facts', () => {
  const facts = (tasks: string) =>
    values({ 'hosts.ini': hosts, 'site.yml': play(`  vars: {x: 1}\n  tasks:\n${tasks}`) })
  const use = `    ${task('syn_retries', '{{ x }}')}`

  test.each([
    [
      'are fixed when they are set',
      `    - set_fact: {y: '{{ x }}'}\n    - set_fact: {x: 5}\n    - set_fact: {x: '{{ y }}'}\n${use}`,
      '1',
    ],
    ['may be made of themselves', `    - set_fact: {x: '{{ x | int + 1 }}'}\n${use}`, '2'],
    ['in free form', `    - set_fact: x=7\n${use}`, '7'],
    ['hold for what comes after', `${use}    - set_fact: {x: 9}\n`, '1'],
    ['under a condition are not known', `    - set_fact: {x: 9}\n      when: later\n${use}`, '?'],
    ['are not known where a result takes the name', `    - command: id\n      register: x\n${use}`, '?'],
    ['are not set by what never runs', `    - set_fact: {x: 9}\n      when: false\n${use}`, '1'],
  ])('%s', async (_name, tasks, value) => {
    expect(await facts(tasks)).toEqual([`web1 syn_retries=${value}`])
  })
})

it('handlers run where they are flushed, and at the end', async () => {
  const tasks = (flush: string) =>
    `    - set_fact: {x: 3}\n      changed_when: true\n      notify: h\n${flush}    ${task('syn_retries', '5')}`
  const handlers = `  handlers:\n    - name: h\n      command: sysctl -w net.ipv4.tcp_syn_retries={{ x }}\n`
  const ended = (flush: string) =>
    values({ 'hosts.ini': hosts, 'site.yml': play(`  tasks:\n${tasks(flush)}${handlers}`) })
  expect(await ended('    - meta: flush_handlers\n')).toEqual(['web1 syn_retries=5'])
  expect((await ended(''))[0]).toBe('web1 syn_retries=3')
})

it('a task of the key vm.swappiness loads the whole file again', async () => {
  const tasks = (name: string, more: string) =>
    `    - sysctl: {name: '${name}', value: 9${more}}\n`.replaceAll('SYN', 'net.ipv4.tcp_syn_retries')
  const written =
    tasks('SYN', ', reload: false') + tasks('SYN', ', sysctl_file: /etc/sysctl.d/60.conf').replace('9', '5')
  const ended = (more: string) =>
    values({ 'hosts.ini': hosts, 'site.yml': play(`  tasks:\n${written}${tasks('vm.swappiness', more)}`) })
  expect((await ended(''))[0]).toBe('web1 syn_retries=9')
  expect((await ended(', reload: false'))[0]).toBe('web1 syn_retries=5')
})

it('says where a value comes from, also through other variables and templates', async () => {
  const files = {
    'hosts.ini': hosts,
    'site.yml': play('  tasks:\n    - template: {src: t.j2, dest: /etc/sysctl.d/60.conf}\n'),
    'templates/t.j2': 'net.ipv4.tcp_syn_retries = {{ tcp.syn }}\nnet.ipv4.tcp_rmem = {{ rmem | join(" ") }}\n',
    'group_vars/all.yml': 'tcp: "{{ web_tcp }}"\nrmem: [4096, 87380, 6291456]\n',
    'group_vars/web.yml': 'web_tcp:\n  syn: 4\n',
  }
  expect(await ends(files)).toEqual([
    'web1 rmem=4096 87380 6291456 templates/t.j2:2',
    'web1 syn_retries=4 group_vars/web.yml:2',
  ])
})
