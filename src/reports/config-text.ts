import type { ConfigView, Stated } from '../core/config-view.ts'
import type { Limit } from '../core/policy.ts'
import type { Span } from '../core/text.ts'
import { widthOfText } from './cells.ts'
import { clean } from './clean.ts'
import { createLocator } from './locate.ts'
import { createStyle } from './style.ts'

/** Columns wider than this are not padded to. */
const widest = 48

/** What is in force for a path, for people: a line a value, and behind it the place that it comes from. */
export function configText(view: ConfigView, colour: boolean): string {
  const style = createStyle(colour)
  const locate = createLocator()
  const from = (at: Span | null): string => {
    if (at === null) return 'default'
    const { line, column } = locate(at)
    return `${at.source.path}:${line}:${column}`
  }
  const named = (name: string, { value, at }: Stated<string>): string[] => [name, value, from(at)]
  const { path, files, limits, require, exclude } = view
  const what = path === null ? 'where no override matches' : path
  const section = (title: string, rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : ['', style.strong(title), ...table(rows).map(line => `  ${line}`)]
  const out = [
    `In force ${path === null ? what : `for ${style.file(clean(what))}`}${view.excluded ? ', which is left out' : ''}, by ${
      files.length === 0 ? 'no configuration file' : files.map(clean).join(', ')
    }`,
    ...section('hosts', [named('kernel', view.kernel), named('loader', view.loader)]),
    ...section(
      'parameters',
      [...limits]
        .sort(byName)
        .flatMap(([parameter, wanted]) =>
          wanted.length === 0
            ? [[parameter, 'any value', '']]
            : wanted.map((limit, i) => [i === 0 ? parameter : '', extent(limit), origin(limit, from)]),
        ),
    ),
    ...section(
      'require',
      require.map(({ parameter, severity, at }) => [parameter, severity ?? 'warning', from(at)]),
    ),
    ...section(
      'exclude',
      exclude.map(({ value, at }) => [value, '', from(at)]),
    ),
    ...section(
      'rules',
      view.rules.map(({ id, usual, severity: { value, at } }) => [
        id,
        value === usual ? value : `${value} (otherwise ${usual})`,
        from(at),
      ]),
    ),
  ]
  return `${out.join('\n')}\n`
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/** `15 to 30 (error)` */
function extent({ min, max, oneOf, severity }: Limit): string {
  const values =
    oneOf !== null
      ? oneOf.join(', ')
      : min === max
        ? `${min}`
        : min === null
          ? `at most ${max}`
          : max === null
            ? `at least ${min}`
            : `${min} to ${max}`
  return severity === null ? values : `${values} (${severity})`
}

/** A policy that is built in is named with its page; a file says where. */
function origin({ authority, source, at, why }: Limit, from: (at: Span | null) => string): string {
  const place = at === null ? `${authority}: ${source}` : from(at)
  const refined = at !== null && at.source.path !== authority ? ` (${authority})` : ''
  return `${place}${refined}${why === '' || at === null ? '' : `: ${why}`}`
}

function table(rows: readonly (readonly string[])[]): string[] {
  const cleaned = rows.map(row => row.map(clean))
  const widths = [0, 1].map(i =>
    cleaned.reduce((most, row) => Math.max(most, Math.min(widest, widthOfText(row[i]!))), 0),
  )
  return cleaned.map(row =>
    row
      .map((cell, i) => (i < 2 ? cell + ' '.repeat(Math.max(0, widths[i]! - widthOfText(cell))) : cell))
      .join('  ')
      .trimEnd(),
  )
}
