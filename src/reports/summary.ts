import type { Classified } from '../core/classified.ts'
import { compareSeverity, type Finding } from '../core/finding.ts'
import type { PolicyNote } from '../core/policy-note.ts'
import type { Report } from '../core/report.ts'
import { orderForAnnotations } from './annotation.ts'
import { scopeOf } from './check-text.ts'
import { closeDiagram } from './close-diagram.ts'
import { countOf, plural } from './count.ts'
import { cut } from './cut.ts'
import { asideLine, countsOf, oldLine } from './finding-markdown.ts'
import { fitting } from './fitting.ts'
import { groupBy } from './group-by.ts'
import { createLocator, type Locator } from './locate.ts'
import { code, prose, row } from './markdown.ts'
import { passedOverLine } from './passed-over-line.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { uriPath } from './uri-path.ts'
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
  /** What the change does to the policy that it is judged by. */
  readonly policy?: readonly PolicyNote[]
  readonly links: {
    /** Where the checked-out files are shown, without a final `/`: `https://github.com/o/r/blob/SHA`; null: no links. */
    readonly commit: string | null
  }
}

/** What the rows of a table are drawn with. */
export interface Drawing {
  readonly locate: Locator
  readonly redactor: Redactor
  /** As `links.commit` of a view. */
  readonly commit: string | null
}

/** A finding with its row of the table. */
export interface Row {
  readonly one: Classified
  readonly text: string
}

/** The job's summary, Markdown in the coordinates of the checkout: what was found, by severity and file, then finding by finding. */
export function summary(report: Report, classified: readonly Classified[], view: SummaryView): string {
  const drawing: Drawing = {
    locate: createLocator(),
    redactor: createRedactor(report.settings, report.findings),
    commit: view.links.commit,
  }
  const rows = orderForAnnotations(classified.filter(c => !c.finding.suppressed)).map(one => ({
    one,
    text: rowOf(one, drawing),
  }))
  const shown = fittingRows(rows)
  const fresh = shown.filter(r => r.one.fresh)
  const old = shown.filter(r => !r.one.fresh)
  const left = rows.length - shown.length
  const over = passedOverLine(report)
  const parts = [
    `## sysctl-lint: ${countsOf(classified.filter(c => c.fresh).map(c => c.finding))}`,
    [`${scopeOf(report)} looked at; ${prose(view.how)}.`, oldLine(classified), asideLine(classified)]
      .filter(line => line !== '')
      .join(' '),
    over === '' ? '' : `Passed over: ${prose(over.slice('Passed over: '.length))}`,
    policySection(view.policy ?? []),
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

/** Notes that are listed. */
const mostNotes = 50

/** What a reviewer should look at besides the findings. */
function policySection(notes: readonly PolicyNote[]): string {
  if (notes.length === 0) return ''
  const items = notes.slice(0, mostNotes).map(({ message, place }) => {
    const where = place === null || message.startsWith(place.path) ? '' : `${code(`${place.path}:${place.line}`)} `
    return `- ${where}${prose(cut(message, longestNote))}`
  })
  const more = notes.length > mostNotes ? [`- and ${notes.length - mostNotes} more`] : []
  return ['### Policy\n', ...items, ...more].join('\n')
}

/** Characters of a note. */
const longestNote = 500

function fittingRows(rows: readonly Row[]): readonly Row[] {
  const files = new Set<string>()
  return fitting(rows, mostBytes - around, ({ one, text }) => {
    const { path } = one.finding.at.source
    const key = `${one.fresh}${path}`
    const heading = files.has(key) ? 0 : utf8Length(headingOf(path)) + 100
    files.add(key)
    return utf8Length(text) + 1 + heading
  })
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

/** A table for each file, under its name. */
export function fileSections(rows: readonly Row[]): string[] {
  return [...groupBy(rows, r => r.one.finding.at.source.path)].map(([path, some]) =>
    [
      `${headingOf(path)}\n`,
      row(['Line', 'Severity', 'Rule', 'Finding']),
      row(['--:', ':--', ':--', ':--']),
      ...some.toSorted((a, b) => a.one.finding.at.start - b.one.finding.at.start).map(r => r.text),
    ].join('\n'),
  )
}

export function headingOf(path: string): string {
  return `### ${code(path)}`
}

export function rowOf({ finding }: Classified, { locate, redactor, commit }: Drawing): string {
  const { line } = locate(finding.at)
  const { path } = finding.at.source
  const outside = path.startsWith('/') || path.startsWith('../')
  const place = commit === null || outside ? `${line}` : `[${line}](${commit}/${uriPath(path)}#L${line})`
  const fix = finding.fix
    ? ` *${finding.fix.safe ? 'Fix' : 'Suggestion'}:* ${prose(redactor.text(finding.fix.title))}`
    : ''
  return row([place, finding.severity, code(finding.rule), `${prose(redactor.text(finding.message))}${fix}`])
}

function diagramSection({ settings }: Report): string {
  const about =
    'Where the files give a parameter one value, its arrow has it. Resets, which end every state, are left out.'
  return `### How a TCP connection ends, and what governs it\n\n\`\`\`mermaid\n${closeDiagram(settings)}\`\`\`\n\n${about}`
}
