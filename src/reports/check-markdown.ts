import { compareFindings, compareSeverity, type Finding } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import { scopeOf } from './check-text.ts'
import { countSuppressed, plural } from './count.ts'
import { countsOf } from './finding-markdown.ts'
import { fitting } from './fitting.ts'
import { createLocator } from './locate.ts'
import { prose } from './markdown.ts'
import { passedOverLine } from './passed-over-line.ts'
import { createRedactor } from './redact.ts'
import { type Drawing, fileSections, headingOf, type Row, rowOf } from './summary.ts'
import { withoutCommands } from './without-commands.ts'

/** GitHub takes 65,536 characters in a comment or an issue; what is around the tables needs some. */
const mostCharacters = 60_000

/** The findings for a comment or an issue: what was found, then a table for each file; the worst are kept where not all fit. */
export function checkMarkdown(report: Report): string {
  const redactor = createRedactor(report.settings, report.findings)
  const drawing: Drawing = { locate: createLocator(), redactor, commit: null }
  const open = report.findings.filter(f => !f.suppressed)
  const worstFirst = open.toSorted((a, b) => compareSeverity(a.severity, b.severity) || compareFindings(a, b))
  const shown = fittingRows(worstFirst.map(finding => rowed(finding, drawing)))
  const left = open.length - shown.length
  const aside = countSuppressed(report.findings)
  const over = passedOverLine(report)
  const parts = [
    `## sysctl-lint: ${countsOf(open)}`,
    `${scopeOf(report)} looked at.${aside === 0 ? '' : ` ${plural(aside, 'finding')} set aside.`}`,
    over === '' ? '' : `Passed over: ${prose(over.slice('Passed over: '.length))}`,
    ...fileSections(shown),
    left === 0 ? '' : `${plural(left, 'more finding')} did not fit here.`,
  ]
  // it may be printed into a log
  return withoutCommands(`${parts.filter(part => part !== '').join('\n\n')}\n`)
}

function rowed(finding: Finding, drawing: Drawing): Row {
  const one = { finding, fingerprint: '', fresh: true, head: null, inHunk: false }
  return { one, text: rowOf(one, drawing) }
}

function fittingRows(rows: readonly Row[]): readonly Row[] {
  const files = new Set<string>()
  return fitting(rows, mostCharacters, ({ one, text }) => {
    const { path } = one.finding.at.source
    const heading = files.has(path) ? 0 : headingOf(path).length + 100
    files.add(path)
    return text.length + 1 + heading
  })
}
