import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actingModules, textMayAct } from '../../../../src/formats/ansible/acting.ts'
import { lintTexts } from '../../../../src/lint-texts.ts'
import { task, values } from './ends.ts'

const source = (file: string) =>
  readFileSync(join(import.meta.dirname, '../../../../src/formats/ansible', file), 'utf8')

test('every module that is followed counts as one that may act', () => {
  const followed = ['tasks.ts', 'project/follow.ts'].flatMap(file =>
    Array.from(source(file).matchAll(/^ {4}case '(.+)':(?: \{)?$/gm), found => found[1]!),
  )
  expect(followed).toContain('sysctl')
  expect(followed).toContain('meta')
  expect([...actingModules].sort()).toEqual(followed.sort())
})

test.each([...actingModules])('a text with %s may act, however it is written', module => {
  expect(textMayAct(`- name: x\n  ${module}: {}\n`, false)).toBe(true)
  expect(textMayAct(`- ansible.builtin.${module}: a=b\n`, false)).toBe(true)
})

test.each([
  ['- apt: {name: x}\n', false, false],
  ['- apt: {name: x}\n  notify: restart\n', false, false],
  ['- apt: {name: x}\n  notify: restart\n', true, true],
  ['- stat: {path: /x}\n  register: found\n', false, true],
  ['- action: apt name=x\n', false, true],
  ['- "sys\\x63tl": {name: a, value: b}\n', false, true],
])('%j with handlers: %s may act: %s', (text, hears, acts) => {
  expect(textMayAct(text, hears)).toBe(acts)
})

const net = task('fin_timeout', '{{ x }}')
const role = { hosts: 'h\n', 'group_vars/all.yml': 'x: 20\n', 'roles/net/tasks/main.yml': net }

test.each([
  ['a package', '- apt: {name: a}\n', '20'],
  ['what comes of a task', '- stat: {path: /a}\n  register: x\n', '?'],
  ['what comes of a task that may not run', '- stat: {path: /a}\n  register: x\n  when: x == 3\n', '?'],
  ['what comes of a command that sets nothing', '- command: ls\n  register: x\n', '?'],
  ['what comes of a task on another host', '- stat: {path: /a}\n  register: x\n  delegate_to: other\n', '20'],
  ['within a block', '- block:\n    - stat: {path: /a}\n      register: x\n', '?'],
  ['a fact', '- set_fact: {x: 7}\n', '7'],
  ['a fact by an escape', '- "set\\x5ffact": {x: 7}\n', '7'],
  ['a fact by an action', '- action: set_fact x=7\n', '7'],
])('what a role does before another: %s', async (_, tasks, value) => {
  const files = { ...role, 'site.yml': '- hosts: all\n  roles: [first, net]\n', 'roles/first/tasks/main.yml': tasks }
  expect(await values(files)).toEqual([`h fin_timeout=${value}`])
})

test.each([
  ['a service', '- service: {name: nginx, state: restarted}\n'],
  ['a package', '- apt: {name: a}\n'],
])('%s notifies a handler', async (_, first) => {
  const files = {
    ...{ ...role, 'roles/net/tasks/main.yml': first.replace('\n', '\n  notify: tune\n') },
    'roles/net/handlers/main.yml': net.replace('- ', '- name: tune\n  '),
    'site.yml': '- hosts: all\n  roles: [net]\n',
  }
  expect(await values(files)).toEqual(['h fin_timeout=20'])
  const own = { ...files, 'roles/net/handlers/main.yml': '' }
  expect(await values(own)).toEqual([])
  const inPlay = `- hosts: all\n  roles: [net]\n  handlers:\n    ${net.replace('- ', '- name: tune\n      ')}`
  expect(await values({ ...own, 'site.yml': inPlay })).toEqual(['h fin_timeout=20'])
})

test.each([
  ['dependencies: [net]\n', ['h fin_timeout=20']],
  ['# role dependencies\ndependencies:\n  - net\n', ['h fin_timeout=20']],
  ['dependencies: []\n"depend\\x65ncies": [net]\n', ['h fin_timeout=20']],
  ['dependencies: [net]\ndependencies: []\n', []],
  ['# role dependencies\ndependencies: []\n', []],
  ['galaxy_info: {author: me}\n', []],
])('a role that says of itself %j', async (meta, ends) => {
  const files = { ...role, 'site.yml': '- hosts: all\n  roles: [first]\n', 'roles/first/meta/main.yml': meta }
  expect(await values(files)).toEqual(ends)
})

test.each([
  ['systemd-sysctl', true],
  ['procps.service', true],
  ['{{ loader }}', true],
  ['nginx', false],
])('a restart of %s loads the files of the host: %s', async (unit, loads) => {
  const files = {
    ...{ ...role, 'group_vars/all.yml': 'loader: procps\n', 'site.yml': '- hosts: all\n  roles: [net]\n' },
    'roles/net/tasks/main.yml': `${task('fin_timeout', '20')}- service: {name: "${unit}", state: restarted}\n`,
  }
  const { settled } = await lintTexts(Object.entries(files).map(([path, text]) => ({ path, text })))
  const [host] = settled.filter(({ target }) => target.id.startsWith('ansible-host:'))
  expect(host!.target.steps.some(step => step.do === 'load' && step.by === 'systemd')).toBe(loads)
})
