import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { articleAlone } from '../../src/config/resolve.ts'
import type { Limit } from '../../src/core/policy.ts'
import { policyTold } from '../../src/core/policy.ts'
import { parseKernel } from '../../src/kernel/range.ts'
import { builtInPolicies } from '../../src/policies/built-in.ts'
import { configOf } from './config-texts.ts'

const fin = 'net.ipv4.tcp_fin_timeout'
const wishes = (limits: readonly Limit[] | undefined) =>
  (limits ?? []).map(
    ({ authority, min, max, severity }) => `${authority} ${min}-${max}${severity ? ` ${severity}` : ''}`,
  )

describe('layers', () => {
  const text = `
extends: [article, aks]
kernel: debian-12
rules: { syntax: off, overridden: error }
parameters:
  ${fin}: { severity: error }
require: [net.ipv4.tcp_syncookies]
overrides:
  - files: roles/**
    kernel: rhel9
    rules: { syntax: notice }
    parameters: { ${fin}: { max: 90 } }
    require: { net.ipv4.tcp_syncookies: off, ${fin}: }
  - files: [roles/proxy/, "*.sh"]
    loader: procps
    parameters: { ${fin}: off }
`
  const at = (path: string) => {
    const { kernel, loader, rules, limits, require } = configOf(text).stateAt(path)
    return [
      kernel?.value.name,
      loader?.value ?? null,
      rules.get('syntax')?.value,
      wishes(limits.get(fin)),
      [...require.keys()],
    ]
  }
  test.each<[string, unknown[]]>([
    ['etc/a', ['debian-12', null, 'off', ['article 15-30 error', 'aks 5-120 error'], ['net.ipv4.tcp_syncookies']]],
    ['roles/a', ['rhel9', null, 'notice', ['.sysctl-lint.yml null-90'], [fin]]],
    ['roles/proxy/x/a', ['rhel9', 'procps', 'notice', [], [fin]]],
    ['bin/tune.sh', ['debian-12', 'procps', 'off', [], ['net.ipv4.tcp_syncookies']]],
  ])('%s', (path, state) => {
    expect(at(path)).toEqual(state)
  })

  test('places are those of the words that decide', () => {
    const { rules, kernel, limits } = configOf(text).stateAt('roles/a')
    const lineOf = (at: { source: { text: string }; start: number }) =>
      at.source.text.slice(0, at.start).split('\n').length
    expect([lineOf(rules.get('syntax')!.at), lineOf(rules.get('overridden')!.at), lineOf(kernel!.at)]).toEqual([
      11, 4, 10,
    ])
    expect(lineOf(limits.get(fin)![0]!.at!)).toBe(12)
  })
})

test('patterns of a file speak of its own folder', () => {
  const others = { 'roles/house.yml': 'overrides: [{ files: web/, rules: { syntax: off } }]\n' }
  const config = configOf('extends: ./roles/house.yml\n', others)
  const off = (path: string) => config.stateAt(path).rules.get('syntax')?.value === 'off'
  expect([off('roles/web/a'), off('web/a'), off('roles/x/web/a'), off('a')]).toEqual([true, false, true, false])
})

test('what a run is told beats every layer', () => {
  const { policy } = configOf('kernel: debian-12\nloader: procps\noverrides: [{ files: a, kernel: rhel8 }]\n')
  const kernel = parseKernel('6.1')
  if ('error' in kernel) throw new Error(kernel.error)
  const told = policyTold(policy, { kernel, hz: null, loader: 'systemd' })
  for (const path of ['a', 'b']) expect([told.at(path).kernel?.name, told.at(path).loader]).toEqual(['6.1', 'systemd'])
  const faster = policyTold(policy, { kernel: null, hz: 1000, loader: null })
  expect([faster.at('a').kernel, faster.at('b').loader]).toMatchObject([{ name: 'rhel8', hz: 1000 }, 'procps'])
  expect(policyTold(policy, { kernel: null, hz: null, loader: null })).toBe(policy)
})

test('the article holds until somebody else speaks of the parameter', () => {
  const holds = (text: string) => configOf(text).policy.at('x').articleHolds?.(fin)
  expect(holds('')).toBe(true)
  expect(holds('extends: article\n')).toBe(true)
  expect(holds('extends: mongodb\n')).toBe(false)
  expect(holds('extends: [article, mongodb]\n')).toBe(true)
  expect(holds('extends: [article, rabbitmq]\n')).toBe(false)
  expect(holds(`parameters: { ${fin}: { severity: error } }\n`)).toBe(false)
  expect(holds(`parameters: { ${fin}: off }\n`)).toBe(false)
  expect(articleAlone).toMatchObject({ policy: { name: 'article' } })
})

