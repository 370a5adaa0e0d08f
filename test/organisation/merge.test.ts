import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareReports } from '../../src/organisation/compare.ts'
import { mergeReports, type OrganisationReport } from '../../src/organisation/merge.ts'
import { planAudit } from '../../src/organisation/plan.ts'
import { plannedRepositories } from '../../src/organisation/saved-plan.ts'
import { parseSavedReport, type SavedFinding } from '../../src/organisation/saved-report.ts'
import { summaryOf, tallyBy } from '../../src/organisation/tally.ts'
import { organisationJson } from '../../src/reports/organisation-json.ts'
import { organisationMarkdown } from '../../src/reports/organisation-markdown.ts'
import { mostResults, organisationSarif } from '../../src/reports/organisation-sarif.ts'
import { utf8Length } from '../../src/reports/utf8-length.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { sarifFaults } from '../reports/sarif-schema/validate-sarif.ts'
import { savedFinding as finding, repositoryReport as report, tenThousand } from './organisation-of.ts'

const planned = (name: string, isPrivate = false) => ({ name, branch: 'main', private: isPrivate })
const everything = { include: [], exclude: [], topics: [], archived: true, forks: true, includePrivate: true }
const names = ({ repositories }: OrganisationReport) => repositories.map(r => `${r.name} ${r.status}`)

test('a killed shard of 10,000 repositories is a line for each that it did not come to', () => {
  const { shards } = planAudit(tenThousand(), { ...everything, shards: 256 })
  const done = plannedRepositories(shards.filter(s => s.shard !== 7)).map(r =>
    report(r.name, { findings: [finding()] }),
  )
  const merged = mergeReports(done, plannedRepositories(shards), false)
  const lost = shards[7]!.repositories.length
  expect(lost).toBeGreaterThan(20)
  expect(summaryOf(merged)).toMatchObject({
    ...{ repositories: 10_000, ok: 10_000 - lost, missing: lost, warnings: 10_000 - lost, errors: 0 },
  })
  expect(organisationMarkdown(merged)).toContain(`| \`${shards[7]!.repositories[0]!.name}\` | not looked at: `)
})

test('a repository that was run again counts once: the better time, and of equals the newest', () => {
  const merged = mergeReports(
    [
      report('a/x', { status: 'failed' }),
      report('a/x'),
      report('a/y'),
      report('a/y', { status: 'timeout' }),
      report('a/z', { at: '2030-01-02T00:00:00.000Z', why: 'newest' }),
      report('A/Z', { at: '2030-01-01T00:00:00.000Z' }),
    ],
    null,
    false,
  )
  expect(names(merged)).toEqual(['a/x ok', 'a/y ok', 'a/z ok'])
  expect(merged.repositories[2]!.why).toBe('newest')
})

test('private ones are there only where they are asked for, whatever their report says', () => {
  const reports = [report('a/open'), report('a/secret'), report('a/other', { private: true })]
  const plan = [planned('a/open'), planned('a/secret', true), planned('a/other'), planned('a/gone', true)]
  const merged = mergeReports(reports, plan, false)
  expect(names(merged)).toEqual(['a/open ok'])
  expect(merged.withheld).toBe(3)
  const whole = mergeReports(reports, plan, true)
  expect(names(whole)).toEqual(['a/gone missing', 'a/open ok', 'a/other ok', 'a/secret ok'])
  expect(organisationMarkdown(merged)).not.toMatch(/secret|other|gone/)
})

test('what the plan does not name is left out and counted', () => {
  const merged = mergeReports([report('a/x'), report('a/old')], [planned('a/x')], false)
  expect(names(merged)).toEqual(['a/x ok'])
  expect(merged.unplanned).toBe(1)
  expect(organisationMarkdown(merged)).toContain('1 report left out, since the plan does not name the repository')
})

test('reports of different versions are said to be', () => {
  const merged = mergeReports([report('a/x')], null, false, ['2.0.0', '1.0.0'])
  expect(organisationMarkdown(merged)).toContain('Reports of different versions (1.0.0, 2.0.0), which may find')
})

test('sums are counted, not believed', () => {
  const lies = { files: 1, settings: 1, errors: 99, warnings: 99, notices: 99, suppressed: 99 }
  const aside = finding({ suppressed: { kind: 'inline', reason: 'x' } })
  const merged = mergeReports([report('a/x', { summary: lies, findings: [finding(), aside] })], null, false)
  expect(summaryOf(merged)).toMatchObject({ errors: 0, warnings: 1, notices: 0, suppressed: 1 })
  expect(tallyBy(merged, f => f.parameter)).toEqual([
    { name: 'net.ipv4.tcp_fin_timeout', errors: 0, warnings: 1, notices: 0, repositories: 1 },
  ])
})

const withPrint = (fingerprint: string, more: Partial<SavedFinding> = {}) => finding({ fingerprint, ...more })
const [a, b, c] = ['a', 'b', 'c'].map(x => x.repeat(16)) as [string, string, string]

