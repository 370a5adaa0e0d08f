import type { KernelRange } from '../core/kernel-range.ts'
import type { Parameter } from './parameter.ts'
import { core, ports } from './table/around.ts'
import { buffers } from './table/buffers.ts'
import { congestion } from './table/congestion.ts'
import { conntrack } from './table/conntrack.ts'
import { formerConntrack } from './table/former-conntrack.ts'
import { handshake } from './table/handshake.ts'
import { recovery } from './table/recovery.ts'
import { removed } from './table/removed.ts'
import { segments } from './table/segments.ts'
import { timers } from './table/timers.ts'
import { vendor } from './table/vendor.ts'
import { at, releases, since } from './version.ts'

export type { Accepts, Parameter } from './parameter.ts'

/** Every parameter that is known, by its canonical name. */
export const parameters: ReadonlyMap<string, Parameter> = new Map(
  [
    timers,
    handshake,
    buffers,
    segments,
    recovery,
    congestion,
    ports,
    core,
    conntrack,
    removed,
    formerConntrack,
    vendor,
  ].flatMap(group => group.map(parameter => [parameter.name, parameter])),
)

/** The parameter of that canonical name: `net.ipv4.tcp_fin_timeout`. */
export function findParameter(name: string): Parameter | undefined {
  return parameters.get(name)
}

/**
 * What a fresh kernel reads back, with `*` for a number of a vector that memory decides; null where it is not the same for the whole
 * range, or not fixed.
 */
export function defaultOf(parameter: Parameter, kernel: KernelRange): string | null {
  let found: string | null = null
  for (const release of releases(kernel, [parameter.defaults, parameter.exists])) {
    if (!at(parameter.exists, release)) continue
    const value = at(parameter.defaults, release) ?? null
    if (value === null || (found !== null && found !== value)) return null
    found = value
  }
  return found
}

/** Whether a value makes any difference in these kernels; `mixed` where it does in some. */
export function effectIn(parameter: Parameter, kernel: KernelRange): 'active' | 'no-op' | 'mixed' {
  if (parameter.noEffectSince === null) return 'active'
  const idle = [since(parameter.noEffectSince, true)]
  const all = releases(kernel, [idle]).map(release => at(idle, release) ?? false)
  return all.every(Boolean) ? 'no-op' : all.some(Boolean) ? 'mixed' : 'active'
}