/** A configuration as a value, from which text is made, and what it means is worked out anew, in the simplest way. */
interface Layer {
  readonly rules: Readonly<Record<string, string>>
  readonly limit: { readonly max: number } | 'off' | null
  readonly loader: string | null
}
interface File extends Layer {
  readonly extends: readonly (string | File)[] | null
  readonly overrides: readonly (Layer & { readonly files: string })[]
}

const level = fc.constantFrom('off', 'notice', 'warning', 'error')
const layer = {
  rules: fc.dictionary(fc.constantFrom('syntax', 'overridden', 'tcp-tw-reuse'), level, { noNullPrototype: true }),
  limit: fc.oneof(fc.constant(null), fc.constant('off' as const), fc.record({ max: fc.integer({ min: 40, max: 50 }) })),
  loader: fc.constantFrom(null, 'systemd', 'procps'),
}
const overrides = fc.array(fc.record({ ...layer, files: fc.constantFrom('a/', '*.sh', 'a/b/**', '/b', 'a/*') }), {
  maxLength: 3,
})
const { file } = fc.letrec<{ file: File }>(tie => ({
  file: fc.record({
    ...layer,
    overrides,
    extends: fc.option(
      fc.array(fc.oneof({ maxDepth: 3 }, fc.constantFrom('article', 'aks', 'rabbitmq'), tie('file')), { maxLength: 2 }),
    ),
  }),
}))

/** Writes a file and those that it extends: its own name → text. */
function written(one: File, files: Record<string, string>, name: string): Record<string, string> {
  const names = one.extends?.map((other, i) => {
    if (typeof other === 'string') return other
    const next = `${name.replace(/\W|yml/g, '')}x${i}.yml`
    written(other, files, next)
    return `./${next}`
  })
  const of = ({ rules, limit, loader }: Layer) => ({
    rules,
    ...(limit === null ? {} : { parameters: { [fin]: limit } }),
    ...(loader === null ? {} : { loader }),
  })
  const value = {
    ...(names ? { extends: names } : {}),
    ...of(one),
    overrides: one.overrides.map(o => ({ files: o.files, ...of(o) })),
  }
  files[name] = JSON.stringify(value)
  return files
}

const matches: Readonly<Record<string, RegExp>> = {
  'a/': /(^|\/)a\/./,
  '*.sh': /(^|\/)[^/]*\.sh($|\/)/,
  'a/b/**': /^a\/b\/./,
  '/b': /^b($|\/)/,
  'a/*': /^a\/./,
}

interface Meaning {
  rules: Record<string, string>
  limits: string[]
  loader: string | null
}

function meaning(one: File | string, path: string, name: string): Meaning {
  if (typeof one === 'string') {
    const limits = builtInPolicies.find(p => p.name === one)!.limits.filter(limit => limit.parameter === fin)
    return { rules: {}, limits: wishes(limits), loader: null }
  }
  const state: Meaning = { rules: {}, limits: [], loader: null }
  for (const [i, other] of (one.extends ?? ['article']).entries()) {
    const next = meaning(other, path, `${name.replace(/\W|yml/g, '')}x${i}.yml`)
    Object.assign(state.rules, next.rules)
    state.limits.push(...next.limits.filter(limit => !state.limits.includes(limit)))
    state.loader = next.loader ?? state.loader
  }
  for (const part of [one, ...one.overrides.filter(o => matches[o.files]!.test(path))]) {
    Object.assign(state.rules, part.rules)
    if (part.limit !== null) state.limits = part.limit === 'off' ? [] : [`${name} null-${part.limit.max}`]
    state.loader = part.loader ?? state.loader
  }
  return state
}

test('what is in force is what the layers say, one after the other', () => {
  fc.assert(
    fc.property(file, fc.constantFrom('a/b/c.sh', 'a/x', 'b', 'b/a/y', 'c/x.sh', 'a'), (one, path) => {
      const files = written(one, {}, '.sysctl-lint.yml')
      const { rules, limits, loader } = configOf(files['.sysctl-lint.yml']!, files).stateAt(path)
      const plain = Object.fromEntries([...rules].map(([id, { value }]) => [id, value]))
      expect({ rules: plain, limits: wishes(limits.get(fin)), loader: loader?.value ?? null }).toEqual(
        meaning(one, path, '.sysctl-lint.yml'),
      )
    }),
    { numRuns: 300 },
  )
})
