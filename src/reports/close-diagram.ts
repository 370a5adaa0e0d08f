import type { Effect } from '../core/effect.ts'
import { closing } from '../core/tcp-states.ts'

/** The parameters that stand on the arrows, with the unit of their values. */
const units = {
  tcp_fin_timeout: ' s',
  tcp_keepalive_time: ' s',
  tcp_keepalive_intvl: ' s',
  tcp_keepalive_probes: '',
  tcp_retries2: '',
  tcp_orphan_retries: '',
  tcp_tw_reuse: '',
  tcp_max_tw_buckets: '',
} as const

type Named = keyof typeof units

/**
 * How a TCP connection ends on Linux, and which parameter governs which arrow, as a state diagram of Mermaid. Nothing from outside is
 * in it but numbers.
 */
export function closeDiagram(settings: readonly Effect[]): string {
  const values = valuesOf(settings)
  const named = (name: string): string => {
    const value = values.get(name)
    return value === undefined ? name : `${name} = ${value}${units[name as Named]}`
  }
  const lines = closing.map(({ from, to, when, governed, by = '' }) => {
    const said = [when, ...governed.map(name => by + named(name))].join('<br/>')
    return `${from} --> ${to} : ${said}`
  })
  return `stateDiagram-v2\n${[...lines, 'CLOSED --> [*]'].map(line => `    ${line}\n`).join('')}`
}

/** Parameters that have one effective value, a number, wherever the repository sets them. */
function valuesOf(settings: readonly Effect[]): ReadonlyMap<string, string> {
  const values = new Map<string, string | null>()
  for (const { setting, outcome, effective } of settings) {
    const name = setting.parameter.replace(/^net\.ipv4\./, '')
    if (!Object.hasOwn(units, name) || setting.state === 'absent' || !(outcome === 'applied' || outcome === 'unknown'))
      continue
    const value = outcome === 'applied' && effective !== null && /^-?\d{1,10}$/.test(effective) ? effective : null
    values.set(name, values.has(name) && values.get(name) !== value ? null : value)
  }
  return new Map([...values].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])))
}
