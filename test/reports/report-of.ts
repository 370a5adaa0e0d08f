import type { Effect } from '../../src/core/effect.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { Report } from '../../src/core/report.ts'
import type { Setting } from '../../src/core/setting.ts'
import type { Source, Span } from '../../src/core/text.ts'

/** The place of the n-th (from 0) occurrence of a text in a file. */
export function placeOf(source: Source, text: string, n = 0): Span {
  let start = -1
  for (let i = 0; i <= n; i++) start = source.text.indexOf(text, start + 1)
  if (start < 0) throw new Error(`${JSON.stringify(text)} does not stand in ${source.path}`)
  return { source, start, end: start + text.length }
}

export function effectOf(
  key: Span,
  valueAt: Span,
  more: Omit<Partial<Effect>, 'setting'> & { readonly setting?: Partial<Setting> } = {},
): Effect {
  const slice = ({ source, start, end }: Span) => source.text.slice(start, end)
  const setting: Setting = {
    parameter: slice(key),
    value: slice(valueAt),
    known: true,
    state: 'set',
    key,
    valueAt,
    literal: true,
    format: 'sysctl-conf',
    within: [],
    dash: false,
    conditional: null,
    onError: 'continues',
    ...more.setting,
  }
  return {
    outcome: 'applied',
    why: '',
    effective: setting.value,
    errno: null,
    lasts: 'persistent',
    appliedBy: '/etc/sysctl.d/60-net.conf',
    beaten: null,
    ...more,
    setting,
  }
}

export function findingOf(at: Span, more: Partial<Finding> = {}): Finding {
  return { rule: 'toy-rule', severity: 'warning', message: 'the thing is odd', at, ...more }
}

export function reportOf(more: Partial<Report> = {}): Report {
  return { settings: [], problems: [], findings: [], targets: [], files: 1, passedOver: [], ...more }
}
