import type { Effect } from '../core/effect.ts'
import type { Report } from '../core/report.ts'
import { widthOfText } from './cells.ts'
import { closingLines, scopeOf, type TextOptions } from './check-text.ts'
import { clean } from './clean.ts'
import { collapseBlanks } from './collapse-blanks.ts'
import { plural } from './count.ts'
import { createLocator, type Locator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { createStyle } from './style.ts'
import { withoutCommands } from './without-commands.ts'

/** Columns wider than this are not padded to. */
const widest = 60
/** Longer values are cut. */
const longestValue = 80

/** Every setting for people, a line each: where it stands, what it sets, to what, and what becomes of it. */
export function settingsText(report: Report, { colour, quiet }: TextOptions): string {
  const style = createStyle(colour)
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.problems)
  const rows = report.settings.map(effect => rowOf(effect, locate, redactor))
  const widths = [0, 1, 2].map(i =>
    rows.reduce((most, row) => Math.max(most, Math.min(widest, widthOfText(row[i]!))), 0),
  )
  const out: string[] = []
  for (const [place, parameter, value, fate] of rows) {
    const cells = [
      style.dim(padded(place, widths[0]!)),
      padded(parameter, widths[1]!),
      style.strong(padded(value, widths[2]!)),
      fate,
    ]
    out.push(cells.join('  ').trimEnd())
  }
  for (const problem of report.problems) {
    const { line, column } = locate(problem.at)
    const place = `${clean(problem.at.source.path)}:${line}:${column}`
    const severity = style.severity(problem.severity, problem.severity)
    out.push(`${style.dim(place)}  ${severity}  ${style.dim(problem.rule)}  ${clean(redactor.text(problem.message))}`)
  }
  if (!quiet) {
    const problems = report.problems.length === 0 ? '' : `, ${plural(report.problems.length, 'problem')}`
    out.push(...closingLines(report, `${scopeOf(report)}${problems}`, style))
  }
  return out.length === 0 ? '' : withoutCommands(`${out.join('\n')}\n`)
}

function rowOf(effect: Effect, locate: Locator, redactor: Redactor): readonly [string, string, string, string] {
  const { setting, outcome, why, effective } = effect
  const { line, column } = locate(setting.key)
  const place = `${clean(setting.key.source.path)}:${line}:${column}`
  const written = collapseBlanks(setting.value)
  const shown = setting.state === 'absent' ? '(absent)' : clean(cut(redactor.value(setting.parameter, written)))
  const reads = effective === null ? null : clean(cut(redactor.value(setting.parameter, effective)))
  const value = reads === null || reads === shown || setting.state === 'absent' ? shown : `${shown} → ${reads}`
  const reason = clean(redactor.text(why))
  return [place, clean(setting.parameter), value, reason ? `${outcome}: ${reason}` : outcome]
}

function cut(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue - 1)}…` : value
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOfText(text)))
}
