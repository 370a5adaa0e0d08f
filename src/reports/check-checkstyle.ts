import type { Finding, Severity } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import { clean } from './clean.ts'
import { cut } from './cut.ts'
import { groupBy } from './group-by.ts'
import { createLocator, type Locator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { element, nested, xmlDocument } from './xml.ts'

/** Characters of a message; reviewdog posts it as a comment. */
const longest = 4000

const severities = { error: 'error', warning: 'warning', notice: 'info' } as const satisfies Record<Severity, string>

/**
 * The findings as Checkstyle writes them, which reviewdog, Jenkins and editors read: by file, lines and columns from 1. What was set
 * aside is left out, since the format has no word for it. `version` is that of the format as other linters give it; readers ask for one.
 */
export function checkCheckstyle(report: Report): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.findings)
  const open = report.findings.filter(f => !f.suppressed)
  const files = [...groupBy(open, f => f.at.source.path)].map(([name, findings]) =>
    element('file', { name }, nested(findings.map(finding => errorOf(finding, locate, redactor)))),
  )
  return xmlDocument(element('checkstyle', { version: '4.3' }, nested(files)))
}

/** Jenkins takes what follows the last dot of `source` for the kind of finding. */
function errorOf({ rule, severity, message, at }: Finding, locate: Locator, redactor: Redactor): string {
  const { line, column } = locate(at)
  return element('error', {
    line,
    column,
    severity: severities[severity],
    message: clean(cut(redactor.text(message), longest)),
    source: `sysctl-lint.${rule}`,
  })
}
