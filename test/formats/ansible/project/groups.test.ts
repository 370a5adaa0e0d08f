import { expect, it, test } from 'vitest'
import { type Files, task, values } from './ends.ts'

const inventory = '[web]\nw2\nw1\n[db]\nd1\n[top:children]\ndb\nweb\n[deep:children]\ntop\n[empty]\n'
const own = (when: string) => `${task('syn_retries', '3')}  when: ${JSON.stringify(when)}\n`

function files(tasks: string, more: Files = {}): Files {
  return {
    'hosts.ini': inventory,
    'site.yml': '- hosts: w1\n  roles: [r]\n',
    'roles/r/tasks/main.yml': tasks,
    ...more,
  }
}

// each tried with ansible-core 2.14
test.each([
  ["'web' in group_names", '3'],
  ["'db' in group_names", null],
  ["'all' in group_names", null],
  ["hostvars[inventory_hostname].group_names == 'x' or 'top' in hostvars[inventory_hostname]['group_names']", '3'],
  ["inventory_hostname in groups['web']", '3'],
  ['inventory_hostname in groups.db', null],
  ["inventory_hostname in groups['top']", '3'],
  ["inventory_hostname in groups['deep']", '3'],
  ["groups['top'] | length == 3", '3'],
  ["inventory_hostname == groups['web'][0]", null],
  ["inventory_hostname == groups['web'][1]", '3'],
  ["groups['top'][0] == 'd1'", '3'],
  ["groups['empty'] | length > 0", null],
  ["groups['none'] is defined", null],
  ["inventory_hostname in groups['none'] | default([])", null],
  ["inventory_hostname_short == 'w1'", '3'],
  // the order of all hosts is nobody's to tell
  ["inventory_hostname == groups['all'][0]", '?'],
  ["hostvars['w2'].group_names == []", '?'],
])('%s', async (when, expected) => {
  expect(await values(files(own(when)))).toEqual(expected === null ? [] : [`w1 syn_retries=${expected}`])
})

test.each(['- group_by: {key: more}\n', '- add_host: {name: w1, groups: db}\n'])(
  'after %s a host may be in other groups',
  async before => {
    expect(await values(files(before + own("'db' in group_names")))).toEqual(['w1 syn_retries=?'])
  },
)

it('a host in no group is ungrouped', async () => {
  const found = await values(files(own("group_names[0] == 'ungrouped'"), { 'hosts.ini': 'w1\n' }))
  expect(found).toEqual(['w1 syn_retries=3'])
})

it('without an inventory nobody knows the groups', async () => {
  const { 'hosts.ini': _, ...rest } = files(own("'web' in group_names"))
  expect(await values(rest)).toEqual(['w1 syn_retries=?'])
})

it('hosts of other groups end up otherwise', async () => {
  const found = await values(
    files('', {
      'site.yml': `- hosts: all\n  tasks:\n    ${task('syn_retries', "{{ 3 if 'web' in group_names else 4 }}")}`,
    }),
  )
  expect(found).toEqual(['w2 syn_retries=3', 'w1 syn_retries=3', 'd1 syn_retries=4'])
})

it('a fact grows with each round, and of what several groups say the first stays', async () => {
  const tasks = `- set_fact:
    found: "{{ found | default([]) + (conf[item] | default([]) | flatten(1)) }}"
  loop: "{{ hostvars[inventory_hostname].group_names }}"
- sysctl: {name: "{{ item.name }}", value: "{{ item.value }}"}
  loop: "{{ found | unique }}"
`
  const conf = `conf:
  top: [{name: net.ipv4.tcp_sack, value: 1}, {name: net.ipv4.tcp_dsack, value: 0}]
  web: [{name: net.ipv4.tcp_sack, value: 1}, {name: net.ipv4.tcp_fack, value: 0}]
  db: [{name: net.ipv4.tcp_sack, value: 0}]
`
  expect(await values(files(tasks, { 'group_vars/all.yml': conf }))).toEqual(['w1 dsack=0', 'w1 fack=0', 'w1 sack=1'])
})
