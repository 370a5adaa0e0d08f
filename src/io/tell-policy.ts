import type { Applied } from '../core/baseline.ts'
import { plural } from '../reports/count.ts'
import { say, warn } from './annotate.ts'

/**
 * Says in the log what a run goes by. What is wrong with a configuration is one warning, since each takes one of ten places.
 * @param how one sentence; null: there is no policy
 * @param problems a line each
 * @param stale known findings that match nothing
 * @returns how many warnings were given
 */
export function tellPolicy(how: string | null, problems: readonly string[], stale: Applied['stale']): number {
  if (how !== null) say(how)
  for (const line of problems.slice(3)) say(line)
  const count = stale.reduce((sum, entry) => sum + entry.count, 0)
  const first = stale.slice(0, 3).map(({ file, rule }) => `${file} ${rule}`)
  const examples = `${first.join(', ')}${stale.length > first.length ? ' …' : ''}`
  const [matches, it] = count === 1 ? ['matches', 'it'] : ['match', 'them']
  const what = `${plural(count, 'known finding')} ${matches} nothing any more`
  if (count > 0) say(`Baseline: ${what}; --prune-baseline takes ${it} out (${examples})`)
  if (problems.length === 0) return 0
  warn(`${problems.slice(0, 3).join('; ')}${problems.length > 3 ? ' … (the log has them all)' : ''}`)
  return 1
}
