import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { Setting } from '../../../src/core/setting.ts'
import { written } from '../../../src/core/text.ts'
import { ansible } from '../../../src/formats/ansible/index.ts'
import { readAnsible } from '../../../src/formats/ansible/read.ts'
import { truthOf } from '../../../src/formats/ansible/yaml-fields.ts'
import { canonicalKey } from '../../../src/loaders/sysctl-key.ts'

const root = join(import.meta.dirname, '../../fixtures/ansible')
const fixtures = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter(e => e.isFile() && !e.name.endsWith('.settings'))
  .map(e => join(e.parentPath, e.name))
  .map(path => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))

const claims = (path: string, text = 'a: {net.ipv4.tcp_sack: 1}\n') => ansible.claims({ path, text })

describe('claims', () => {
  test.each([
    'site.yml',
    'roles/a/tasks/main.yml',
    'roles/a/defaults/main.yaml',
    'roles/a/tasks/set_facts.yml',
    'group_vars/all',
    'inventory/group_vars/web/sysctl',
    'host_vars/web1.json',
    'vars/main.yml.j2',
  ])('%s', path => expect(claims(path)).toBe(true))

  test.each([
    'README.md',
    'sysctl.conf',
    'roles/a/meta/argument_specs.yml',
    'roles/a/meta/main.yml',
    'spec/default_facts.yml',
    'docker-compose.yml',
    '.github/workflows/ci.yml',
    'package.json',
    'templates/cassandra.yaml.j2',
    'group_vars/README.md',
  ])('not %s', path => expect(claims(path)).toBe(false))

  test.each([
    'apiVersion: v1\nkind: Pod\nspec: {}\n',
    'version: "3"\nservices:\n  a:\n    image: b\n    sysctls: {net.ipv4.tcp_sack: 1}\n',
    'machine:\n  sysctls:\n    net.ipv4.tcp_sack: 1\ncluster: {}\n',
    'kernel-param:\n  net.ipv4.tcp_sack:\n    value: "1"\n',
    'net.ipv4.tcp_sack:\n  sysctl.present:\n    - value: 1\n',
    'sysctl::base::values:\n  net.ipv4.tcp_sack: {value: 1}\n',
    'sysctls:\n{{- if .Values.sysctls }}\n  net.ipv4.tcp_sack: 1\n{{- end }}\n',
    '#cloud-config\nruncmd: []\n',
  ])('not %j', text => expect(claims('a.yml', text)).toBe(false))

  it('an inventory in INI form', () => {
    expect(claims('inventory/hosts', '[web]\na\n[web:vars]\n')).toBe(true)
    expect(claims('etc/hosts', '127.0.0.1 localhost\n')).toBe(false)
  })
})

describe('problems', () => {
  const problems = (path: string, text: string) =>
    readAnsible({ path, text }).problems.map(p => [
      written(p.problem.at),
      p.problem.severity ?? 'warning',
      p.problem.message,
    ])

  it('a file that Ansible cannot load is one, where it is certainly meant for it', () => {
    const [[at, severity, message] = [], ...more] = problems(
      'roles/a/tasks/main.yml',
      '- sysctl:\n    value: {{ x }}\n    name: {{ y }}\n',
    )
    expect([at, severity, more.length]).toEqual(['{ x }', 'warning', 0])
    expect(message).toMatch(/^roles\/a\/tasks\/main\.yml is no YAML that Ansible can load: .*[^.]$/)
    expect(problems('a.yml', 'a: "b\n')).toEqual([
      [expect.anything(), 'notice', expect.stringContaining('the closing quote is missing')],
    ])
  })

  it('several documents and unknown tags', () => {
    expect(problems('group_vars/all.yml', 'a: 1\n---\nb: 1\n')).toEqual([
      ['b', 'warning', expect.stringContaining('second document')],
    ])
    expect(problems('group_vars/all.yml', 'a: !Ref b\n')).toEqual([
      ['b', 'warning', expect.stringContaining('tag !Ref')],
    ])
    expect(problems('group_vars/all.yml', 'a: !vault b\nc: !unsafe d\n')).toEqual([])
  })

  it('templates are none, and tabs that libyaml takes', () => {
    expect(problems('group_vars/all.yml', '{% if a %}\nb: [\n{% endif %}\n')).toEqual([])
    expect(problems('group_vars/all.yml.j2', 'b: [\n')).toEqual([])
    expect(problems('roles/cassandra/templates/cassandra.yaml', 'listen_address: {{ address }}\n')).toEqual([])
    expect(problems('group_vars/all.yml', 'a:\tb\n')).toEqual([])
  })

  it('what can be read of it is read', () => {
    const text = 'a:\n  net.ipv4.tcp_sack: 1\nb: "\n'
    expect(readAnsible({ path: 'a.yml', text }).targets.flatMap(t => t.steps)).toHaveLength(1)
  })
})

describe.each(fixtures)('$path', source => {
  const all = readAnsible(source).targets.flatMap(target => [...target.steps, ...target.dropped.map(d => d.step)])
  const settings: Setting[] = all.flatMap(s => (s.do === 'line' || s.do === 'set' ? s.setting : []))

  it('what stands at a key is its parameter, and at a literal value the value', () => {
    for (const setting of settings) {
      if (setting.parameter === '') continue
      expect(canonicalKey(written(setting.key).replace('/proc/sys/', ''))).toBe(setting.parameter)
      const there = written(setting.valueAt)
      const word = truthOf(there)
      if (setting.literal) expect([there, word === null ? there : word ? '1' : '0']).toContain(setting.value)
      if (setting.known && setting.state === 'set') expect(there).not.toBe('')
    }
  })

  it('is claimed if it sets anything', () => {
    if (settings.length > 0) expect(ansible.claims(source)).toBe(true)
  })
})
