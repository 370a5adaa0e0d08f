import type { Settled } from '../../core/effect.ts'
import type { Context } from '../../core/rule.ts'
import { defaultOf, findParameter } from '../../kernel/parameters.ts'
import { companions, inTheEnd } from './judged.ts'
import { seconds } from './words.ts'

const parts = ['time', 'intvl', 'probes'] as const

/** The three numbers that make the detection time. */
export type Part = (typeof parts)[number]

/** What a keepalive parameter is on the target: set by it or by its scope, the kernel's own, or set to something not known. */
interface InForce {
  readonly from: 'set' | 'default' | 'unknown'
  readonly value: number
}

export type Keepalive = Readonly<Record<Part, InForce>>

const nameOf = (part: Part) => `net.ipv4.tcp_keepalive_${part}`

/** The keepalive parameters of a target. */
export function keepaliveOf(settled: Settled, context: Context): Keepalive {
  const targets = companions(settled, context)
  const one = (part: Part) => inForce(nameOf(part), targets, context)
  return { time: one('time'), intvl: one('intvl'), probes: one('probes') }
}

function inForce(parameter: string, targets: readonly Settled[], context: Context): InForce {
  for (const target of targets) {
    const end = inTheEnd(target, parameter)
    if (end) return end.value === null ? { from: 'unknown', value: 0 } : { from: 'set', value: end.value }
  }
  const unknown = targets.some(({ effects }) =>
    effects.some(e => e.setting.parameter === parameter && e.setting.state === 'set' && e.outcome === 'unknown'),
  )
  if (unknown) return { from: 'unknown', value: 0 }
  const known = findParameter(parameter)
  return { from: 'default', value: Number(known && defaultOf(known, context.kernel)) }
}

/**
 * How long a dead peer goes unnoticed, in words that finish a message: time + intvl × probes.
 * @param own the value of the setting that is spoken of
 */
export function detection(keepalive: Keepalive, own: Partial<Record<Part, number>> = {}): string {
  const all = { ...keepalive }
  for (const part of parts) if (own[part] !== undefined) all[part] = { from: 'set', value: own[part] }
  const { time, intvl, probes } = all
  const from = source(all)
  const show = (part: Part) => (all[part].from === 'unknown' ? `tcp_keepalive_${part}` : `${all[part].value}`)
  const probing = probes.from === 'unknown' || probes.value > 0
  // unsigned arithmetic in net/ipv4/tcp_timer.c makes some 2^32 ticks of a negative time
  if (isNegative(time) || (isNegative(intvl) && probing))
    return `a dead peer is never noticed, since the kernel takes a negative time for months${from}`
  if (!probing)
    return `idle connections are reset after ${time.from === 'unknown' ? show('time') : seconds(time.value)}${from}`
  const sum = `${show('time')} + ${show('intvl')} × ${show('probes')}`
  if (parts.some(part => all[part].from === 'unknown')) return `a dead peer is noticed after ${sum} s${from}`
  return `a dead peer is noticed after ${sum} = ${seconds(time.value + intvl.value * probes.value)}${from}`
}

function isNegative({ from, value }: InForce): boolean {
  return from !== 'unknown' && value < 0
}

function source(all: Keepalive): string {
  const named = (from: InForce['from']) =>
    parts.filter(part => all[part].from === from).map(part => `tcp_keepalive_${part}`)
  const defaults = named('default')
  const unknown = named('unknown')
  if (defaults.length > 0)
    return `, with the kernel's default for ${defaults.join(' and ')}${unknown.length > 0 ? notKnown(unknown) : ''}`
  return unknown.length > 0 ? notKnown(unknown) : ''
}

function notKnown(names: readonly string[]): string {
  return ` (${names.join(' and ')} not known here)`
}
