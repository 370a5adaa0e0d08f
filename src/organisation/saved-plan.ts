import * as v from 'valibot'
import type { PlannedRepository, Shard } from './plan.ts'
import { branchName, repositoryName } from './repository-name.ts'

const repository = v.object({ name: repositoryName, branch: branchName, private: v.boolean() })

const plan = v.object({
  version: v.literal(1),
  shards: v.array(v.object({ shard: v.number(), seconds: v.number(), repositories: v.array(repository) })),
})

/** Reads a plan back. */
export function parsePlan(json: string): readonly Shard[] | { readonly error: string } {
  let whole: unknown
  try {
    whole = JSON.parse(json)
  } catch {
    return { error: 'is no plan: it is no JSON; sysctl-lint plan makes one' }
  }
  const parsed = v.safeParse(plan, whole, { abortEarly: true })
  if (parsed.success) return parsed.output.shards
  return { error: `is no plan: ${v.getDotPath(parsed.issues[0]) ?? 'the whole'} is not what sysctl-lint plan writes` }
}

/** All repositories of a plan. */
export function plannedRepositories(shards: readonly Shard[]): PlannedRepository[] {
  return shards.flatMap(shard => shard.repositories)
}
