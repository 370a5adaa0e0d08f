import { expect, test } from 'vitest'
import { type Files, task, values } from './ends.ts'

const parameters =
  'fin_timeout keepalive_intvl keepalive_time orphan_retries retries1 retries2 syn_retries synack_retries'.split(' ')

const files: Files = {
  hosts: 'w1.example.org\nw2\n',
  'site.yml': '- import_playbook: plays/web.yml\n',
  'plays/web.yml': `- hosts: all
  vars_files: ["{{ playbook_dir }}/vars/a.yml", "{{ playbook_dir }}/../shared/b.yml"]
  roles: [r]
`,
  'plays/vars/a.yml': 'a: 1\n',
  'shared/b.yml': 'b: 2\n',
  'shared/h.yml': 'h: 8\n',
  'plays/roles/r/tasks/main.yml': `- include_vars: "{{ role_path }}/vars/c.yml"
- include_vars: {dir: "{{role_path}}/vars/more/"}
- include_tasks: "{{ role_path }}/tasks/sub.yml"
- include_role: {name: s}
- include_vars: "{{ role_path }}/../../../shared/h.yml"
- template: {src: "{{ role_path }}/templates/t.j2", dest: /etc/sysctl.d/t.conf}
`,
  'plays/roles/r/vars/c.yml': 'c: 3\n',
  'plays/roles/r/vars/more/d.yml': 'd: 4\n',
  'plays/roles/r/tasks/sub.yml': '- set_fact: {f: 6}\n',
  'plays/roles/r/templates/t.j2': parameters
    .map((name, i) => `net.ipv4.tcp_${name} = {{ ${'abcdefgh'[i]} }}\n`)
    .join(''),
  'plays/roles/s/tasks/main.yml': `- include_vars: "{{ role_path }}/vars/e.yml"
- import_tasks: "{{ playbook_dir }}/roles/s/tasks/g.yml"
`,
  'plays/roles/s/tasks/g.yml': '- set_fact: {g: 7}\n',
  'plays/roles/s/vars/e.yml': 'e: 5\n',
}

/** As ansible-core 2.14 prints them. */
test('paths that begin in the folder of the role or the playbook are followed', async () => {
  const found = await values(files)
  expect(found.slice(0, 8)).toEqual(parameters.map((name, i) => `w1.example.org ${name}=${i + 1}`))
})

test.each([
  '{{ inventory_dir }}/vars/c.yml',
  '{{ role_path }}/vars/{{ x }}.yml',
  '{{ role_path | dirname }}/r/vars/c.yml',
  '{{ playbook_dir }}{{ x }}/vars/c.yml',
])('of others nobody can tell what they define: %s', async name => {
  const tasks = `- include_vars: "${name}"\n${task('sack', '{{ c }}')}`
  const found = await values({
    ...files,
    'group_vars/all.yml': 'c: 1\nx: "{{ now() }}"\n',
    'plays/roles/r/tasks/main.yml': tasks,
  })
  expect(found).toEqual(['w1.example.org sack=?', 'w2 sack=?'])
})

test('inventory_hostname_short is the first part of the name, of each host its own', async () => {
  const play = `- hosts: all\n  tasks:\n    ${task('sack', "{{ 1 if inventory_hostname_short == 'w1' else 0 }}")}`
  expect(await values({ hosts: 'w1.example.org\nw1.other\nw2\n', 'site.yml': play })).toEqual([
    'w1.example.org sack=1',
    'w1.other sack=1',
    'w2 sack=0',
  ])
})

/** They depend on the run: --limit, hosts that fail, groups that tasks make. */
test.each([
  '{{ ansible_play_hosts | length }}',
  '{{ play_hosts | length }}',
  '{{ ansible_play_hosts_all | length }}',
  '{{ hostvars[inventory_hostname].x | default(1) }}',
  "{{ 1 if role_path == 'x' else 0 }}",
  "{{ 1 if 'plays' in playbook_dir else 0 }}",
  "{{ 1 if 'x' in inventory_dir else 0 }}",
  '{{ ansible_check_mode | int }}',
])('not known: %s', async value => {
  const play = `- hosts: all\n  tasks:\n    ${task('sack', value)}`
  const found = await values({ hosts: '[web]\nw1\n', 'site.yml': play })
  expect(found).toEqual(['w1 sack=?'])
})
