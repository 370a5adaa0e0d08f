import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/core/text.ts'
import { parseYaml } from '../../src/syntax/yaml.ts'
import type { YamlNode } from '../../src/syntax/yaml-node.ts'
import { loadWithPython } from './pyyaml.ts'
import { documents } from './yaml-documents.ts'
import { scalarTable } from './yaml-scalars.ts'

const read = (text: string, scanner?: 'libyaml') => parseYaml(textOf({ path: 'a.yml', text }), scanner)
const python = loadWithPython(['a'])
if (!python) console.log('python3 with yaml is not here: PyYAML was not asked')

/** The same shape as the Python side prints. */
function plain(node: YamlNode | null): unknown {
  if (node === null) return 'NoneType None'
  if (node.kind === 'seq') return node.items.map(plain)
  if (node.kind === 'map') {
    const key = (pair: unknown[]) => JSON.stringify(pair[0])
    const pairs = node.pairs.filter(p => !p.dead).map(p => [plain(p.key), plain(p.value)])
    return { map: pairs.sort((a, b) => (key(a) < key(b) ? -1 : 1)) }
  }
  const { value } = node
  const names = { string: 'str', bigint: 'int', number: 'float', boolean: 'bool', object: 'NoneType' }
  if (node.style === 'plain' && /^\d{4}-\d\d-\d\d$/.test(node.printed)) return 'timestamp'
  return `${names[typeof value as keyof typeof names]} ${node.printed}`
}

describe('scalars by YAML 1.1', () => {
  it('has a table worth the name', () => expect(scalarTable.length).toBeGreaterThanOrEqual(100))

  it.each(scalarTable)('reads %s', (written, expected) => {
    const {
      documents: [node],
      errors,
    } = read(`- ${written}\n`)
    const got = errors.length ? 'error' : (plain(node ?? null) as unknown[])[0]
    expect(got).toBe(expected)
  })

  it.runIf(python)('the table is what PyYAML says', () => {
    const answers = loadWithPython(scalarTable.map(([written]) => `- ${written}\n`))!
    const said = answers.map(([loaded]) => (loaded.error ? 'error' : (loaded.value as unknown[])[0]))
    expect(scalarTable.map(([written], i) => [written, said[i]])).toEqual(scalarTable)
  })
})

describe('whole documents', () => {
  const samples = [...new Set(fc.sample(documents, { numRuns: 600, seed: 7 }))]
  const answers = python ? loadWithPython(samples)! : []

  it.runIf(python)('hold what PyYAML finds in them', () => {
    const asked = samples.map((text, i) => ({ text, said: answers[i]![0] })).filter(({ said }) => !said.error)
    expect(asked.length).toBeGreaterThan(400)
    for (const { text, said } of asked) {
      const {
        documents: [node],
        errors,
      } = read(text)
      expect({ text, errors, value: plain(node ?? null) }).toEqual({ text, errors: [], value: said.value })
    }
  })

  it.runIf(python)('are refused where PyYAML refuses them', () => {
    const refused = samples.filter((_, i) => answers[i]![0].error)
    expect(refused.length).toBeGreaterThan(5)
    for (const text of refused) expect({ text, errors: read(text).errors.length }).not.toEqual({ text, errors: 0 })
  })

  const odd = [
    'a: {{ x }}\n',
    'a: b: c\n',
    'a: *x\nb: &x 1\n',
    '- &x 1\n- &x 2\n',
    'a: =\n',
    'a: <<\n',
    '<<: 1\n',
    '<<: [1]\n',
    '? [a]\n: 1\n',
    'a:\n\tb: 1\n',
    'a: "x\n',
    'a: [1, 2\n',
    'a: 1\n  b: 2\n',
    'a: 1\nb\nc: 2\n',
    'a: @b\n',
    'a: "\\q"\n',
    'a: \u0001\n',
    '!x!y z\n',
    'a: - b\n',
    '%\na\n',
  ]
  it.each(odd)('refuses %j', text => expect(read(text).errors).not.toEqual([]))

  it.runIf(python)('PyYAML refuses those too', () => {
    for (const [i, [own, lib]] of loadWithPython(odd)!.entries())
      expect({ text: odd[i], errors: [own.error, lib.error].map(Boolean) }).toEqual({
        text: odd[i],
        errors: [true, true],
      })
  })

  const tabs = ['a:\tb\n', 'a: b\t\n', 'a: b\t# c\n', '[a,\tb]\n']
  it.each(tabs)('%j passes libyaml, not PyYAML itself', text => {
    expect(read(text, 'libyaml').errors).toEqual([])
    expect(read(text).errors).toHaveLength(1)
  })

  it.runIf(python)('PyYAML and libyaml differ there', () => {
    for (const [own, lib] of loadWithPython(tabs)!)
      expect([own.error !== undefined, lib.error]).toEqual([true, undefined])
  })
})
