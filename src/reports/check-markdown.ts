import { compareFindings, compareSeverity } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import { scopeOf } from './check-text.ts'
import { countSuppressed, plural } from './count.ts'
import { countsOf } from './finding-markdown.ts'
import { type Drawing, fileSections, findingRow, fittingRows } from './finding-table.ts'
import { createLocator } from './locate.ts'
import { prose } from './markdown.ts'
import { passedOverLine } from './passed-over-line.ts'
import { createRedactor } from './redact.ts'
import { withoutCommands } from './without-commands.ts'

/** GitHub takes 65,536 characters in a comment or an issue; what is around the tables needs some. */
const mostCharacters = 60_000

/** The findings for a comment or an issue: what was found, then a table for each file; the worst are kept where not all fit. */
export function checkMarkdown(report: Report): string {
  const redactor = createRedactor(report.settings, report.findings)
  const drawing: Drawing = { locate: createLocator(), redactor, commit: null }
  const open = report.findings.filter(f => !f.suppressed)
  const worstFirst = open.toSorted((a, b) => compareSeverity(a.severity, b.severity) || compareFindings(a, b))
  const shown = fittingRows(
    worstFirst.map(finding => findingRow(finding, drawing)),
    mostCharacters,
    text => text.length,
  )
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
