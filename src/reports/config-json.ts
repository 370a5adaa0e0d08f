import type { ConfigView, Stated } from '../core/config-view.ts'
import type { Span } from '../core/text.ts'
import { cleanJson } from './clean.ts'
import { createLocator } from './locate.ts'

/** What is in force for a path, for machines. `from` is null for what nobody said: the default, or a policy that is built in. */
export function configJson(view: ConfigView): string {
  const locate = createLocator()
  const from = (at: Span | null): object | null => {
    if (at === null) return null
    const { line, column } = locate(at)
    return { file: at.source.path, line, column }
  }
  const stated = <T>({ value, at }: Stated<T>) => ({ value, from: from(at) })
  const whole = {
    version: 1,
    path: view.path,
    excluded: view.excluded,
    files: view.files,
    kernel: stated(view.kernel),
    loader: stated(view.loader),
    rules: Object.fromEntries(
      view.rules.map(({ id, severity: { value, at } }) => [id, { severity: value, from: from(at) }]),
    ),
    parameters: Object.fromEntries(
      [...view.limits].map(([parameter, limits]) => [
        parameter,
        limits.map(({ min, max, oneOf, severity, why, authority, source, at }) => ({
          ...{ min, max, oneOf, severity, why, authority, source },
          from: from(at),
        })),
      ]),
    ),
    require: Object.fromEntries(
      view.require.map(({ parameter, severity, why, at }) => [parameter, { severity, why, from: from(at) }]),
    ),
    exclude: view.exclude.map(({ value, at }) => ({ pattern: value, from: from(at) })),
  }
  return `${cleanJson(JSON.stringify(whole, null, 2))}\n`
}
