import { expect, test } from 'vitest'
import { libraryOf } from '../../../src/core/library.ts'
import { ansible } from '../../../src/formats/ansible/index.ts'
import { mayBePlaybook } from '../../../src/formats/ansible/project/playbook-path.ts'
import { readAnsible } from '../../../src/formats/ansible/read.ts'

const set = 'sysctl -w net.ipv4.tcp_sack=0'

test.each([
  `- command: ${set}\n`,
  `- ansible.builtin.shell: |\n    ${set}\n`,
  `- raw: ${set}\n`,
  `- cron: {name: a, special_time: reboot, job: ${set}}\n`,
  `- action: command ${set}\n`,
  `- local_action: {module: command, cmd: ${set}}\n`,
  `- "c\\x6fmmand": ${set}\n`,
  `- hosts: all\n  tasks:\n    - block:\n        - {name: a, shell: ${set}}\n`,
])('what reads commands is there for %j', async text => {
  const source = { path: 'roles/a/tasks/main.yml', text }
  const reading = (await ansible.load(source))(source)
  expect(reading.targets.flatMap(target => target.steps).length).toBe(1)
  expect(reading).toEqual(readAnsible(source))
})

test('a text without commands is read by itself', async () => {
  const text = '- sysctl: {name: net.ipv4.tcp_sack, value: "0"}\n'
  const source = { path: 'roles/a/tasks/main.yml', text }
  const read = await ansible.load(source)
  expect(read).not.toBe(readAnsible)
  expect(read(source)).toEqual(readAnsible(source))
})

test.each([
  ['site.yml', true],
  ['a/b/c/site.yaml', true],
  ['a/b/c/d/site.yml', false],
  ['site.json', false],
  ['roles/a/tasks/main.yml', false],
  ['playbooks/group_vars/all.yml', false],
  ['.github/workflows/ci.yml', false],
])('%s may be a playbook: %s', async (path, may) => {
  expect(mayBePlaybook(path)).toBe(may)
  const readProject = await ansible.loadProject!(libraryOf([{ path, text: '' }]))
  expect(readProject !== null).toBe(may)
})
