import type { Effect } from '../core/effect.ts'
import type { Finding } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import type { Span } from '../core/text.ts'
import { cleanJson } from './clean.ts'
import { collapseBlanks } from './collapse-blanks.ts'
import { createLocator, type Locator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'

/** Every setting for machines: the JSON interface of `settings`. */
export function settingsJson(report: Report): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.problems)
  const whole = {
    version: 1,
    settings: report.settings.map(effect => settingEntry(effect, locate, redactor)),
    problems: report.problems.map(problem => problemEntry(problem, locate, redactor)),
  }
  return `${cleanJson(JSON.stringify(whole, null, 2))}\n`
}

function settingEntry(effect: Effect, locate: Locator, redactor: Redactor): object {
  const { setting, outcome, why, effective, lasts, appliedBy } = effect
  const { key, valueAt, parameter, value, known, state, format, within } = setting
  const start = locate(valueAt)
  return {
    file: key.source.path,
    ...locate(key),
    valueLine: start.line,
    valueColumn: start.column,
    parameter,
    value: redactor.value(parameter, collapseBlanks(value)),
    known,
    state,
    format,
    within,
    appliedBy,
    lasts,
    effective: effective === null ? null : redactor.value(parameter, effective),
    outcome,
    why: redactor.text(why),
    ...(setting.through?.uses.length ? { via: setting.through.uses.map(use => placeEntry(use, locate)) } : {}),
  }
}

function placeEntry(at: Span, locate: Locator): object {
  const { line, column } = locate(at)
  return { file: at.source.path, line, column }
}

function problemEntry({ rule, severity, message, at }: Finding, locate: Locator, redactor: Redactor): object {
  return { rule, severity, message: redactor.text(message), file: at.source.path, ...locate(at) }
}
