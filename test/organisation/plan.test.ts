import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PlanOptions, planAudit, secondsFor } from '../../src/organisation/plan.ts'
import { parseRepositoryList } from '../../src/organisation/repository-list.ts'
import { parsePlan, plannedRepositories } from '../../src/organisation/saved-plan.ts'
import { listedRepository as repository, tenThousand } from './organisation-of.ts'

const everything: PlanOptions = {
  ...{ include: [], exclude: [], topics: [], archived: true, forks: true, includePrivate: true },
  shards: 256,
}
/** How much longer the longest shard is than the mean. */
function unevenness(shards: readonly { readonly seconds: number }[]): number {
  const mean = shards.reduce((sum, s) => sum + s.seconds, 0) / shards.length
  return Math.max(...shards.map(s => s.seconds)) / mean
}

test.each([256, 100, 20, 1, null])(
  'each of 10,000 repositories is in exactly one of %s shards, and these are even',
  count => {
    const listed = tenThousand()
    expect(Math.max(...listed.map(r => r.size)) / 1e6).toBeGreaterThan(100)
    const { shards } = planAudit(listed, { ...everything, shards: count })
    const names = plannedRepositories(shards).map(r => r.name)
    expect(names).toHaveLength(10_000)
    expect(new Set(names).size).toBe(10_000)
    if (count !== null) expect(shards).toHaveLength(count)
    expect(unevenness(shards)).toBeLessThanOrEqual(1.05)
  },
)

test('without a number there are as many shards as have a quarter of an hour of work each', () => {
  const { shards } = planAudit(tenThousand(), { ...everything, shards: null })
  for (const { seconds } of shards) expect(seconds).toBeGreaterThan(800)
  for (const { seconds } of shards) expect(seconds).toBeLessThan(1000)
  const few = planAudit([repository('a/b'), repository('a/c')], { ...everything, shards: null })
  expect(few.shards.map(s => s.repositories.length)).toEqual([2])
})

test('a repository weighs from 2 to 30 seconds, whatever GitHub says of its size', () => {
  for (const size of [0, -5]) expect(secondsFor({ size })).toBe(2)
  expect(secondsFor({ size: 1_000_000 })).toBeCloseTo(17.6, 1)
  for (const size of [1e9, Number.MAX_VALUE]) expect(secondsFor({ size })).toBe(30)
})

test('with any sizes each repository is in one shard, none is empty, and with thirty each they are even', () => {
  const sizes = fc.oneof(fc.nat(2000), fc.nat(1e9), fc.constant(1e12))
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 300 }), fc.integer({ min: 1, max: 256 }), (list, most) => {
      const listed = list.map((size, i) => repository(`a/r${i}`, { size }))
      const { shards } = planAudit(listed, { ...everything, shards: most })
      expect(shards).toHaveLength(Math.min(most, list.length))
      for (const { repositories } of shards) expect(repositories.length).toBeGreaterThan(0)
      const names = plannedRepositories(shards).map(r => r.name)
      expect(names.sort()).toEqual(listed.map(r => r.full_name).sort())
      if (list.length > 0 && list.length >= 30 * shards.length) expect(unevenness(shards)).toBeLessThanOrEqual(1.5)
    }),
    { examples: [[[...Array(299).fill(0), 1e12], 10]] },
  )
})

test('the order of a list changes nothing', () => {
  const listed = tenThousand()
  const plan = planAudit(listed, everything)
  expect(planAudit([...listed].reverse(), everything)).toEqual(plan)
})

test('what a workflow takes from a plan of 10,000 is short', () => {
  const { shards } = planAudit(tenThousand(), everything)
  expect(JSON.stringify({ shard: shards.map(s => s.shard) }).length).toBeLessThan(1024)
  expect(JSON.stringify(shards).length).toBeLessThan(2e6)
})

