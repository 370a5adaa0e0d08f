import type { Finding, Related } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import { clean } from './clean.ts'
import { countOf, countSuppressed, plural } from './count.ts'
import { type FrameOptions, frameOf } from './frame.ts'
import { createLocator, type Locator } from './locate.ts'
import { passedOverLine } from './passed-over-line.ts'
import { createRedactor } from './redact.ts'
import { createStyle, type Style } from './style.ts'
import { withoutCommands } from './without-commands.ts'

export interface TextOptions {
  readonly colour: boolean
  /** Only the findings. */
  readonly quiet: boolean
}

/** The findings for people: by file, each with its place, the characters meant, and what to do; then a line that sums up. */
export function checkText(report: Report, { colour, quiet }: TextOptions): string {
  const style = createStyle(colour)
  const frame = { locate: createLocator(), redactor: createRedactor(report.settings, report.findings), style }
  const out: string[] = []
  let path: string | null = null
  for (const finding of report.findings) {
    if (finding.suppressed) continue
    if (finding.at.source.path !== path) {
      path = finding.at.source.path
      out.push(style.file(clean(path)), '')
    }
    out.push(...findingLines(finding, { ...frame, mark: text => style.severity(finding.severity, text) }), '')
  }
  if (!quiet) out.push(...closingLines(report, summaryOf(report, style), style))
  return out.length === 0 ? '' : withoutCommands(`${out.join('\n')}\n`)
}

/** The end of a report for people. */
export function closingLines(report: Report, summary: string, style: Style): string[] {
  const over = passedOverLine(report)
  return over === '' ? [summary] : [style.dim(over), summary]
}

function findingLines(finding: Finding, options: FrameOptions): string[] {
  const { style, locate, redactor } = options
  const place = locate(finding.at)
  const says = (text: string): string => clean(redactor.text(text))
  const head = `${place.line}:${place.column}`
  const severity = style.severity(finding.severity, finding.severity)
  const lines = [`  ${style.strong(head)}  ${severity}  ${style.dim(finding.rule)}`, `  ${says(finding.message)}`]
  for (const line of frameOf(finding.at, options)) lines.push(`    ${line}`)
  const { related = [] } = finding
  for (const one of related.slice(0, mostRelated))
    lines.push(`  ${relatedPlace(one, finding, locate)}: ${says(one.note)}`)
  if (related.length > mostRelated) lines.push(style.dim(`  … and ${related.length - mostRelated} more`))
  if (finding.fix) {
    const kind = finding.fix.safe ? 'fix' : 'suggestion'
    lines.push(`  ${style.fix(`${kind}: ${says(finding.fix.title)}`)}`)
  }
  return lines
}

/** Related places of one finding that are printed; the JSON report has them all. */
const mostRelated = 5

function relatedPlace({ at }: Related, finding: Finding, locate: Locator): string {
  const { line, column } = locate(at)
  return at.source.path === finding.at.source.path ? `line ${line}` : `${clean(at.source.path)}:${line}:${column}`
}

/** `1 error, 2 warnings in 34 settings (12 files); 1 finding set aside` */
export function summaryOf(report: Report, style: Style): string {
  const counts = (['error', 'warning', 'notice'] as const).map(severity => ({
    severity,
    count: countOf(report.findings, severity),
  }))
  const said = counts.filter(c => c.count > 0).map(c => style.severity(c.severity, plural(c.count, c.severity)))
  const aside = countSuppressed(report.findings)
  const suffix = aside === 0 ? '' : `; ${plural(aside, 'finding')} set aside`
  return `${said.join(', ') || 'No findings'} in ${scopeOf(report)}${suffix}`
}

/** `34 settings (12 files)` */
export function scopeOf({ settings, files }: Report): string {
  return `${plural(settings.length, 'setting')} (${plural(files, 'file')})`
}
