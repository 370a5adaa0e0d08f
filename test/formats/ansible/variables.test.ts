import { describe, expect, it, test } from 'vitest'
import { written } from '../../../src/core/text.ts'
import { readAnsible } from '../../../src/formats/ansible/read.ts'
import { places, settings, steps } from './show.ts'

const path = 'group_vars/all.yml'

describe('settings by their shape', () => {
  test.each([
    ['a: {net.ipv4.tcp_sack: 1}', 'sack=1'],
    ['a: {"net/ipv4/tcp_sack": off}', 'sack=0'],
    ['a: {-net.ipv4.tcp_sack: 1}', 'sack=1 (dash)'],
    ['a: {net.ipv4.tcp_sack: {value: 1, state: present}}', 'sack=1'],
    ['a: {net.ipv4.tcp_sack: {comment: x, state: absent}}', 'sack= (absent)'],
    ['net.ipv4.tcp_sack: 1', 'sack=1'],
    ['a: {b: {c: [{d: {net.ipv4.tcp_sack: 1}}]}}', 'sack=1'],
    ['a: [{net.ipv4.tcp_sack: 1}]', 'sack=1'],
    ['a: [{name: net.ipv4.tcp_sack, value: 1}]', 'sack=1'],
    ['a: [{val: 1, comment: net.ipv4.tcp_dsack=5, key: net.ipv4.tcp_sack}]', 'sack=1'],
    ['a: [{param: net.ipv4.tcp_sack, default: 5, value: 1}]', 'sack=1'],
    ['a: [{parameter: net.ipv4.tcp_sack, value: "{{ b }}"}]', 'sack={{ b }} (unknown)'],
    ['a: [{sysctl: net.ipv4.tcp_sack, value: 1, state: "{{ s }}"}]', 'sack=1 (if state: {{ s }})'],
    ['a: [{name: net.ipv4.tcp_sack, state: absent}]', 'sack= (absent)'],
    ['a: [net.ipv4.tcp_sack=1]', 'sack=1'],
    ['a: ["net.ipv4.tcp_sack = 1"]', 'sack=1'],
    ['a: [{file: b, params: {net.ipv4.tcp_sack: 1}}]', 'sack=1'],
    ['a: {net.ipv4.tcp_sack: }', 'sack= (unknown)'],
    ['a: {net.ipv4.tcp_rmem: [1, 2, 3]}', 'rmem=[1, 2, 3] (unknown)'],
    ['a: {net.ipv4.tcp_sack: !vault x}', 'sack=x (unknown)'],
    ['all: {hosts: {h: {a: {net.ipv4.tcp_sack: 1}}}}', 'sack=1'],
  ])('%s', (text, expected) => expect(steps(text, path)).toEqual([`line null ${expected}`]))

  test.each([
    'tcp_fin_timeout: 30',
    'net_ipv4_tcp_fin_timeout: 30',
    'a: net.ipv4.tcp_sack=1',
    'a: [net.ipv4.tcp_sack]',
    'a: {name: net.ipv4.tcp_sack, description: x}',
    'a: [{name: net.ipv4.tcp_sack, default: 1}]',
    'a: {net.ipv4.tcp_sack: {type: int, description: x}}',
    'a: {comment: {net.ipv4.tcp_sack: 1}}',
    'a: {net.ipv4.conf.all.rp_filter: 1}',
    'a: [{image: x, sysctls: {net.ipv4.tcp_sack: 1}}]',
    'a: {securityContext: {sysctls: [{name: net.ipv4.tcp_sack, value: 1}]}}',
    'a: {apiVersion: v1, kind: Pod, spec: {net.ipv4.tcp_sack: 1}}',
    'a: ["--sysctl", net.ipv4.tcp_sack=1]',
    'a: |\n  net.ipv4.tcp_sack=1',
    '# net.ipv4.tcp_sack: 1',
  ])('%j holds none', text => expect(steps(text, path)).toEqual([]))
})

