import type { Classified } from '../core/classified.ts'
import { compareSeverity, type Finding } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import { orderForAnnotations } from './annotation.ts'
import { scopeOf } from './check-text.ts'
import { closeDiagram } from './close-diagram.ts'
import { countOf, plural } from './count.ts'
import { countsOf, oldLine } from './finding-markdown.ts'
import { type Drawing, type FindingRow, fileSections, findingRow, fittingRows } from './finding-table.ts'
import { fitting } from './fitting.ts'
import { groupBy } from './group-by.ts'
import { createLocator } from './locate.ts'
import { code, prose, row } from './markdown.ts'
import { passedOverLine } from './passed-over-line.ts'
import { createRedactor } from './redact.ts'
import { utf8Length } from './utf8-length.ts'

/** The runner takes 1 MiB a step, and silently drops what comes close to it (actions/runner#4337). */
const mostBytes = 900 * 1024
/** What is kept for the counts, the diagram and the headings around the findings. */
const around = 100 * 1024
/** Rows of the table of files. */
const mostFiles = 200

export interface SummaryView {
  /** How this change was told from what was there before, for people. */
  readonly how: string
  /** Whether a change is known at all. */
  readonly changed: boolean
  readonly links: {
    /** Where the checked-out files are shown, without a final `/`: `https://github.com/o/r/blob/SHA`; null: no links. */
    readonly commit: string | null
  }
}

interface Row extends FindingRow {
  readonly fresh: boolean
}

/** The job's summary, Markdown in the coordinates of the checkout: what was found, by severity and file, then finding by finding. */
export function summary(report: Report, classified: readonly Classified[], view: SummaryView): string {
  const drawing: Drawing = {
    locate: createLocator(),
    redactor: createRedactor(report.settings, report.findings),
    commit: view.links.commit,
  }
  const rows: readonly Row[] = orderForAnnotations(classified).map(({ finding, fresh }) => ({
    ...findingRow(finding, drawing),
    fresh,
  }))
  const shown = fittingRows(rows, mostBytes - around, utf8Length, r => `${r.fresh}${r.finding.at.source.path}`)
  const fresh = shown.filter(r => r.fresh)
  const old = shown.filter(r => !r.fresh)
  const left = rows.length - shown.length
  const over = passedOverLine(report)
  const parts = [
    `## sysctl-lint: ${countsOf(classified.filter(c => c.fresh).map(c => c.finding))}`,
    [`${scopeOf(report)} looked at; ${prose(view.how)}.`, oldLine(classified)].filter(line => line !== '').join(' '),
    over === '' ? '' : `Passed over: ${prose(over.slice('Passed over: '.length))}`,
    filesTable(classified),
    ...fileSections(fresh),
    old.length === 0
      ? ''
      : `<details><summary>${plural(old.length, 'finding')} not of this change</summary>\n\n${fileSections(old).join('\n\n')}\n\n</details>`,
    left === 0 ? '' : `${plural(left, 'more finding')} did not fit here.`,
    report.settings.length === 0 ? '' : diagramSection(report),
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function filesTable(classified: readonly Classified[]): string {
  const fresh = classified.filter(c => c.fresh).map(c => c.finding)
  const files = groupBy(fresh, f => f.at.source.path)
  if (files.size < 2) return ''
  const all = [...files].toSorted(([, a], [, b]) => compareSeverity(worst(a), worst(b)) || b.length - a.length)
  const numbers = (findings: readonly Finding[]): string[] =>
    (['error', 'warning', 'notice'] as const).map(severity => String(countOf(findings, severity)))
  const shown = fitting(all.slice(0, mostFiles), around / 2, ([path]) => utf8Length(code(path)) + 40)
  const left = all.length - shown.length
  return [
    row(['File', 'Errors', 'Warnings', 'Notices']),
    row([':--', '--:', '--:', '--:']),
    ...shown.map(([path, findings]) => row([code(path), ...numbers(findings)])),
    ...(left > 0 ? [row([`${left} more`, ...numbers(all.slice(shown.length).flatMap(([, f]) => f))])] : []),
    row(['**all**', ...numbers(fresh)]),
  ].join('\n')
}

function worst(findings: readonly Finding[]): Finding['severity'] {
  return findings.reduce((a, { severity }) => (compareSeverity(severity, a) < 0 ? severity : a), findings[0]!.severity)
}

function diagramSection({ settings }: Report): string {
  const about =
    'Where the files give a parameter one value, its arrow has it. Resets, which end every state, are left out.'
  return `### How a TCP connection ends, and what governs it\n\n\`\`\`mermaid\n${closeDiagram(settings)}\`\`\`\n\n${about}`
}
