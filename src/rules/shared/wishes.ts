import type { Limit } from '../../core/policy.ts'
import { clip } from './words.ts'

/** `rabbitmq wants 15 to 30` */
export function wish(limit: Limit, isVector = false): string {
  return `${clip(limit.authority)} ${limit.verb ?? 'wants'} ${extent(limit)}${isVector && limit.oneOf === null ? ' for each number' : ''}`
}

/** `15 to 30`, `at most 30`, `0, 1 or 2` */
function extent({ min, max, oneOf }: Limit): string {
  if (oneOf !== null) return clip(joined(oneOf.slice(0, 10), 'or'), 80)
  if (min === max) return `${min}`
  if (min === null) return `at most ${max}`
  return max === null ? `at least ${min}` : `${min} to ${max}`
}

/** `a, b and c` */
export function joined(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
