import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleSummaries } from '../../src/config/rule-summaries.generated.ts'
import { diskConfigSource } from '../../src/io/config-source.ts'
import { loadConfig, placed } from '../../src/io/read-config.ts'
import { UserError } from '../../src/io/user-error.ts'
import { cpuTime } from '../cpu-time.ts'
import { tempTree } from '../io/temp-tree.ts'
import { configOf, wrongWith } from './config-texts.ts'

const name = '.sysctl-lint.yml'

describe('what is too much is refused with a sentence', () => {
  const bomb = (levels: number) =>
    [
      'a0: &a0 [x]',
      ...Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`),
    ].join('\n')
  const long = 'x'.repeat(200_000)
  test.each<[string, string, RegExp]>([
    ['a bomb of anchors', bomb(12), /larger or deeper than any|more than|alias/],
    ['an alias to itself', 'rules: &a\n  syntax: *a\n', /^2:3: the configuration is larger or deeper than any/],
    ['a long key', `${long}: {}\n`, /^1:1: a key is longer than 1024 characters$/],
    ['a long value', `rules: { syntax: ${long} }\n`, /^1:18: syntax takes .*, not x{59}…$/],
    ['a large file', `# ${'x'.repeat(300_000)}\n`, /^1:1: .*is larger than any configuration \(256 KiB\)/],
    ['a deep one', `rules: ${'['.repeat(1000)}${']'.repeat(1000)}\n`, /^1:\d+: /],
    [
      'many mistakes',
      `rules:\n${Object.keys(ruleSummaries)
        .map(id => `  ${id}: x\n`)
        .join('')}`,
      /^2:\d+: .* \(and 19 more problems\)$/,
    ],
    ['many patterns', `exclude:\n${'  - x\n'.repeat(1001)}`, /^1002:5: more than 1000 patterns are not read$/],
    [
      'many kernels',
      `overrides:\n${Array.from({ length: 21 }, (_, i) => `  - { files: x, kernel: "5.${i}" }`).join('\n')}\n`,
      /^22:25: more than 20 kernels are not told apart$/,
    ],
  ])('%s', (_, text, message) => {
    const { found, seconds } = timed(() => wrongWith(text))
    expect(found[0]).toMatch(message)
    expect(found[0]!.length).toBeLessThan(1000)
    expect(seconds).toBeLessThan(2)
  })
})

function timed<T>(act: () => T): { found: T; seconds: number } {
  const start = process.cpuUsage()
  const found = act()
  const { user, system } = process.cpuUsage(start)
  return { found, seconds: (user + system) / 1e6 }
}

test('no text makes it throw anything but a sentence, and what is read is plain', () => {
  const word = fc.constantFrom(
    ...[
      'rules',
      'syntax',
      'off',
      'parameters',
      'net.ipv4.tcp_fin_timeout',
      'min',
      'max',
      'overrides',
      'files',
      'extends',
      '__proto__',
    ],
    ...[
      'constructor',
      'kernel',
      '6.1',
      'require',
      'exclude',
      'a/**',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&a',
      '*a',
      '<<',
      '"',
      "'",
      '|',
      '#',
    ],
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), words => {
      for (const line of wrongWith(words.join(''))) expect(line).toMatch(/^(warning )?\d+:\d+: \S[^\n]*[^.\s]$/)
    }),
  )
  expect(({} as Record<string, unknown>)['syntax']).toBeUndefined()
})

test('patterns take linear time, however they are made', () => {
  const deep = (n: number) => `${'**/'.repeat(n)}*a*a*a*a*b`
  const text = `overrides:\n${`  - { files: "${deep(300)}", rules: { syntax: off } }\n`.repeat(100)}`
  const config = configOf(text)
  const path = `${'a'.repeat(40)}/`.repeat(90)
  const paths = Array.from({ length: 200 }, (_, i) => `${path}${'a'.repeat(i)}`)
  const few = cpuTime(() => paths.slice(0, 20).map(one => config.stateAt(one)))
  expect(few).toBeLessThan(5000)
  expect(timed(() => config.unusedPatterns(paths)).found.length).toBeGreaterThan(0)
})