test('what is left out is counted by its reason, and not named', () => {
  const listed = [
    repository('acme/web'),
    repository('acme/secret', { private: true }),
    repository('acme/old', { archived: true }),
    repository('acme/copy', { fork: true }),
    repository('acme/off', { disabled: true }),
    repository('acme/Sandbox-1'),
    repository('other/web'),
  ]
  const asked = {
    ...everything,
    archived: false,
    forks: false,
    includePrivate: false,
    exclude: ['sandbox-*', 'other/*'],
  }
  const plan = planAudit(listed, asked)
  expect(plannedRepositories(plan.shards).map(r => r.name)).toEqual(['acme/web'])
  expect(plan.leftOut).toEqual({ private: 1, archived: 1, fork: 1, disabled: 1, excluded: 2 })
  const byTopic = planAudit([repository('a/x', { topics: ['infra'] }), repository('a/y')], {
    ...everything,
    topics: ['infra'],
  })
  expect(plannedRepositories(byTopic.shards).map(r => r.name)).toEqual(['a/x'])
  expect(byTopic.leftOut).toEqual({ 'without the topic': 1 })
})

test.each([
  ['an array', '[{"full_name":"a/b"}]', ['a/b']],
  [
    'pages one after another',
    '{"repositories":[{"full_name":"a/b"}]}{"repositories":[{"full_name":"a/c"}]}',
    ['a/b', 'a/c'],
  ],
  ['a line each', '{"full_name":"a/b"}\n{"full_name":"a/c"}\n', ['a/b', 'a/c']],
  ['the same twice', '[{"full_name":"a/b"}][{"full_name":"a/b"}]', ['a/b']],
  ['the same twice, written otherwise', '[{"full_name":"a/b"},{"full_name":"A/B"}]', ['A/B']],
  ['nothing', '', []],
  ['an empty array', '[]', []],
])('a list is %s', (_, text, names) => {
  const list = parseRepositoryList(text)
  if ('error' in list) throw new Error(list.error)
  expect(list.map(r => r.full_name)).toEqual(names)
})

test.each([
  '[',
  '{"a":"',
  'text',
  '[{"name":"b"}]',
  '[{"full_name":"../../etc"}]',
  '[{"full_name":"--upload-pack=x"}]',
  '[{"full_name":"--upload-pack=x/../y"}]',
  '[{"full_name":"../x"}]',
  '[{"full_name":"./x"}]',
  '[{"full_name":"a/.."}]',
  '[{"full_name":"a/."}]',
  '[{"full_name":"a/b\\n"}]',
  '[{"full_name":"a/b\\nc/d"}]',
  '[{"full_name":"a/$(x)"}]',
  '[{"full_name":"a/b:c@d"}]',
  `[{"full_name":"a/${'b'.repeat(300)}"}]`,
  '[{"full_name":"a/b","default_branch":"a:b"}]',
  '[{"full_name":"a/b","default_branch":"a..b"}]',
  '[{"full_name":"a/b","default_branch":"a\\nb"}]',
  '[{"full_name":"a/b","default_branch":""}]',
  '[{"full_name":"a/b"}] and more',
  'more [{"full_name":"a/b"}]',
  '[{"full_name":"a/b"}]]',
])('%s is no list', text => {
  expect(parseRepositoryList(text)).toHaveProperty('error')
})

test('a repository where nothing was ever pushed has no branch', () => {
  const list = parseRepositoryList('[{"full_name":"a/b","default_branch":null,"size":0}]')
  expect(list).toEqual([expect.objectContaining({ default_branch: 'HEAD' })])
})

test.each(['{"name":"../x","branch":"main"}', '{"name":"a/..","branch":"main"}', '{"name":"a/b","branch":"x:y"}'])(
  'a plan with %s is none',
  entry => {
    const { length } = entry
    const repositories = `${entry.slice(0, length - 1)},"private":false}`
    expect(parsePlan(`{"version":1,"shards":[{"shard":0,"seconds":1,"repositories":[${repositories}]}]}`)).toEqual({
      error: expect.stringMatching(/^is no plan: shards\.0\.repositories\.0\.(name|branch) is not/),
    })
  },
)
