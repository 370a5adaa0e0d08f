import type { Effect, Held, Settled } from '../../core/effect.ts'
import type { Problem } from '../../core/finding.ts'
import type { Context } from '../../core/rule.ts'
import { isSecret } from './words.ts'

/** The parameter of which only the rule `tcp-tw-recycle` speaks. */
export const speaksAlone = 'net.ipv4.tcp_tw_recycle'

/**
 * The settings whose value may be judged: the kernel's reading of it is known, it certainly reaches the kernel if its file does, and
 * nothing takes its place. Settings of a file that is never read are among them: putting the file right puts them in force.
 */
export function* judgedEffects(settled: Settled): Iterable<Effect> {
  const neverRead = new Set(settled.problems.filter(p => p.rule === 'never-read').map(p => p.problem.at.source.path))
  for (const effect of settled.effects) {
    const { setting, outcome, effective } = effect
    if (setting.state !== 'set' || setting.conditional !== null || effective === null) continue
    const unread = outcome === 'ignored' && neverRead.has(setting.key.source.path)
    if (outcome === 'applied' || outcome === 'unknown' || unread) yield effect
  }
}

/** A setting whose value can be judged, with the number that the kernel ends up with. */
export interface Judged {
  readonly effect: Effect
  readonly value: number
}

/** The settings of one parameter whose value can be judged, in the order of their places. */
export function judged(settled: Settled, parameter: string): Judged[] {
  const found: Judged[] = []
  for (const effect of judgedEffects(settled)) {
    if (effect.setting.parameter !== parameter) continue
    if (/^-?\d+$/.test(effect.effective!)) found.push({ effect, value: Number(effect.effective) })
  }
  return found
}

/** Where a companion of a setting may stand: its own target first, then others of the scope, few enough to look at each time. */
export function companions(settled: Settled, context: Context): Settled[] {
  const others = context.scope.slice(0, 500).filter(one => one.target.id !== settled.target.id)
  return [settled, ...others]
}

/** What a parameter is on a target in the end; null where nothing certain is written to it. */
export interface InTheEnd {
  /** Null where nobody knows it. */
  readonly value: number | null
  readonly effect: Effect
}

/**
 * What holds of a parameter after the run, or after the boot where the run leaves it alone. What a later setting may change, and what the
 * two make different numbers of, is not known. Of files that nothing says the place of, the last counts.
 */
export function inTheEnd(settled: Settled, parameter: string): InTheEnd | null {
  const held = [settled.run.get(parameter), settled.boot.get(parameter)].filter(one => one !== undefined)
  const [first] = held
  const effect = first && settled.effects.find(one => one.setting === first.setting)
  if (!effect) return judged(settled, parameter).at(-1) ?? null
  const values = new Set(held.map(numberOf))
  return { value: values.size === 1 ? [...values][0]! : null, effect }
}

function numberOf({ effective, doubts, setting }: Held): number | null {
  if (effective === null || !/^-?\d+$/.test(effective) || setting.conditional !== null) return null
  return doubts.every(one => one.known && one.value.trim() === effective) ? Number(effective) : null
}

/** A problem at the key of a setting, with its parameter and, unless it is a secret, its value, and the places that use its variable. */
export function problemAt({ setting }: Effect, message: string, more: Partial<Problem> = {}): Problem {
  const { parameter, value, key, through } = setting
  const uses = (through?.uses ?? []).map(at => ({ at, note: 'it is used here' }))
  const related = [...(more.related ?? []), ...uses]
  const own = isSecret(parameter) ? {} : { value }
  return { message, at: key, parameter, ...own, ...more, ...(related.length > 0 ? { related } : {}) }
}
