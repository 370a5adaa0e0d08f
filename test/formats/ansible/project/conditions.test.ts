import { expect, test } from 'vitest'
import { task, values } from './ends.ts'

const own = (when: string) => `${task('syn_retries', '3')}  when: ${when}\n`
const files = (tasks: string) => ({
  'hosts.ini': 'h\n',
  'group_vars/all.yml': 'flag: true\nword: "no"\nfive: 5\nitems: [1]\n',
  'site.yml': '- hosts: all\n  roles: [r]\n',
  'roles/r/tasks/main.yml': tasks,
  'roles/r/tasks/more.yml': task('syn_retries', '3'),
})

test.each([
  ['a condition that holds', own('flag'), ['3']],
  ['one that does not', own('not flag'), []],
  ['a comparison', own('five > 4 and flag'), ['3']],
  ['a list', own('[flag, five == 5]'), ['3']],
  ['a list of which one does not hold', own('[later, not flag]'), []],
  ['what is defined', own('nothing is defined'), []],
  ['what only a run knows', own('ansible_memtotal_mb > 5'), ['?']],
  ['a word, which Ansible reads as a condition of its own', own('word'), ['?']],
  ['an undefined variable', own('nothing'), ['?']],
  ['the item of a loop', `${own('item is undefined')}  loop: "{{ items }}"\n`, ['?']],
  ['a block', `- block:\n    ${task('syn_retries', '3')}  when: flag\n`, ['3']],
  [
    'a block whose condition a task of it ends',
    `- block:\n    - set_fact: {flag: false}\n    ${task('syn_retries', '3')}  when: flag\n`,
    [],
  ],
  ['an import, asked for by each task', '- import_tasks: more.yml\n  when: flag\n', ['3']],
  ['an include that is not made', '- include_tasks: more.yml\n  when: not flag\n', []],
  ['variables of the task', `${own('mine == 7')}  vars: {mine: 7}\n`, ['3']],
])('%s', async (_name, tasks, expected) => {
  expect(await values(files(tasks))).toEqual(expected.map(value => `h syn_retries=${value}`))
})
