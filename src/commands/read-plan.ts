import { readBounded } from '../io/read-bounded.ts'
import { UserError } from '../io/user-error.ts'
import type { Shard } from '../organisation/plan.ts'
import { parsePlan } from '../organisation/saved-plan.ts'

/** Bytes; a repository takes about 100. */
const longestPlan = 64 << 20

/**
 * The shards of the plan that --plan names.
 * @throws a user error for what is none
 */
export function readPlan(cwd: string, file: string): readonly Shard[] {
  const shards = parsePlan(readBounded(cwd, file, longestPlan, '--plan'))
  if ('error' in shards) throw new UserError(`--plan ${file} ${shards.error}`)
  return shards
}
