import { describe, expect, it, test } from 'vitest'
import { type Files, task, values } from './ends.ts'

const hosts = { 'hosts.ini': 'web1\n' }
const first = task('fin_timeout', '20')

/** What web1 ends up with after a first task that sets tcp_fin_timeout to 20, and what follows it. */
async function after(tasks: string, more: Files = {}): Promise<string[]> {
  const all = `- hosts: all\n  tasks:\n${(first + tasks).replace(/^(?=.)/gm, '    ')}`
  return values({ ...hosts, 'site.yml': all, ...more })
}

const known = ['web1 fin_timeout=20']
const inDoubt = ['web1 fin_timeout=?']
const key = `{{ lookup('env', 'KEY') }}`

describe('what only a run can tell puts in doubt what was set before', () => {
  it.each<[string, string, Files]>([
    ['a key', `- sysctl: {name: "${key}", value: 9}\n`, {}],
    ['a key that begins like one of ours', `- sysctl: {name: "net.ipv4.${key}", value: 9}\n`, {}],
    ['the items of a loop', `- sysctl: {name: "{{ item.name }}", value: "{{ item.value }}"}\n  loop: "${key}"\n`, {}],
    ['an argument of sysctl', `- command: sysctl -w ${key}=9\n`, {}],
    ['a key in a script', '- shell: sysctl -w "$KEY"=9\n', {}],
    [
      'a line of a template',
      '- template: {src: t.j2, dest: /etc/sysctl.d/70.conf}\n- command: sysctl --system\n',
      { 'templates/t.j2': `${key} = 9\n` },
    ],
    [
      'the lines of a template',
      '- template: {src: t.j2, dest: /etc/sysctl.d/70.conf}\n- command: sysctl --system\n',
      { 'templates/t.j2': `{% for k, v in settings %}\n{{ k }}={{ v }}\n{% endfor %}\n` },
    ],
    [
      'a whole line of a template',
      '- template: {src: t.j2, dest: /etc/sysctl.d/70.conf}\n- command: sysctl --system\n',
      { 'templates/t.j2': '{{ more_lines }}\n' },
    ],
    ['which template', `- template: {src: "${key}.j2", dest: /etc/sysctl.d/70.conf}\n- command: sysctl --system\n`, {}],
    [
      'which file of tasks',
      `- include_tasks: "${key}.yml"\n`,
      { 'one.yml': '- debug: {}\n', 'two.yml': '- command: sysctl -p /etc/more.conf\n' },
    ],
    [
      'which tasks of a role',
      `- include_role: {name: r, tasks_from: "${key}-net"}\n`,
      { 'roles/r/tasks/debian-net.yml': '- command: sysctl -p /etc/more.conf\n' },
    ],
    ['which role', `- include_role: {name: "${key}"}\n`, {}],
    ['where a file goes', `- copy: {content: "net.ipv4.tcp_fin_timeout = 9\\n", dest: "${key}/sysctl.conf"}\n`, {}],
    ['where a key is kept', `- sysctl: {name: net.ipv4.tcp_fin_timeout, value: 9, sysctl_file: "${key}"}\n`, {}],
  ])('%s', async (_, tasks, files) => {
    expect(await after(tasks, files)).toEqual(inDoubt)
  })
})

describe('what cannot matter leaves it', () => {
  it.each<[string, string, Files]>([
    ['a key of another kind', `- sysctl: {name: "kernel.${key}", value: 9}\n`, {}],
    ['an argument of sysctl of another kind', `- command: sysctl -w vm.${key}=9\n`, {}],
    [
      'the head that Ansible puts into files',
      '- template: {src: t.j2, dest: /etc/sysctl.d/70.conf}\n- command: sysctl --system\n',
      { 'templates/t.j2': '{{ ansible_managed | comment }}\n{% set x = 1 %}\nvm.swappiness = {{ x }}\n' },
    ],
    [
      'files of tasks that do not speak of settings',
      `- include_tasks: "${key}.yml"\n`,
      { 'one.yml': '- debug: {}\n', 'two.yml': '- command: echo\n', 'other/three.yml': '- command: sysctl -p\n' },
    ],
    [
      'the folder of tasks of a role, of which only the name counts',
      `- include_role: {name: r, tasks_from: "${key}/tasks/net.yml"}\n`,
      { 'roles/r/tasks/net.yml': '- command: echo\n', 'roles/r/tasks/more.yml': '- command: sysctl -p\n' },
    ],
    ['a key under a condition that does not hold', `- sysctl: {name: "${key}", value: 9}\n  when: false\n`, {}],
  ])('%s', async (_, tasks, files) => {
    expect(await after(tasks, files)).toEqual(known)
  })
})

test('what is set after it is known', async () => {
  const open = `- sysctl: {name: "${key}", value: 9, sysctl_file: /etc/sysctl.d/60.conf}\n`
  expect(await after(open + task('syn_retries', '4'))).toEqual([...inDoubt, 'web1 syn_retries=4'])
  expect(await after(open + first)).toEqual(known)
})

test('a file whose name only a run can tell may be read before and after others', async () => {
  const copy = (name: string, value: number) =>
    `- copy: {content: "net.ipv4.tcp_retries2 = ${value}\\n", dest: "/etc/sysctl.d/${name}.conf"}\n`
  expect(await after(copy('50-a', 5) + copy('{{ rank }}-b', 6))).toEqual([...known, 'web1 retries2=?'])
  expect(await after(copy('50-a', 5) + copy('{{ rank }}-b', 5))).toEqual([...known, 'web1 retries2=5'])
})
