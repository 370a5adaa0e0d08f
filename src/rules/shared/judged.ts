import type { Effect, Settled } from '../../core/effect.ts'
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

/** A problem at the key of a setting, with its parameter and, unless it is a secret, its value. */
export function problemAt({ setting }: Effect, message: string, more: Partial<Problem> = {}): Problem {
  const { parameter, value, key } = setting
  return { message, at: key, parameter, ...(isSecret(parameter) ? {} : { value }), ...more }
}
