import type { Classified } from '../core/classified.ts'
import type { Report } from '../core/report.ts'
import { orderForAnnotations } from './annotation.ts'
import { scopeOf } from './check-text.ts'
import { asideLine, countsOf, findingItem, oldLine } from './finding-markdown.ts'
import { fitting } from './fitting.ts'
import { createLocator } from './locate.ts'
import { createRedactor } from './redact.ts'

/** GitHub takes 65,536 characters; the list stops before, at a whole finding. */
const longestList = 60_000

/**
 * The body of our one comment on a pull request.
 * @param marker tells our comments apart; it comes first, and no text from outside can hold it
 */
export function stickyComment(report: Report, classified: readonly Classified[], marker: string): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.findings)
  const fresh = orderForAnnotations(classified).filter(c => c.fresh)
  const items = fresh.map(one => findingItem(one, locate(one.finding.at).line, redactor))
  const shown = fitting(items, longestList, item => item.length + 1)
  const left = items.length - shown.length
  const parts = [
    `${marker}\n### sysctl-lint: ${countsOf(fresh.map(c => c.finding))}`,
    [...shown, ...(left > 0 ? [`- and ${left} more, which the log lists`] : [])].join('\n'),
    [`${scopeOf(report)} looked at.`, oldLine(classified), asideLine(classified)].filter(line => line !== '').join(' '),
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}
