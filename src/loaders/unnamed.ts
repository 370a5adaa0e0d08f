import type { Origin, Setting } from '../core/setting.ts'
import { type Span, spanOf, type Text } from '../core/text.ts'
import { isTcpLooking } from '../kernel/nearest.ts'
import { parameters } from '../kernel/parameters.ts'
import { canonicalKey } from './sysctl-key.ts'

/** Whether a name that begins so can be one of interest. */
export function mayBeginParameter(begin: string): boolean {
  const plain = canonicalKey(begin.trim().replace(/^-/, ''))
  return isTcpLooking(plain) || [...parameters.keys()].some(name => name.startsWith(plain))
}

/**
 * A setting of which only a run can tell the parameter: it is a doubt of all that were made before.
 * @param text what stands for it, and its range
 * @param what it is that only a run can tell of it
 */
export function unnamedSetting(
  text: Text,
  { start, end }: { readonly start: number; readonly end: number },
  origin: Origin,
  what = 'which parameter',
): Setting {
  const at: Span = spanOf(text, start, end)
  const value = text.text.slice(start, end)
  const line = value.slice(0, 200).replace(/\s+/g, ' ').trim()
  const shown = line.length > 60 ? `${line.slice(0, 57)}...` : line
  return {
    parameter: '',
    value,
    known: false,
    state: 'set',
    key: at,
    valueAt: at,
    literal: false,
    dash: false,
    ...origin,
    conditional: `only a run can tell ${what} ${shown} means`,
  }
}
