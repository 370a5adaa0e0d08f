import { describe, expect, it, test } from 'vitest'
import { libraryOf } from '../../../../src/core/library.ts'
import { readAnsibleProject } from '../../../../src/formats/ansible/project/read-project.ts'
import { growsTooFast } from '../../../cpu-time.ts'
import { type Files, task } from './ends.ts'

const project = (files: Files) => {
  return readAnsibleProject(libraryOf(Object.entries(files).map(([path, text]) => ({ path, text }))))
}
/** The parameter's values on each target, null where it is not known. */
const found = (files: Files) =>
  project(files).targets.map(({ steps }) =>
    steps.flatMap(step => (step.do === 'line' ? [step.setting.known ? step.setting.value : null] : [])),
  )

const play = `- hosts: all\n  tasks:\n    ${task('syn_retries', '{{ x }}')}`
const vars = (text: string): Files => ({ hosts: 'h\n', 'site.yml': play, 'group_vars/all.yml': text })

describe('variables', () => {
  const doubling = (last: string) =>
    Array.from({ length: 60 }, (_, i) => `${i ? `x${i}` : 'x'}: "{{ x${i + 1} }}{{ x${i + 1} }}"\n`).join('') + last
  test.each([
    ['of themselves', 'x: "{{ x }}"\n'],
    ['in a circle', 'x: "{{ y }}"\ny: ["{{ x }}"]\n'],
    ['doubled 60 times', doubling('x60: a\n')],
    [
      'doubled 18 times with much text',
      Array.from({ length: 18 }, (_, i) => `${i ? `x${i}` : 'x'}: "{{ x${i + 1} }}{{ x${i + 1} }}"\n`).join('') +
        `x18: ${'a'.repeat(10_000)}\n`,
    ],
    [
      'in lists of lists by aliases',
      `a: &a [1, 2]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'}, *${i ? `b${i - 1}` : 'a'}]\n`).join('')}x: "{{ b39 }} "\n`,
    ],
    ['deep in parentheses', `x: "{{ ${'('.repeat(900)}1${')'.repeat(900)} }}"\n`],
    ['of many operators', `x: "{{ ${'1 + '.repeat(400)}q }}"\n`],
  ])('%s are not known', (_name, text) => {
    expect(found(vars(text))).toEqual([[null]])
  })

  it('aliases print no more than is looked at', () => {
    const text = `a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${`*${i ? `b${i - 1}` : 'a'}, `.repeat(200)}]\n`).join('')}x: *b8\n`
    const [[value] = []] = found(vars(text))
    expect(value?.length ?? 0).toBeLessThan(20_000)
  })
})

describe('files', () => {
  test.each<[string, Files]>([
    [
      'tasks that include themselves',
      {
        'site.yml': '- hosts: all\n  tasks:\n    - include_tasks: a.yml\n',
        'a.yml': '- include_tasks: a.yml\n- import_tasks: a.yml\n',
      },
    ],
    [
      'roles that need themselves',
      {
        'site.yml': '- hosts: all\n  roles: [a]\n',
        'roles/a/meta/main.yml': 'dependencies: [a, {role: a, x: 1}, b]\n',
        'roles/b/meta/main.yml': 'dependencies: [a, {role: b, x: 1}]\n',
      },
    ],
    [
      'roles that include themselves',
      {
        'site.yml': '- hosts: all\n  roles: [a]\n',
        'roles/a/tasks/main.yml': '- include_role: {name: a}\n- import_role: {name: a}\n',
      },
    ],
    [
      'playbooks that import each other',
      {
        'site.yml': '- import_playbook: a.yml\n- hosts: all\n  tasks: []\n',
        'a.yml': '- import_playbook: site.yml\n- import_playbook: a.yml\n',
      },
    ],
    [
      'groups in a circle',
      { hosts: 'h\n[a:children]\nb\n[b:children]\na\n[a]\nh\n', 'site.yml': '- hosts: a\n  tasks: []\n' },
    ],
  ])('%s', (_name, files) => {
    expect(project({ hosts: 'h\n', ...files }).targets).toEqual([])
  })

  it('loops that repeat an include end with a word about it', () => {
    const loop = `- include_tasks: a.yml\n  loop: [${'1, '.repeat(40)}]\n`
    const { problems } = project({
      hosts: 'h\n',
      'site.yml': `- hosts: all\n  tasks:\n    ${loop.replaceAll('\n', '\n    ').trimEnd()}\n`,
      'a.yml': loop,
    })
    expect(problems.map(one => one.problem.message)).toEqual([expect.stringContaining('are not followed to the end')])
  })
})

