import type { Held, Settled } from '../../core/effect.ts'
import { effectiveTargets } from '../../core/effective.ts'
import type { Facts } from './parameters.ts'

const parts = ['time', 'intvl', 'probes'] as const
type Part = (typeof parts)[number]

/** A number of a target: `set` by the files, or the kernel's default. */
export interface KeepaliveNumber {
  readonly value: number
  readonly from: 'set' | 'default'
}

/** How a target notices a dead peer. Any number may be unknown. */
export interface Keepalive extends Readonly<Record<Part, KeepaliveNumber | null>> {
  /** Seconds until a dead peer is noticed; null where a number is not known, Infinity where it never is. */
  readonly total: number | null
  /** Whose it is: hosts, trees, files, in their order. Texts from outside. */
  readonly targets: readonly string[]
}

const nameOf = (part: Part): string => `net.ipv4.tcp_keepalive_${part}`

/** Keepalive of every target that says something about it, targets that agree together, the slowest first. */
export function keepalives(settled: readonly Settled[], facts: Facts): Keepalive[] {
  const groups = new Map<string, { numbers: Record<Part, KeepaliveNumber | null>; targets: string[] }>()
  for (const { name, values } of [...hosts(settled), ...others(settled)]) {
    if (!parts.some(part => values.has(nameOf(part)))) continue
    const numbers = { time: numberOf('time'), intvl: numberOf('intvl'), probes: numberOf('probes') }
    const key = JSON.stringify(numbers)
    const group = groups.get(key) ?? { numbers, targets: [] }
    groups.set(key, group)
    if (!group.targets.includes(name)) group.targets.push(name)

    function numberOf(part: Part): KeepaliveNumber | null {
      const value = values.get(nameOf(part))
      if (value !== undefined)
        return value !== null && /^-?\d{1,10}$/.test(value) ? { value: Number(value), from: 'set' } : null
      return defaultOf(part, facts)
    }
  }
  const all = [...groups.values()].map(({ numbers, targets }) => ({ ...numbers, total: totalOf(numbers), targets }))
  return all.sort((a, b) => (b.total ?? -1) - (a.total ?? -1))
}

/** The kernel's own, null where it is not the same for all kernels of the run. */
export function kernelKeepalive(facts: Facts): Keepalive {
  const numbers = {
    time: defaultOf('time', facts),
    intvl: defaultOf('intvl', facts),
    probes: defaultOf('probes', facts),
  }
  return { ...numbers, total: totalOf(numbers), targets: [] }
}

function defaultOf(part: Part, facts: Facts): KeepaliveNumber | null {
  const initial = facts.get(nameOf(part))?.initial
  return initial && /^\d+$/.test(initial) ? { value: Number(initial), from: 'default' } : null
}

/**
 * The sum is checked after each silent interval (net/ipv4/tcp_timer.c tcp_keepalive_timer); without probes the connection is reset once
 * the idle time is over, and negative times are months in unsigned arithmetic.
 */
function totalOf({ time, intvl, probes }: Record<Part, KeepaliveNumber | null>): number | null {
  if (!time || !intvl || !probes) return null
  if (time.value < 0 || (probes.value > 0 && intvl.value < 0)) return Number.POSITIVE_INFINITY
  return time.value + intvl.value * Math.max(0, probes.value)
}

interface Named {
  readonly name: string
  /** parameter → what it ends up as; null where that is not known. */
  readonly values: ReadonlyMap<string, string | null>
}

function hosts(settled: readonly Settled[]): Named[] {
  return effectiveTargets(settled).map(({ name, parameters }) => ({
    name,
    values: new Map(parameters.map(({ parameter, value }) => [parameter, value])),
  }))
}

/** Roles, scripts and files that are no host: what they say together, since the parts of a role are used together. */
function others(settled: readonly Settled[]): Named[] {
  const scopes = new Map<string, Map<string, string | null>>()
  for (const one of settled) {
    if (effectiveTargets([one]).length > 0) continue
    const values = scopes.get(one.target.scope) ?? new Map<string, string | null>()
    scopes.set(one.target.scope, values)
    for (const part of parts) {
      const held = one.run.get(nameOf(part)) ?? one.boot.get(nameOf(part))
      if (held) values.set(nameOf(part), known(held))
    }
  }
  return [...scopes].map(([name, values]) => ({ name, values }))
}

function known({ effective, doubts }: Held): string | null {
  return doubts.length > 0 ? null : effective
}
