import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readAnsible } from '../../../src/formats/ansible/read.ts'
import { growsTooFast } from '../../cpu-time.ts'

const path = 'roles/a/tasks/main.yml'
const read = (text: string) => readAnsible({ path, text })

describe('hostile files', () => {
  it('a loop of many items over a long text', () => {
    const content = 'net.ipv4.tcp_sack = 1\n      '.repeat(20_000)
    const text = `- copy:\n    dest: /etc/sysctl.d/a.conf\n    content: |\n      ${content}\n  loop: [${'a,'.repeat(50_000)}]\n`
    const { problems } = read(text)
    expect(problems.map(p => p.problem.message)).toEqual([expect.stringContaining('repeats so much')])
  })

  it('aliases of long items', () => {
    const text = `- set_fact: {a: &big "${'x'.repeat(500_000)}"}\n- shell: sysctl -w a={{ item }}{{ item }}\n  loop: [${'*big ,'.repeat(50_000)}]\n`
    expect(read(text).problems.map(p => p.problem.message)).toEqual([expect.stringContaining('repeats so much')])
  })

  it('a block that holds itself twice', () => {
    expect(read('- &a\n  block: [*a, *a]\n').problems).toHaveLength(1)
    expect(read('- &a\n  block: [*a]\n').targets).toEqual([])
  })

  it('variables that hold themselves', () => {
    const text = 'a: &a\n  net.ipv4.tcp_sack: 1\n  b: [*a, {c: *a}]\n'
    expect(readAnsible({ path: 'group_vars/all.yml', text }).targets.flatMap(t => t.steps)).toHaveLength(1)
  })

  it('100,000 settings', () => {
    const text = `a:\n${'  - {name: net.ipv4.tcp_sack, value: 1}\n'.repeat(100_000)}`
    const { targets, problems } = readAnsible({ path: 'group_vars/all.yml', text })
    expect(targets.flatMap(t => t.steps)).toHaveLength(100_000)
    expect(problems).toEqual([])
  }, 120_000)

  it('20,000 tasks', () => {
    const { targets, problems } = read('- sysctl: {name: net.ipv4.tcp_sack, value: 1}\n'.repeat(20_000))
    expect(targets.flatMap(t => t.steps)).toHaveLength(40_000)
    expect(problems).toEqual([])
  })

  it('10,000 levels', () => {
    for (const text of [`a: ${'['.repeat(10_000)}`, '- block:\n'.replace('- ', '- '.repeat(10_000))])
      expect(read(text).problems).toHaveLength(1)
  })

  it('anything at all', () => {
    const words = [
      ...[
        '- ',
        'sysctl:',
        'name: ',
        'value: ',
        'net.ipv4.tcp_sack',
        '{{ ',
        ' }}',
        '{% if x %}',
        '"',
        "'",
        '\n',
        '\n  ',
        '\n    ',
      ],
      ...[
        'loop:',
        'with_dict: ',
        '[',
        ']',
        '{',
        '}',
        ': ',
        ', ',
        '*a ',
        '&a ',
        '<<: *a',
        'shell: ',
        'copy: ',
        'content: |',
        '=',
        '!vault ',
      ],
      ...[
        'hosts: all',
        'tasks:',
        'block:',
        'vars:',
        'when: ',
        'item',
        '.',
        'default(',
        ')',
        '| ',
        '\\',
        '\t',
        '0',
        'sysctl name=',
      ],
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 40 }),
        fc.constantFrom(path, 'group_vars/a', 'hosts'),
        (all, file) => {
          readAnsible({ path: file, text: all.join('') })
        },
      ),
      { numRuns: 3000 },
    )
  })
})

const units = [
  ...[
    '{{',
    '{{ ',
    '}}',
    '{% ',
    '{% if a %}',
    '{# ',
    '{{ x }}',
    '{{ item }}',
    '"',
    "'",
    ' ',
    '=',
    'a=b ',
    'x="',
    '\\',
    ';',
    '$',
    '<<E ',
  ],
  ...['net.ipv4.tcp_sack=1 ', '#', '[', 'yes ', '- ', '/', '.'],
]
const frames = [
  ['tasks/a.yml', '- sysctl: name=net.ipv4.tcp_sack value=', '\n'],
  ['tasks/a.yml', '- command: sysctl -w net.ipv4.tcp_sack=', '\n'],
  ['tasks/a.yml', '- copy:\n   dest: /etc/sysctl.d/a.conf\n   content: |\n    ', '\n'],
  ['tasks/a.yml', '- when: |\n    ', '\n  sysctl: name=net.ipv4.tcp_sack value=1\n'],
  [
    'tasks/a.yml',
    '- lineinfile:\n    path: /etc/sysctl.conf\n    line: |\n      {{ item }}',
    '\n  loop: [net.ipv4.tcp_sack=1, b]\n',
  ],
  ['hosts', '[a:vars]\nx={"net.ipv4.tcp_sack": "', '"}\n'],
] as const

describe('time', { retry: 4 }, () => {
  test.each(frames)(
    '%s: at most 2.5-folds with twice as much repeated behind %j',
    (file, before, after) => {
      const slow = units.filter(unit =>
        growsTooFast(length => {
          const text = before + unit.repeat(length / unit.length) + after
          return () => void readAnsible({ path: file, text })
        }),
      )
      expect(slow).toEqual([])
    },
    120_000,
  )
})