describe('hosts', () => {
  it('10,000 that end up alike are run once', () => {
    const { targets, problems } = project({ ...vars('x: 5\n'), hosts: '[web]\nh[0001:9999] ip=1\n[db]\nd1\n' })
    expect(targets.map(({ alike = [] }) => alike.length)).toEqual([9999])
    expect(problems).toEqual([])
  })

  it('more than are looked at are said to be left out', () => {
    const { targets, problems } = project({ ...vars('x: 5\n'), hosts: '[web]\nh[0001:9999][0001:9999]\n' })
    expect(targets).toHaveLength(1)
    expect(problems.map(one => one.problem.message)).toEqual([
      'hosts names more than 20000 hosts; those beyond are left out of account',
    ])
  })

  it('that each look for themselves among 20,000 end with a word about it', () => {
    const site = `- hosts: all\n  tasks:\n    ${task('syn_retries', '5')}      when: inventory_hostname in groups['web']\n`
    const { problems } = project({ hosts: '[web]\nh[00001:20000]\n', 'site.yml': site })
    expect(problems.map(one => one.problem.message)).toEqual([expect.stringContaining('not followed to the end')])
  })

  it('that all differ', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `h${i} x=${i}\n`).join('')
    expect(found({ ...vars(''), hosts: lines })).toHaveLength(2000)
  })
})

describe('time', { retry: 4 }, () => {
  const repeated = (text: string) => (length: number) => text.repeat(Math.ceil(length / text.length))
  test.each<[string, (length: number) => Files]>([
    [
      'hosts',
      length => ({
        ...vars('x: 5\n'),
        hosts: Array.from({ length: length / 20 }, (_, i) => `h${i} ip=10.0.0.${i}\n`).join(''),
      }),
    ],
    [
      'groups',
      length => ({
        ...vars('x: 5\n'),
        hosts: Array.from({ length: length / 40 }, (_, i) => `[g${i}]\nh${i}\n`).join(''),
      }),
    ],
    [
      'groups of one host',
      length => ({ ...vars('x: 5\n'), hosts: Array.from({ length: length / 200 }, (_, i) => `[g${i}]\nh\n`).join('') }),
    ],
    ['variables', length => vars(`${repeated('y: 1\n')(length)}x: 5\n`)],
    [
      'tasks',
      length => ({
        hosts: 'h\n',
        'group_vars/all.yml': 'x: 5\n',
        'site.yml': `- hosts: all\n  tasks:\n    ${repeated(task('syn_retries', '{{ x }}').trimEnd() + '\n    ')(length)}\n`,
      }),
    ],
    [
      'facts',
      length => ({
        hosts: 'h\n',
        'site.yml': `- hosts: all\n  tasks:\n${Array.from({ length: length / 40 }, (_, i) => `    - set_fact: {x${i}: "{{ x${i - 1} | default(1) }}"}\n`).join('')}`,
      }),
    ],
    [
      'loops in templates',
      length => ({
        hosts: 'h\n',
        'site.yml': '- hosts: all\n  tasks:\n    - template: {src: t.j2, dest: /etc/sysctl.d/a.conf}\n',
        't.j2': repeated('{% for a in [1, 2] %}{{ a }}{% endfor %}\n')(length),
      }),
    ],
    [
      'open statements',
      length => ({
        hosts: 'h\n',
        'site.yml': '- hosts: all\n  tasks:\n    - template: {src: t.j2, dest: /etc/sysctl.d/a.conf}\n',
        't.j2': repeated('{% if a %}')(length),
      }),
    ],
  ])(
    '%s',
    (_name, files) => {
      expect(
        growsTooFast(
          length => {
            const made = files(length)
            return () => void project(made)
          },
          [5_000, 20_000, 50_000],
        ),
      ).toBe(false)
    },
    120_000,
  )
})