describe('targets', () => {
  const targets = (text: string) => readAnsible({ path, text }).targets

  it('each mapping and list is one of its own', () => {
    const found = targets(
      'web: {net.ipv4.tcp_sack: 1}\ndb:\n  - {name: net.ipv4.tcp_sack, value: 0}\n  - net.ipv4.tcp_ecn: 1\n',
    )
    expect(found.map(t => t.id)).toEqual([
      'ansible:group_vars/all.yml:web@5',
      'ansible:group_vars/all.yml:db@34',
      'ansible:group_vars/all.yml:db@76',
    ])
    expect(new Set(found.map(t => t.kind))).toEqual(new Set(['variables']))
  })

  it('belong to their role, or to their file', () => {
    const scope = (file: string) => readAnsible({ path: file, text: 'a: {net.ipv4.tcp_sack: 1}' }).targets[0]!.scope
    expect(scope('ansible/roles/net/defaults/main.yml')).toBe('ansible/roles/net')
    expect(scope('group_vars/all.yml')).toBe('group_vars/all.yml')
  })
})

describe('keys that stand twice', () => {
  it('the last one counts', () => {
    expect(steps('a:\n  net.ipv4.tcp_sack: 1\n  net.ipv4.tcp_sack: 0\n', path)).toEqual([
      'line null sack=0',
      '[overridden: line null sack=1]',
    ])
    expect(steps('a: {net.ipv4.tcp_sack: 1}\na: {net.ipv4.tcp_sack: 0}\n', path)).toEqual([
      '[overridden: line null sack=1]',
      'line null sack=0',
    ])
  })

  it('what a merge key brings is told once, where it stands', () => {
    const text = 'a: &a\n  net.ipv4.tcp_sack: 1\n  net.ipv4.tcp_ecn: 1\nb:\n  <<: *a\n  net.ipv4.tcp_sack: 0\nc: *a\n'
    expect(steps(text, path)).toEqual(['line null sack=1', 'line null ecn=1', 'line null sack=0'])
  })
})

describe('other files', () => {
  it('JSON', () => {
    const text = '{"a": [{"name": "net.ipv4.tcp_sack", "value": 1}]}'
    expect(places(text, 'group_vars/all.json')).toEqual(['net.ipv4.tcp_sack | 1'])
  })

  it('inventories in INI form', () => {
    const text =
      '[a:vars]\r\nx={"net.ipv4.tcp_sack": "1"}\r\ny=\'[{"name": "net.ipv4.tcp_ecn", "value": 2}]\'\r\n# z={net.ipv4.tcp_ecn: 1}\n'
    expect(places(text, 'inventory/hosts.ini')).toEqual(['net.ipv4.tcp_sack | 1', 'net.ipv4.tcp_ecn | 2'])
  })

  it('variables of plays, tasks and roles', () => {
    const text =
      '- hosts: all\n  vars: {a: {net.ipv4.tcp_sack: 1}}\n  roles:\n    - {role: r, b: {net.ipv4.tcp_ecn: 1}}\n' +
      '  tasks:\n    - include_role: {name: r}\n      vars: {c: [{name: net.ipv4.tcp_frto, value: 2}]}\n' +
      '    - set_fact: {d: {net.ipv4.tcp_dsack: 1}}\n'
    expect(settings(text, 'site.yml')).toEqual(['sack=1', 'ecn=1', 'frto=2', 'dsack=1'])
  })

  it('CRLF and a BOM', () => {
    const text = '\ufeffa:\r\n  net.ipv4.tcp_rmem: "1 2\\\r\n    3"\r\n'
    const [target] = readAnsible({ path, text }).targets
    const [step] = target!.steps
    expect(step?.do === 'line' && [step.setting.value, written(step.setting.key)]).toEqual([
      '1 23',
      'net.ipv4.tcp_rmem',
    ])
  })
})
