import type { Finding } from '../core/finding.ts'
import { fitting } from './fitting.ts'
import { groupBy } from './group-by.ts'
import type { Locator } from './locate.ts'
import { code, prose, row } from './markdown.ts'
import type { Redactor } from './redact.ts'
import { uriPath } from './uri-path.ts'

export interface Drawing {
  readonly locate: Locator
  readonly redactor: Redactor
  /** Where the files are shown, without a final `/`: `https://github.com/o/r/blob/SHA`; null: no links. */
  readonly commit: string | null
}

/** A finding with its row of a table. */
export interface FindingRow {
  readonly finding: Finding
  readonly text: string
}

export function findingRow(finding: Finding, { locate, redactor, commit }: Drawing): FindingRow {
  const { line } = locate(finding.at)
  const { path } = finding.at.source
  const outside = path.startsWith('/') || path.startsWith('../')
  const place = commit === null || outside ? `${line}` : `[${line}](${commit}/${uriPath(path)}#L${line})`
  const fix = finding.fix
    ? ` *${finding.fix.safe ? 'Fix' : 'Suggestion'}:* ${prose(redactor.text(finding.fix.title))}`
    : ''
  const text = row([place, finding.severity, code(finding.rule), `${prose(redactor.text(finding.message))}${fix}`])
  return { finding, text }
}

/** A table for each file, under its name. */
export function fileSections(rows: readonly FindingRow[]): string[] {
  return [...groupBy(rows, r => r.finding.at.source.path)].map(([path, some]) =>
    [
      `${headingOf(path)}\n`,
      row(['Line', 'Severity', 'Rule', 'Finding']),
      row(['--:', ':--', ':--', ':--']),
      ...some.toSorted((a, b) => a.finding.at.start - b.finding.at.start).map(r => r.text),
    ].join('\n'),
  )
}

/**
 * The first rows whose sections fit.
 * @param most in what `lengthOf` counts
 * @param sectionOf rows with the same one share a section
 */
export function fittingRows<T extends FindingRow>(
  rows: readonly T[],
  most: number,
  lengthOf: (text: string) => number,
  sectionOf: (row: T) => string = r => r.finding.at.source.path,
): readonly T[] {
  const sections = new Set<string>()
  return fitting(rows, most, one => {
    const section = sectionOf(one)
    const heading = sections.has(section) ? 0 : lengthOf(headingOf(one.finding.at.source.path)) + 100
    sections.add(section)
    return lengthOf(one.text) + 1 + heading
  })
}

function headingOf(path: string): string {
  return `### ${code(path)}`
}
