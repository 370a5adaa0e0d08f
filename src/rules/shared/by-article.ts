import type { Effect, Settled } from '../../core/effect.ts'
import type { Context } from '../../core/rule.ts'
import { type Judged, judged } from './judged.ts'

/** Whether the article's numbers hold for a setting; where a team has limits of its own, outside-policy speaks. */
export function isJudgedByArticle({ setting }: Effect, { policy }: Context): boolean {
  return policy.at(setting.key.source.path).articleHolds?.(setting.parameter) ?? true
}

/** The settings of one parameter whose value can be judged, and is to be judged by the article's numbers. */
export function judgedByArticle(settled: Settled, parameter: string, context: Context): Judged[] {
  return judged(settled, parameter).filter(({ effect }) => isJudgedByArticle(effect, context))
}
