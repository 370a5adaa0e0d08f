import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import type { Report } from '../../src/core/report.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { checkSarif } from '../../src/reports/check-sarif.ts'
import { sarif } from '../../src/reports/sarif.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { classifiedOf } from './hostile-report.ts'
import { effectOf, findingOf, placeOf, reportOf } from './report-of.ts'
import { sarifFaults } from './sarif-schema/validate-sarif.ts'

const tool = { version: '1.2.3', rules }
const hash = (text: string) =>
  [...text]
    .reduce((h, c) => (h * 31n + BigInt(c.codePointAt(0)!)) % 2n ** 64n, 7n)
    .toString(16)
    .padStart(16, '0')

function runOf(findings: readonly Finding[], more: Partial<Report> = {}, root = '') {
  const text = sarif(reportOf({ findings, ...more }), classifiedOf(findings), tool, root)
  expect(sarifFaults(text)).toEqual([])
  return JSON.parse(text).runs[0]
}

const source = { path: 'etc/sysctl.d/60 täg#1.conf', text: '😀 = 60\nnet.ipv4.tcp_fin_timeout = 60\nx = 1\n' }

test('what the rules find is valid, with help for each of them', async () => {
  const example = join(import.meta.dirname, '../../examples/etc/sysctl.d/60-tcp.conf')
  const { effects, findings } = await lintTexts([
    { path: 'etc/sysctl.d/60-tcp.conf', text: readFileSync(example, 'utf8') },
  ])
  const text = checkSarif(reportOf({ settings: effects, findings }), { ...tool, hash })
  expect(sarifFaults(text)).toEqual([])
  const { runs, version } = JSON.parse(text)
  expect(version).toBe('2.1.0')
  const [
    {
      tool: { driver },
      results,
      columnKind,
    },
  ] = runs
  expect(columnKind).toBe('utf16CodeUnits')
  expect(driver.rules.map((r: { id: string }) => r.id)).toEqual(rules.map(r => r.id))
  for (const rule of driver.rules) {
    expect(rule.shortDescription.text).toMatch(/\.$/)
    expect(rule.fullDescription.text.length).toBeLessThan(1024)
    expect(rule.help.markdown).toContain(`# ${rule.id}`)
    expect(rule.help.text.length).toBeGreaterThan(200)
    expect(rule).not.toHaveProperty('helpUri')
  }
  expect(results.length).toBe(findings.length)
  for (const [i, { ruleId, ruleIndex, partialFingerprints }] of results.entries()) {
    expect(ruleId).toBe(findings[i]!.rule)
    expect(driver.rules[ruleIndex].id).toBe(ruleId)
    expect(Object.keys(partialFingerprints)).toEqual(['sysctlLint/v1'])
  }
})

test('places are regions in UTF-16 units, ends exclusive', () => {
  const [{ locations }] = runOf([findingOf(placeOf(source, '60'))], {}, 'infra/').results
  expect(locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 'infra/etc/sysctl.d/60%20t%C3%A4g%231.conf', uriBaseId: '%SRCROOT%' },
        region: { startLine: 1, startColumn: 6, endLine: 1, endColumn: 8 },
      },
    },
  ])
})

test.each([
  ['../shared/x.conf', { uri: '../shared/x.conf' }],
  ['/etc/sysctl.conf', { uri: 'file:///etc/sysctl.conf' }],
  ['a\udc80b', { uri: 'a%80b', uriBaseId: '%SRCROOT%' }],
])('%s is named', (path, location) => {
  const [{ locations }] = runOf([findingOf({ source: { path, text: 'x' }, start: 0, end: 0 })]).results
  expect(locations[0].physicalLocation.artifactLocation).toEqual(location)
})

describe('fixes', () => {
  test('replace exact characters, file by file', () => {
    const edits = [
      { at: placeOf(source, 'x = 1\n'), text: '' },
      { at: placeOf(source, '60', 1), text: '30' },
    ]
    const [{ fixes }] = runOf([
      findingOf(placeOf(source, 'x'), { fix: { title: 'Set it', safe: true, edits } }),
    ]).results
    expect(fixes[0].description.text).toBe('Set it')
    expect(fixes[0].artifactChanges).toHaveLength(1)
    expect(fixes[0].artifactChanges[0].replacements).toEqual([
      { deletedRegion: { startLine: 2, startColumn: 28, endLine: 2, endColumn: 30 }, insertedContent: { text: '30' } },
      { deletedRegion: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 1 } },
    ])
  })

  test('hide a secret by not being there', () => {
    const text = '01234567-89abcdef-01234567-89abcdef'
    const edits = [{ at: placeOf(source, '60'), text }]
    const found = findingOf(placeOf(source, '60'), {
      message: `it is ${text}`,
      fix: { title: text, safe: true, edits },
    })
    const run = runOf([found])
    expect(run.results[0]).not.toHaveProperty('fixes')
    expect(JSON.stringify(run)).not.toContain('89abcdef')
  })
})

test('related places are located and say why', () => {
  const related = [{ at: placeOf(source, 'x'), note: 'it wins [here](1) {0}' }]
  const [{ relatedLocations }] = runOf([findingOf(placeOf(source, '60'), { related })]).results
  expect(relatedLocations).toMatchObject([
    { id: 0, physicalLocation: { region: { startLine: 3 } }, message: { text: 'it wins [here] (1) { 0}' } },
  ])
})

test('suppressed findings say so, and then the others say that they are not', () => {
  const at = placeOf(source, '60')
  const all = [
    findingOf(at),
    findingOf(at, { suppressed: { kind: 'inline', reason: 'agreed [with](x) ops' } }),
    findingOf(at, { suppressed: { kind: 'baseline', reason: '' } }),
  ]
  expect(runOf(all).results.map((r: { suppressions: unknown }) => r.suppressions)).toEqual([
    [],
    [{ kind: 'inSource', status: 'accepted', justification: 'agreed [with] (x) ops' }],
    [{ kind: 'external', status: 'accepted' }],
  ])
  expect(runOf([findingOf(at)]).results[0]).not.toHaveProperty('suppressions')
})

test('what was passed over is a notification, and more than a run may have is left out, the mildest first', () => {
  const at = placeOf(source, '60')
  const all = Array.from({ length: 25_002 }, (_, i) => findingOf(at, { severity: i === 25_001 ? 'error' : 'notice' }))
  const text = sarif(reportOf({ findings: all, passedOver: ['big.conf: 9 MB'] }), classifiedOf(all), tool, '')
  const [{ results, invocations }] = JSON.parse(text).runs
  expect(results).toHaveLength(25_000)
  expect(results[0].level).toBe('error')
  expect(invocations[0].toolExecutionNotifications.map((n: { message: object }) => n.message)).toEqual([
    { text: '2 findings are left out: a run has 25000 results at most' },
    { text: 'big.conf: 9 MB' },
  ])
})

test('a secret that only the settings know is hidden', () => {
  const file = { path: 'x.conf', text: 'net.ipv4.tcp_fastopen_key = deadbeefdeadbeef\n' }
  const value = placeOf(file, 'deadbeefdeadbeef')
  const settings = [effectOf(placeOf(file, 'net.ipv4.tcp_fastopen_key'), value)]
  expect(JSON.stringify(runOf([findingOf(value, { message: 'it is deadbeefdeadbeef' })], { settings }))).not.toContain(
    'beef',
  )
})