describe('files', () => {
  const load = (root: string, start = '', asked: string | null = null) =>
    loadConfig(diskConfigSource(root), start, asked, start)
  const refused = (act: () => unknown): string => {
    try {
      act()
    } catch (error) {
      if (error instanceof UserError) return error.message
      throw error
    }
    return 'nothing'
  }

  test('a configuration that is a link, a folder, no text or too large is not taken for one', () => {
    const root = tempTree({ 'real.yml': 'rules: {}\n' })
    const outside = tempTree({ 'x.yml': 'rules: {}\n', 'd/sysctl-lint.yml': 'rules: {}\n' })
    symlinkSync(join(outside, 'x.yml'), join(root, name))
    expect(refused(() => load(root))).toBe(`${name} is a symbolic link, so it is not taken for the configuration`)
    const other = tempTree({})
    mkdirSync(join(other, name))
    expect(refused(() => load(other))).toMatch(/is not a file|cannot be read/)
    writeFileSync(join(root, 'binary.yml'), Buffer.from([0x72, 0, 0xff]))
    expect(refused(() => load(root, '', 'binary.yml'))).toBe('--config binary.yml is no UTF-8 text')
    writeFileSync(join(root, 'large.yml'), '#'.repeat(2_000_000))
    expect(refused(() => load(root, '', 'large.yml'))).toBe(
      '--config large.yml is larger than any configuration (1024 KiB)',
    )
    const linked = tempTree({})
    symlinkSync(join(outside, 'd'), join(linked, '.github'))
    expect(refused(() => load(linked))).toMatch(/^\.github\/sysctl-lint\.yml lies behind a symbolic link/)
  })

  test('what it extends stays inside: no link out, no way around', () => {
    const outside = tempTree({ 'house.yml': 'rules: { syntax: off }\n' })
    const root = tempTree({ [name]: 'extends: ./house.yml\n' })
    symlinkSync(join(outside, 'house.yml'), join(root, 'house.yml'))
    expect(refused(() => load(root))).toBe(`${name}:1:10: ./house.yml is a symbolic link`)
    symlinkSync(outside, join(root, 'linked'))
    writeFileSync(join(root, name), 'extends: ./linked/house.yml\n')
    expect(refused(() => load(root))).toBe(`${name}:1:10: ./linked/house.yml lies behind a symbolic link`)
    writeFileSync(join(root, name), `extends: ../${outside.split('/').at(-1)}/house.yml\n`)
    expect(refused(() => load(root))).toContain('lies outside the repository')
  })

  test('a file that somebody types may lie anywhere, and its own extends may not', () => {
    const root = tempTree({ 'a.txt': '' })
    const elsewhere = tempTree({ 'house.yml': 'rules: { syntax: off }\nextends: ./more.yml\n', 'more.yml': '' })
    expect(refused(() => load(root, '', join(elsewhere, 'house.yml')))).toMatch(/more\.yml/)
    writeFileSync(join(elsewhere, 'house.yml'), 'rules: { syntax: off }\n')
    expect(load(root, '', join(elsewhere, 'house.yml')).top.rules.get('syntax')?.value).toBe('off')
  })

  test('a cycle and a chain that is too long are told with their way', () => {
    const cycle = wrongWith('extends: ./a.yml\n', {
      'a.yml': 'extends: ./b.yml\n',
      'b.yml': 'extends: [article, ./a.yml]\n',
    })
    expect(cycle).toEqual(['b.yml:1:20: ./a.yml extends itself: a.yml → b.yml → a.yml'])
    expect(wrongWith(`extends: ./${name}\n`)).toEqual([`1:10: ./${name} extends itself: ${name} → ${name}`])
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [
          `${i}.yml`,
          i + 1 < length ? `extends: ./${i + 1}.yml\n` : 'rules: { syntax: off }\n',
        ]),
      )
    expect(configOf('extends: ./0.yml\n', chain(9)).top.rules.get('syntax')?.value).toBe('off')
    expect(wrongWith('extends: ./0.yml\n', chain(10))).toEqual([
      '8.yml:1:10: ./9.yml is one too many: policies extend each other over more than 10 files',
    ])
  })

  test('a fan of files is read once each, and not without end', () => {
    const fan = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.yml`, '']))
    const all = (count: number) => `extends: [${Array.from({ length: count }, (_, i) => `./${i}.yml`).join(', ')}]\n`
    expect(wrongWith(all(50), fan)).toEqual([])
    expect(wrongWith(all(51), fan)).toEqual([expect.stringContaining('more than 50 files are extended')])
    // each of ten files extends all later ones: 2¹⁰ ways
    const lattice = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        `${i}.yml`,
        `extends: [article, ${Array.from({ length: 8 - i }, (_, j) => `./${i + j + 1}.yml`).join(', ')}]\n`.replace(
          ', ]',
          ']',
        ),
      ]),
    )
    const { found, seconds } = timed(() => configOf('extends: ./0.yml\n', lattice))
    expect(found.top.limits.get('net.ipv4.tcp_fin_timeout')).toHaveLength(1)
    expect(seconds).toBeLessThan(2)
  })

  test('mistakes in extended files are told in their file', () => {
    expect(wrongWith('extends: ./conf/house.yml\n', { 'conf/house.yml': '\nrulez: {}\n' })).toEqual([
      expect.stringMatching(/^conf\/house\.yml:2:1: rulez is no key/),
    ])
    const warned = configOf('extends: ./house.yml\n', { 'house.yml': 'overrides:\n  - files: x\n' })
    expect(warned.warnings.map(placed)).toEqual([
      expect.stringMatching(/^house\.yml:2:5: the override changes nothing/),
    ])
  })
})

test('a policy remembers what it was asked', () => {
  const { policy } = configOf('overrides: [{ files: a/, rules: { syntax: off } }]\n')
  expect(policy.at('a/x')).toBe(policy.at('a/x'))
  expect(policy.at('a/x').severityOf('syntax')).toBe('off')
  expect(policy.at('b/x').severityOf('syntax')).toBe(null)
})
