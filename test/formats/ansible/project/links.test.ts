import { expect, test } from 'vitest'
import { libraryOf } from '../../../../src/core/library.ts'
import { readAnsibleProject } from '../../../../src/formats/ansible/project/read-project.ts'
import { type Files, task } from './ends.ts'

/** What web1 is given, `null` for what is not known, of files some of which are symbolic links to others. */
function given(files: Files, links: Readonly<Record<string, string>>): (string | null)[] {
  const library = libraryOf(Object.entries(files).map(([path, text]) => ({ path, text })))
  const paths = [...library.paths, ...Object.keys(links)].sort()
  const { targets } = readAnsibleProject({ ...library, paths, linkTarget: path => links[path] ?? null })
  return targets.flatMap(({ steps }) =>
    steps.flatMap(step => (step.do === 'line' ? [step.setting.known ? step.setting.value : null] : [])),
  )
}

const files = {
  'prod/hosts.ini': '[web]\nweb1\n',
  'site.yml': `- hosts: web\n  tasks:\n    ${task('syn_retries', '{{ x | default(1) }}')}`,
  'shared/cross.yml': 'x: 5\n',
  'shared/vars/all.yml': 'x: 6\n',
  'shared/vars/web/a.yml': 'x: 7\n',
}

test.each<[string, Readonly<Record<string, string>>, string | null]>([
  ['a file of variables', { 'prod/group_vars/all/000_cross.yml': '../../../shared/cross.yml' }, '5'],
  ['a file instead of a folder', { 'prod/group_vars/all': '../../shared/cross.yml' }, '5'],
  ['a link to a link', { 'prod/group_vars/web.yml': '../../a.yml', 'a.yml': 'shared/cross.yml' }, '5'],
  ['a folder of variables', { 'prod/group_vars': '../shared/vars' }, '7'],
  ['what leads outside', { 'prod/group_vars/all.yml': '../../../x.yml' }, null],
  ['what leads to the root', { 'prod/group_vars/all.yml': '/etc/x.yml' }, null],
  ['what leads to itself', { 'prod/group_vars/all.yml': 'all.yml' }, null],
  ['a circle', { 'prod/group_vars/all.yml': 'web.yml', 'prod/group_vars/web.yml': 'all.yml' }, null],
  ['what leads nowhere', { 'prod/group_vars/all.yml': 'not-there.yml' }, null],
])('%s', (_name, links, expected) => {
  expect(given(files, links)).toEqual([expected])
})

test('a folder of roles, and a role', () => {
  const role = { ...files, 'site.yml': '- hosts: web\n  roles: [r]\n' }
  const tasks = task('syn_retries', '3')
  expect(given({ ...role, 'more/r/tasks/main.yml': tasks }, { roles: 'more' })).toEqual(['3'])
  expect(given({ ...role, 'more/r/tasks/main.yml': tasks }, { 'roles/r': '../more/r' })).toEqual(['3'])
})

test('a link to a folder is no file that may be included', () => {
  const tasks = `- include_vars: "{{ item }}"\n  with_first_found: [a.yml]\n${task('syn_retries', '{{ x }}')}`
  const role = { ...files, 'site.yml': '- hosts: web\n  roles: [r]\n', 'roles/r/tasks/main.yml': tasks }
  expect(given(role, { 'roles/r/library': '../../lib', 'prod/group_vars/all.yml': '../../shared/cross.yml' })).toEqual([
    '5',
  ])
})
