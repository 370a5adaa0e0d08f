import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeReports, summaryOf } from '../../src/organisation/merge.ts'
import { type PlanOptions, planAudit } from '../../src/organisation/plan.ts'
import { type ListedRepository, parseRepositoryList } from '../../src/organisation/repository-list.ts'
import { plannedRepositories } from '../../src/organisation/saved-plan.ts'
import { parseSavedReport, type RepositoryReport } from '../../src/organisation/saved-report.ts'
import { organisationJson } from '../../src/reports/organisation-json.ts'
import { organisationMarkdown } from '../../src/reports/organisation-markdown.ts'

const everything: PlanOptions = {
  ...{ include: [], exclude: [], topics: [], archived: true, forks: true, includePrivate: true },
  shards: 256,
}
const repository = (full_name: string, more: Partial<ListedRepository> = {}): ListedRepository => ({
  ...{
    full_name,
    size: 100,
    private: false,
    archived: false,
    disabled: false,
    fork: false,
    topics: [],
    default_branch: 'main',
  },
  ...more,
})
/** Sizes as an organisation has them: most small, few huge. */
const many = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    repository(`acme/r${i}`, { size: Math.floor(1.002 ** (i % 8000)) + (i % 97) * 300 }),
  )

test('each of 10,000 repositories is in exactly one shard, and no shard is much larger than the mean', () => {
  const { shards } = planAudit(many(10_000), everything)
  const names = plannedRepositories(shards).map(r => r.name)
  expect(names).toHaveLength(10_000)
  expect(new Set(names).size).toBe(10_000)
  expect(shards).toHaveLength(256)
  const mean = shards.reduce((sum, s) => sum + s.seconds, 0) / shards.length
  for (const { seconds } of shards) expect(seconds).toBeLessThanOrEqual(1.5 * mean)
})

test('with any sizes each repository is in one shard, and none is empty', () => {
  const sizes = fc.array(fc.nat(1e9), { maxLength: 60 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 256 }), (list, most) => {
      const listed = list.map((size, i) => repository(`a/r${i}`, { size }))
      const { shards } = planAudit(listed, { ...everything, shards: most })
      expect(shards).toHaveLength(Math.min(most, list.length))
      for (const { repositories } of shards) expect(repositories.length).toBeGreaterThan(0)
      expect(
        plannedRepositories(shards)
          .map(r => r.name)
          .sort(),
      ).toEqual(listed.map(r => r.full_name).sort())
    }),
  )
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
  ['nothing', '', []],
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
])('%s is no list', text => {
  expect(parseRepositoryList(text)).toHaveProperty('error')
})

const report = (name: string, more: Partial<RepositoryReport> = {}): RepositoryReport => ({
  ...{ name, private: false, status: 'ok', why: '', commit: null, findings: [] },
  summary: { files: 3, settings: 2, errors: 0, warnings: 1, notices: 0, suppressed: 0 },
  ...more,
})

test('a killed shard of 10,000 repositories is a line for each that it did not come to', () => {
  const { shards } = planAudit(many(10_000), everything)
  const done = plannedRepositories(shards.filter(s => s.shard !== 7)).map(r => report(r.name))
  const merged = mergeReports(done, plannedRepositories(shards), false)
  const lost = shards[7]!.repositories.length
  expect(summaryOf(merged)).toMatchObject({
    repositories: 10_000,
    ok: 10_000 - lost,
    missing: lost,
    warnings: 10_000 - lost,
  })
  expect(organisationMarkdown(merged)).toContain(`| \`${shards[7]!.repositories[0]!.name}\` | not looked at: `)
})

test('a repository that was run again counts once, the better time; private ones only where they are asked for', () => {
  const merged = mergeReports(
    [
      report('a/x', { status: 'failed' }),
      report('a/x'),
      report('a/y'),
      report('a/y', { status: 'timeout' }),
      report('a/z', { private: true }),
    ],
    [],
    false,
  )
  expect(merged.repositories.map(r => `${r.name} ${r.status}`)).toEqual(['a/x ok', 'a/y ok'])
})

test('a merged report can be merged again, whatever stands in it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), list => {
      const findings = list.map(([message, file]) => ({
        ...({
          rule: 'tcp-fin-timeout',
          severity: 'warning',
          message,
          file,
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 2,
        } as const),
        ...{ parameter: null, value: message, fingerprint: '0123456789abcdef', suppressed: null },
      }))
      const whole = mergeReports([report('a/x', { findings })], [], false)
      const json = organisationJson(whole, '1')
      const read = parseSavedReport(json)
      if ('error' in read || read.kind !== 'many') throw new Error('not read back')
      expect(read.repositories).toEqual(JSON.parse(json).repositories)
      expect(organisationJson({ repositories: read.repositories }, '1')).toBe(json)
    }),
  )
})
