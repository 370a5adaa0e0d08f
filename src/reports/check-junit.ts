import type { Finding } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import { clean } from './clean.ts'
import { cut } from './cut.ts'
import { groupBy } from './group-by.ts'
import { createLocator, type Locator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { element, nested, xml, xmlDocument } from './xml.ts'

/** Characters of a message, and of the parameter in a name. */
const longest = 4000
const longestName = 200

/** A test as it stands in the document. */
interface Case {
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly element: string
}

/**
 * The findings as results of tests, which CI servers read: a suite for each file that sets something or has findings, a test for each
 * finding, and one that passes for a file without any. A test fails where its finding makes the run fail, so that the server's verdict is
 * that of the exit status; other findings are output of a test that passes, and what was set aside is skipped, with its reason.
 * There is always a test, since Jenkins takes a document without any for a mistake.
 * @param fails whether a finding makes the run fail
 */
export function checkJunit(report: Report, fails: (finding: Finding) => boolean): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.findings)
  const findings = groupBy(report.findings, f => f.at.source.path)
  const paths = new Set([...report.settings.map(e => e.setting.key.source.path), ...findings.keys()])
  const suites = [...paths].sort().map(path => {
    const draw = (finding: Finding, name: string) => caseOf(finding, name, fails(finding), locate, redactor)
    const cases = named(findings.get(path) ?? [], redactor, draw)
    return suiteOf(path, cases.length > 0 ? cases : [passed(path, 'no findings')])
  })
  if (suites.length === 0) suites.push(suiteOf('sysctl-lint', [passed('sysctl-lint', 'no settings')]))
  const total = (of: keyof Suite['counts']) => suites.reduce((sum, { counts }) => sum + counts[of], 0)
  const attributes = { name: 'sysctl-lint', tests: total('tests'), failures: total('failures'), errors: 0 }
  return xmlDocument(element('testsuites', attributes, nested(suites.map(s => s.element))))
}

interface Suite {
  readonly counts: { readonly tests: number; readonly failures: number; readonly skipped: number }
  readonly element: string
}

function suiteOf(path: string, cases: readonly Case[]): Suite {
  const counts = {
    tests: cases.length,
    failures: cases.filter(c => c.outcome === 'failed').length,
    skipped: cases.filter(c => c.outcome === 'skipped').length,
  }
  const attributes = { name: path, ...counts, errors: 0 }
  return { counts, element: element('testsuite', attributes, nested(cases.map(c => c.element))) }
}

function passed(path: string, name: string): Case {
  return { outcome: 'passed', element: element('testcase', { classname: path, name }) }
}

/**
 * Servers follow a test by its name, so it has no line in it: the rule, the parameter, and a number among equals.
 */
function named(
  findings: readonly Finding[],
  redactor: Redactor,
  draw: (finding: Finding, name: string) => Case,
): Case[] {
  const times = new Map<string, number>()
  return findings.map(finding => {
    const { rule, parameter } = finding
    const name = parameter === undefined ? rule : `${rule} ${clean(cut(redactor.text(parameter), longestName))}`
    const count = (times.get(name) ?? 0) + 1
    times.set(name, count)
    return draw(finding, count === 1 ? name : `${name} (${count})`)
  })
}

function caseOf(finding: Finding, name: string, fails: boolean, locate: Locator, redactor: Redactor): Case {
  const { severity, at, suppressed, fix } = finding
  const says = (text: string): string => clean(cut(redactor.text(text), longest))
  const { line, column } = locate(at)
  const message = says(finding.message)
  const advice = fix ? `\n${fix.safe ? 'fix' : 'suggestion'}: ${says(fix.title)}` : ''
  const full = xml(`${clean(at.source.path)}:${line}:${column}: ${severity}: ${message}${advice}`)
  const inside = suppressed
    ? element('skipped', {}, xml(`set aside: ${says(suppressed.reason) || 'no reason given'}`))
    : fails
      ? element('failure', { type: severity, message }, full)
      : element('system-out', {}, full)
  return {
    outcome: suppressed ? 'skipped' : fails ? 'failed' : 'passed',
    element: element('testcase', { classname: at.source.path, name }, nested([inside])),
  }
}
