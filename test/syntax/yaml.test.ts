import { describe, expect, it } from 'vitest'
import { textOf, written } from '../../src/core/text.ts'
import { parseYaml } from '../../src/syntax/yaml.ts'
import type { YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../src/syntax/yaml-node.ts'
import { walkYaml } from '../../src/syntax/yaml-walk.ts'

const read = (text: string) => parseYaml(textOf({ path: 'a.yml', text }))
const first = <T extends YamlNode>(text: string) => read(text).documents[0] as T
const printed = (node: YamlNode) => (node.kind === 'scalar' ? node.printed : node.kind)
const pairs = (map: YamlMap) =>
  map.pairs.map(p => `${printed(p.key)}=${printed(p.value)}${p.merged ? ' merged' : ''}${p.dead ? ' dead' : ''}`)
const complaints = (text: string) => read(text).errors.map(e => `${e.at.start}-${e.at.end} ${e.message}`)

describe('mappings', () => {
  it('of equal keys the last wins', () => {
    expect(pairs(first('a: 1\nb: 2\na: 3\n'))).toEqual(['a=1 dead', 'b=2', 'a=3'])
    expect(pairs(first('{1: a, 1.0: b, yes: c, "1": d}'))).toEqual(['1=a dead', '1.0=b dead', 'True=c', '1=d'])
    expect(read('a: 1\na: 2\n').errors).toEqual([])
  })

  it('explicit keys win over merged ones wherever they stand', () => {
    const map = first<YamlMap>('a: &a {x: 1, y: 2}\nb:\n  x: 3\n  <<: *a\n')
    expect(pairs(map.pairs[1]!.value as YamlMap)).toEqual(['x=1 merged dead', 'y=2 merged', 'x=3'])
  })

  it('of a list of merged mappings the first wins', () => {
    const map = first<YamlMap>('a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b]}\n')
    expect(pairs(map.pairs[2]!.value as YamlMap).filter(p => !p.includes('dead'))).toEqual(['y=3 merged', 'x=1 merged'])
  })

  it('a mapping merged into itself is told, not followed', () => {
    expect(complaints('&a {x: 1, <<: *a}')).toEqual([expect.stringContaining('merged into itself')])
  })

  it('an empty value stands after the colon', () => {
    const [a, b] = first<YamlMap>('a:   # none\nb: 1\n').pairs
    expect(a!.value.at).toMatchObject({ start: 2, end: 2 })
    expect(printed(a!.value)).toBe('None')
    expect(b!.value.at).toMatchObject({ start: 15, end: 16 })
  })
})

describe('places', () => {
  it('hold quotes and block headers, not tags and anchors', () => {
    const source = '- !t &a "x"\n- |-\n  y\n- {a: [b]}\n'
    const { items } = first<YamlSeq>(source)
    expect(items.map(i => written(i.at))).toEqual(['"x"', '|-\n  y\n', '{a: [b]}'])
  })

  it('count from the BOM', () => {
    const map = first<YamlMap>('\ufeffa: b\n')
    expect(map.pairs[0]!.key.at.start).toBe(1)
  })

  it('stay when lines end in other ways', () => {
    for (const end of ['\r', '\u0085', '\u2028']) {
      const map = first<YamlMap>(`a: 1${end}b: "x${end}y"${end}`)
      expect(map.pairs.map(p => written(p.key.at))).toEqual(['a', 'b'])
      expect((map.pairs[1]!.value as YamlScalar).text.text).toBe('x y')
    }
  })
})

describe('aliases and tags', () => {
  it('an alias is the node it names', () => {
    const { items } = first<YamlSeq>('- &x {a: 1}\n- *x\n')
    expect(items[1]).toBe(items[0])
  })

  it('tags are kept as written', () => {
    const { items } = first<YamlSeq>(
      '- !vault |\n  abc\n- !unsafe "{{ x }}"\n- !!binary Zm9v\n- !!str 1\n- !vault {}\n',
    )
    expect(items.map(i => i.tag)).toEqual(['!vault', '!unsafe', '!!binary', '!!str', '!vault'])
  })

  it('a mapping that holds itself can be walked', () => {
    let count = 0
    walkYaml(first('&a [*a, {b: *a}]'), () => {
      count++
      return true
    })
    expect(count).toBe(3)
  })

  it('a walk can leave out what is below', () => {
    const seen: string[] = []
    walkYaml(first('a: {b: 1}\nc: 2\n'), node => {
      seen.push(printed(node))
      return node.at.start !== 3
    })
    expect(seen).toEqual(['map', 'a', 'map', 'c', '2'])
  })
})

describe('lines that are not indented', () => {
  it('go on with a quoted scalar', () => {
    expect(pairs(first('a:\n  b: "x\ny"\nc: 1\n'))).toEqual(['a=map', 'c=1'])
    expect(pairs(first("a: 'x\n\ny'\nc: 1\n"))).toEqual(['a=x\ny', 'c=1'])
    expect(read('a:\n  b: "x\ny"\nc: 1\n').errors).toEqual([])
  })

  it('go on between brackets', () => {
    const source = 'a:\n  - b: [\nx,\n y z\nw,\n]\n    c: {\nd: 1\n}\n  - 2\n'
    expect(read(source).errors).toEqual([])
    const [b, c] = (first<YamlMap>(source).pairs[0]!.value as YamlSeq).items.map(i => (i as YamlMap).pairs)[0]!
    expect((b!.value as YamlSeq).items.map(printed)).toEqual(['x', 'y z w'])
    expect(pairs(c!.value as YamlMap)).toEqual(['d=1'])
  })

  it('end a plain scalar', () => {
    expect(pairs(first('a:\n  b: x\nc: 1\n'))).toEqual(['a=map', 'c=1'])
  })
})

describe('what cannot be read', () => {
  it('is told with its place, and the rest is read', () => {
    expect(complaints('a: 1\nb: "x\n')).toEqual(['11-11 the closing quote is missing'])
    expect(complaints('a: {{ x }}\n')).toEqual([
      '4-9 a mapping or list stands where a key is expected; a value that starts with {{ needs quotes',
    ])
    expect(pairs(first('a: 1\nb\nc: 2\n'))).toContain('a=1')
    expect(printed(first<YamlMap>('a: 1\nb: {c: d\n').pairs[1]!.value)).toBe('map')
  })

  it('several documents are several', () => {
    expect(read('---\na\n---\n---\nb\n...\n').documents.map(d => d && printed(d))).toEqual(['a', null, 'b'])
    expect(read('').documents).toEqual([])
    expect(read('# only a comment\n').documents).toEqual([])
  })

  it('says so for what is nested too deep', () => {
    for (const unit of ['[', '{a: ', '- ', '? ', '[{a: ']) {
      const deep = read(unit.repeat(10_000))
      expect(deep.errors.some(e => e.message.includes('levels deep'))).toBe(true)
      expect(deep.documents).toHaveLength(1)
    }
    const lines = Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')
    expect(read(lines).errors.some(e => e.message.includes('levels deep'))).toBe(true)
    expect(read(`${'['.repeat(150)}1${']'.repeat(150)}`).errors).toEqual([])
  })

  it('leaves the stack traces of others as they were', () => {
    read('a: "')
    expect(new Error('x').stack).toContain('yaml.test.ts')
  })
})

describe('bombs', () => {
  it('aliases of aliases are shared', () => {
    const bomb = Array.from({ length: 60 }, (_, i) => `a${i}: &a${i} [${i ? `*a${i - 1}, `.repeat(9) : 'x'}]`).join(
      '\n',
    )
    const { documents, errors } = read(bomb)
    let count = 0
    walkYaml(documents[0]!, () => {
      count++
      return true
    })
    expect(errors).toEqual([])
    expect(count).toBe(1 + 60 * 2 + 1)
  })

  it('merges of merges are bounded', () => {
    const bomb = Array.from(
      { length: 3000 },
      (_, i) => `a${i}: &a${i}\n  k${i}: 1\n${i ? `  <<: *a${i - 1}\n` : ''}`,
    ).join('')
    const { errors } = read(bomb)
    expect(errors.some(e => e.message.includes('merge keys'))).toBe(true)
  })

  it('a file of one long line is one scalar', () => {
    const { documents } = read(`a: "${'x y '.repeat(1_250_000)}"`)
    expect(((documents[0] as YamlMap).pairs[0]!.value as YamlScalar).text.text).toHaveLength(5_000_000)
  })
})
