import type { Classified } from '../core/classified.ts'
import { compareFindings, compareSeverity } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import {
  type AuditState,
  type Comparison,
  compare,
  mostRemembered,
  stateComment,
  stateOf,
  totalOf,
} from './audit-state.ts'
import { scopeOf } from './check-text.ts'
import { plural } from './count.ts'
import { asideLine, countsOf } from './finding-markdown.ts'
import { fitting } from './fitting.ts'
import { createLocator, type Locator } from './locate.ts'
import { code, prose, row } from './markdown.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { uriPath } from './uri-path.ts'

export interface AuditView {
  /** The folder that was looked at, as the workflow names it; '' for all of the repository. */
  readonly folder: string
  /** The workflow run as GitHub numbers it, and what the addresses of runs start with: `https://github.com/o/r/actions/runs/`. */
  readonly run: string
  readonly runs: string
  /** Where the checked-out files are shown, without a final `/`; null: no links. */
  readonly commit: string | null
}

/** What the last audit left in the issue: nothing since there was none, or `broken`. */
export type Previous = AuditState | 'broken' | null

export interface AuditSection {
  readonly text: string
  /** Whether something was found that the last audit had not found, as far as that can be told. */
  readonly worse: boolean
}

/** The findings that count, the worst first: those that were set aside on purpose do not. */
export function auditFindings(classified: readonly Classified[]): readonly Classified[] {
  return classified
    .filter(c => !c.finding.suppressed)
    .sort((a, b) => compareSeverity(a.finding.severity, b.finding.severity) || compareFindings(a.finding, b.finding))
}

/**
 * Our part of the tracking issue's text: counts, what moved since the last audit, and a table of as many findings as there is room
 * for, the worst first.
 * @param room characters
 * @returns null where not even the counts find room
 */
export function auditSection(
  report: Report,
  classified: readonly Classified[],
  previous: Previous,
  view: AuditView,
  room: number,
): AuditSection | null {
  const counting = auditFindings(classified)
  const state = stateOf(counting, view.run)
  const last = previous === 'broken' ? null : previous
  const moved = last && compare(counting, last)
  const where = view.folder === '' ? '' : ` in ${code(view.folder)}`
  const aside = asideLine(classified)
  const said = [
    `### ${countsOf(counting.map(c => c.finding))}`,
    `${scopeOf(report)} looked at${where} by [this run](${view.runs}${view.run}).${aside === '' ? '' : ` ${aside}`}`,
    movedLine(previous, moved, counting.length, view),
  ]
  const least = said.join('\n\n').length + footer.length + 200
  if (least > room) return null
  // People may have left little room; without it the next run has nothing to compare with, and says so.
  const note = stateComment(state)
  const parts = least + note.length + 2 > room ? said : [note, ...said]
  const around = parts === said ? least : least + note.length + 2
  const table = tableOf(counting, moved, room - around, report, view)
  const text = [...parts, ...table, footer].join('\n\n')
  const worse = moved?.fresh ? moved.fresh.size > 0 : last === null || totalOf(state) > totalOf(last)
  return { text, worse: worse && counting.length > 0 }
}

const footer = 'Each run of the audit writes this part anew; what is written above and below it stays.'

function movedLine(previous: Previous, moved: Comparison | null, count: number, view: AuditView): string {
  if (previous === null) return 'There is no earlier run to compare with.'
  if (previous === 'broken' || moved === null)
    return 'What the last run noted here cannot be read any more, so nothing is compared with it.'
  const run = previous.run === '' ? 'the last run' : `[the last run](${view.runs}${previous.run})`
  const fixed = [...moved.fixed.values()].reduce((a, b) => a + b, 0)
  const rules = [...moved.fixed].map(([rule, times]) => (times === 1 ? code(rule) : `${code(rule)} ${times} times`))
  const which = fixed === 0 ? '' : ` (${rules.join(', ')})`
  if (moved.fresh === null) {
    const noted = `found ${totalOf(previous)} findings, of which it noted the ${mostRemembered} worst`
    return `${run.replace('the last', 'The last')} ${noted}: ${fixed} of those ${fixed === 1 ? 'is' : 'are'} fixed${which}. What is new cannot be told.`
  }
  const fresh = moved.fresh.size
  return `Since ${run}: ${fresh} new, ${fixed} fixed${which}, ${count - fresh} still there.`
}

function tableOf(
  counting: readonly Classified[],
  moved: Comparison | null,
  room: number,
  report: Report,
  { commit }: AuditView,
): string[] {
  if (counting.length === 0) return []
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.findings)
  const fresh = moved?.fresh ?? null
  const columns = (cells: readonly string[], first: string): string => row(fresh ? [first, ...cells] : cells)
  const rows = counting.map(one =>
    columns(cellsOf(one, locate, redactor, commit), fresh?.has(one.fingerprint) ? '**new**' : ''),
  )
  const head = [
    columns(['Severity', 'File', 'Line', 'Rule', 'Finding'], 'New'),
    columns([':--', ':--', '--:', ':--', ':--'], ':--'),
  ]
  const shown = fitting(rows, room - head.join('\n').length, one => one.length + 1)
  const left = rows.length - shown.length
  const table = shown.length === 0 ? [] : [[...head, ...shown].join('\n')]
  return left === 0
    ? table
    : [...table, `${plural(left, 'more finding')} did not fit here; the report of the run has them all.`]
}

/** In the coordinates of the checkout. */
function cellsOf({ finding }: Classified, locate: Locator, redactor: Redactor, commit: string | null): string[] {
  const { severity, rule, message, at } = finding
  const { path } = at.source
  const { line } = locate(at)
  const outside = path.startsWith('/') || path.startsWith('../')
  const place = commit === null || outside ? `${line}` : `[${line}](${commit}/${uriPath(path)}#L${line})`
  return [severity, code(path), place, code(rule), prose(redactor.text(message))]
}

/** What is said below the issue when it is opened again: changes of its text reach nobody's inbox. */
export function reopenComment(classified: readonly Classified[], { runs, run }: AuditView): string {
  const counts = countsOf(auditFindings(classified).map(c => c.finding))
  return `There are findings again: ${counts} in [this run](${runs}${run}).`
}
