import type { Comparison } from '../core/drift.ts'
import type { EffectiveParameter, EffectiveTarget, ValuePlace } from '../core/effective.ts'
import type { Report } from '../core/report.ts'
import type { Span } from '../core/text.ts'
import { widthOfText } from './cells.ts'
import type { TextOptions } from './check-text.ts'
import { clean } from './clean.ts'
import { collapseBlanks } from './collapse-blanks.ts'
import { plural } from './count.ts'
import { createLocator } from './locate.ts'
import { createRedactor } from './redact.ts'
import { createStyle, type Style } from './style.ts'
import { withoutCommands } from './without-commands.ts'

/** Longer values are cut. */
const longestValue = 60

interface Words {
  readonly place: (at: Span) => string
  readonly value: (parameter: string, value: string) => string
  readonly text: (text: string) => string
}

function wordsOf(report: Report): Words {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, [])
  return {
    place: at => `${clean(at.source.path)}:${locate(at).line}`,
    value(parameter, value) {
      const shown = clean(redactor.value(parameter, collapseBlanks(value)))
      return shown.length > longestValue ? `${shown.slice(0, longestValue - 1)}…` : shown
    },
    text: text => clean(redactor.text(text)),
  }
}

/** What each target ends up with, for people: a table each, with what every value beats below it. */
export function effectiveText(
  targets: readonly EffectiveTarget[],
  report: Report,
  { colour, quiet }: TextOptions,
): string {
  const style = createStyle(colour)
  const words = wordsOf(report)
  const out: string[] = []
  for (const target of targets) {
    if (out.length > 0) out.push('')
    out.push(`${style.file(clean(target.name))} ${style.dim(`under ${target.loader}`)}`)
    out.push(...tableOf(target.parameters, words, style))
  }
  if (!quiet) out.push(...(out.length > 0 ? [''] : []), closing(targets, report))
  return out.length === 0 ? '' : withoutCommands(`${out.join('\n')}\n`)
}

function tableOf(parameters: readonly EffectiveParameter[], words: Words, style: Style): string[] {
  if (parameters.length === 0) return ['  nothing is set']
  const values = parameters.map(p => (p.value === null ? '?' : words.value(p.parameter, p.value)))
  const widths = [
    Math.max(...parameters.map(p => widthOfText(clean(p.parameter)))),
    Math.max(...values.map(value => widthOfText(value))),
  ]
  return parameters.flatMap(({ parameter, value, why, at, beats, refused }, i) => {
    const name = padded(clean(parameter), widths[0]!)
    const row = `  ${name}  ${style.strong(padded(values[i]!, widths[1]!))}  ${style.dim(words.place(at))}`
    const below = (what: string, { at, value, why }: ValuePlace) => {
      const reason = why === '' ? '' : `: ${words.text(why)}`
      return `      ${style.dim(`${what} ${words.value(parameter, value)}  ${words.place(at)}${reason}`)}`
    }
    return [
      row,
      ...(value === null ? [`      ${style.dim(`not known: ${words.text(why)}`)}`] : []),
      ...beats.map(one => below('beats', one)),
      ...refused.map(one => below('refused', one)),
    ]
  })
}

function closing(targets: readonly EffectiveTarget[], { settings, files }: Report): string {
  const scope = `${plural(settings.length, 'setting')} in ${plural(files, 'file')}`
  if (targets.length > 0) return `${plural(targets.length, 'target')} from ${scope}`
  if (settings.length === 0) return `No target: nothing here sets a TCP parameter (${plural(files, 'file')})`
  return `No target: of the ${scope} none reaches a host, a tree with sysctl.d or user-data; sysctl-lint settings lists them`
}

/** Where a machine has drifted, for people. */
export function driftText(
  { drifts, compared, unknown, unreadable }: Comparison,
  report: Report,
  { colour, quiet }: TextOptions,
): string {
  const style = createStyle(colour)
  const words = wordsOf(report)
  const out = drifts.map(({ target, parameter, expected, actual, at }) => {
    const machine =
      actual === null ? 'the machine does not have it' : `the machine has ${words.value(parameter, actual)}`
    const said = `the repository says ${words.value(parameter, expected)} (${words.place(at)})`
    return `${style.file(clean(target))}  ${clean(parameter)}: ${style.strong(machine)}, ${said}`
  })
  if (!quiet) {
    const all = plural(compared, 'parameter')
    const left = [
      ...(unknown.length > 0 ? [`${unknown.length} whose value the repository does not say`] : []),
      ...(unreadable.length > 0 ? [`${unreadable.length} that the machine did not let be read`] : []),
    ]
    const rest = left.length > 0 ? `; not compared: ${left.join(', ')}` : ''
    out.push(`${drifts.length === 0 ? `No drift: ${all} compared` : `${drifts.length} of ${all} drifted`}${rest}`)
  }
  return out.length === 0 ? '' : withoutCommands(`${out.join('\n')}\n`)
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOfText(text)))
}