test('what is new, fixed and still there, of what was audited both times', () => {
  const before = [
    report('a/x', { findings: [withPrint(a), withPrint(a), withPrint(b)] }),
    report('a/broken', { findings: [withPrint(a)] }),
    report('a/unseen', { status: 'failed' }),
    report('a/aside', { findings: [withPrint(a)] }),
    report('a/gone', { findings: [withPrint(a)] }),
  ]
  const now = mergeReports(
    [
      report('a/x', { findings: [withPrint(a), withPrint(c)] }),
      report('a/broken', { status: 'timeout' }),
      report('a/unseen', { findings: [withPrint(a)] }),
      report('a/aside', { findings: [withPrint(a, { suppressed: { kind: 'inline', reason: 'why' } })] }),
      report('a/young', { findings: [withPrint(a)] }),
    ],
    null,
    false,
  )
  const since = compareReports(now, before)
  expect(since).toMatchObject({ fresh: 1, still: 1, fixed: 2, notCompared: 3 })
  expect([...since.repositories.keys()]).toEqual(['a/aside', 'a/x'])
  expect(organisationMarkdown(now, since)).toContain(
    'Since the report before: 1 new, 2 fixed, 1 still there; 3 repositories not',
  )
  expect(JSON.parse(organisationJson(now, '1', since))).toMatchObject({
    since: { new: 1, still: 1, fixed: 2, notCompared: 3 },
    repositories: [{}, {}, {}, { name: 'a/x', since: { new: 1, still: 1, fixed: 2 } }, {}],
  })
})

test('a comparison with itself moves nothing', () => {
  const list = fc.array(fc.constantFrom(a, b, c), { maxLength: 8 })
  fc.assert(
    fc.property(list, list, (one, other) => {
      const of = (prints: readonly string[]) => report('a/x', { findings: prints.map(p => withPrint(p)) })
      const same = compareReports(mergeReports([of(one)], null, false), [of(one)])
      expect([same.fresh, same.still, same.fixed]).toEqual([0, one.length, 0])
      const moved = compareReports(mergeReports([of(one)], null, false), [of(other)])
      expect(moved.fresh + moved.still).toBe(one.length)
      expect(moved.fixed + moved.still).toBe(other.length)
    }),
  )
})

test('a merged report can be merged again, whatever stands in it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), list => {
      const findings = list.map(([message, file]) => finding({ message, file, value: message }))
      const whole = mergeReports([report('a/x', { findings })], null, false)
      const json = organisationJson(whole, '1')
      const read = parseSavedReport(json)
      if ('error' in read || read.kind !== 'many') throw new Error('not read back')
      expect(read.version).toBe('1')
      expect(read.repositories).toEqual(JSON.parse(json).repositories)
      const again = JSON.parse(organisationJson({ ...whole, repositories: read.repositories }, '1'))
      expect(again).toEqual(JSON.parse(json))
    }),
  )
})

const one = (more: object) => JSON.stringify({ version: 1, repositories: [{ ...report('a/x'), ...more }] })

test.each([
  ['a name that is too long', one({ name: 'n'.repeat(301) })],
  ['a count that is none', one({ summary: { files: 1e300, settings: 0, errors: 0, warnings: 0, notices: 0 } })],
  ['a fraction of a line', one({ findings: [finding({ line: 1.5 })] })],
  ['a rule that is none', one({ findings: [finding({ rule: '<b>' })] })],
  ['a severity that is none', one({ findings: [{ ...finding(), severity: 'fatal' }] })],
  ['a message that never ends', one({ findings: [finding({ message: 'm'.repeat(20_001) })] })],
  ['a time that is none', one({ at: 'yesterday' })],
  ['a commit that is none', one({ commit: 'main' })],
  ['another version', '{"version":2,"repositories":[]}'],
  ['null', 'null'],
  ['a list', '[]'],
  ['depth', '['.repeat(100_000)],
])('%s is no report', (_, json) => {
  expect(parseSavedReport(json)).toEqual({ error: expect.stringMatching(/^is no (report|JSON)/) })
})

const hostile = '`|<b>[x](y)\n::error::x ##[error]y {0} \u202e'

test('the summary stays within what GitHub shows, and says what it leaves out', () => {
  const wide = 'ü'.repeat(280)
  const many = Array.from({ length: 10_000 }, (_, i) =>
    report(`${wide}/r${i}`, i % 2 === 0 ? { status: 'missing', why: hostile.repeat(10) } : { findings: [finding()] }),
  )
  const text = organisationMarkdown(mergeReports(many, null, false))
  expect(utf8Length(text)).toBeLessThan(920 << 10)
  expect(text.match(/^\d+ more are in the JSON report$/gm)).toHaveLength(2)
  expect(text).toContain('### By repository')
  expect(text).not.toMatch(/^::|##\[/m)
})

test('SARIF has one run, places below the server, and at most what code scanning takes', () => {
  const tool = { version: '1.0.0', rules, server: 'https://github.example' }
  const severe = (i: number) => finding({ severity: i % 10 === 0 ? 'error' : 'notice', message: hostile })
  const many = Array.from({ length: 300 }, (_, i) =>
    report(
      `acme/r${i}`,
      i === 5 ? { status: 'failed', why: hostile } : { findings: Array.from({ length: 100 }, (_, k) => severe(k)) },
    ),
  )
  const text = organisationSarif(mergeReports(many, null, false), { ...tool, most: mostResults })
  expect(sarifFaults(text)).toEqual([])
  const whole = JSON.parse(text)
  const [run, ...others] = whole.runs
  expect(others).toEqual([])
  expect(run.results).toHaveLength(25_000)
  const errors = run.results.filter((r: { level: string }) => r.level === 'error')
  expect(errors).toHaveLength(2990)
  expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual({
    uri: 'acme/r0/etc/sysctl.d/60-tcp.conf',
    uriBaseId: '%SERVER%',
  })
  const notes = run.invocations[0].toolExecutionNotifications.map((n: { message: { text: string } }) => n.message.text)
  expect(notes[0]).toBe('4900 findings are left out: this file holds 25000 at most')
  expect(notes[1]).toMatch(/^acme\/r5: could not be audited: /)
  expect(run.invocations[0].executionSuccessful).toBe(false)
  const none = JSON.parse(organisationSarif(mergeReports(many, null, false), { ...tool, most: 0 }))
  expect(none.runs[0].results).toEqual([])
})
