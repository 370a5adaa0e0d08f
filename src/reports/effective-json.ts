import type { Comparison } from '../core/drift.ts'
import type { EffectiveTarget, ValuePlace } from '../core/effective.ts'
import type { Report } from '../core/report.ts'
import { cleanJson } from './clean.ts'
import { collapseBlanks } from './collapse-blanks.ts'
import { createLocator, type Locator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'

/** What each target ends up with, for machines: the JSON interface of `effective`. */
export function effectiveJson(targets: readonly EffectiveTarget[], report: Report): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, [])
  const whole = {
    version: 1,
    targets: targets.map(({ name, loader, parameters }) => ({
      name,
      loader,
      parameters: parameters.map(({ parameter, value, why, at, beats, refused }) => ({
        parameter,
        value: value === null ? null : redactor.value(parameter, value),
        ...(value === null ? { why: redactor.text(why) } : {}),
        file: at.source.path,
        line: locate(at).line,
        beats: beats.map(one => entry(parameter, one, locate, redactor)),
        refused: refused.map(one => entry(parameter, one, locate, redactor)),
      })),
    })),
  }
  return `${cleanJson(JSON.stringify(whole, null, 2))}\n`
}

function entry(parameter: string, { at, value, why }: ValuePlace, locate: Locator, redactor: Redactor): object {
  const shown = redactor.value(parameter, collapseBlanks(value))
  return { file: at.source.path, line: locate(at).line, value: shown, ...(why ? { why: redactor.text(why) } : {}) }
}

/** Where a machine has drifted, for machines. */
export function driftJson({ drifts, compared, unknown, unreadable }: Comparison, report: Report): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, [])
  const show = (parameter: string, value: string | null) => (value === null ? null : redactor.value(parameter, value))
  const whole = {
    version: 1,
    drift: drifts.map(({ target, parameter, expected, actual, at }) => ({
      target,
      parameter,
      expected: show(parameter, expected),
      actual: show(parameter, actual),
      file: at.source.path,
      line: locate(at).line,
    })),
    compared,
    notCompared: { unknown, unreadable },
  }
  return `${cleanJson(JSON.stringify(whole, null, 2))}\n`
}
