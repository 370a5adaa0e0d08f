import type { ConfigFile, Layer } from './config-file.ts'
import type { Complain } from './problem.ts'
import type { ResolvedPolicy } from './resolve.ts'

/** Whether every entry that gives only a severity or a reason has a limit to give it to; else it is complained of. */
export function refinesSomething(
  { layer, overrides }: ConfigFile,
  policies: readonly ResolvedPolicy[],
  complain: Complain,
): boolean {
  const limited = new Set<string>()
  for (const policy of policies) addLimited(policy, limited, new Set())
  let sound = check(layer, limited, complain)
  for (const [parameter, { kind }] of layer.limits) if (kind === 'limit') limited.add(parameter)
  for (const override of overrides) {
    sound = check(override.layer, limited, complain) && sound
    for (const [parameter, { kind }] of override.layer.limits) if (kind === 'limit') limited.add(parameter)
  }
  return sound
}

function check({ limits }: Layer, limited: ReadonlySet<string>, complain: Complain): boolean {
  let sound = true
  for (const [parameter, entry] of limits) {
    if (entry.kind !== 'refine' || limited.has(parameter)) continue
    sound = false
    complain(`${parameter} has no limit that is extended; give min, max or one-of`, entry.at)
  }
  return sound
}

/** Adds every parameter that a policy may limit somewhere. */
function addLimited(policy: ResolvedPolicy, limited: Set<string>, seen: Set<ResolvedPolicy>): void {
  if (seen.has(policy)) return
  seen.add(policy)
  if (policy.kind === 'built-in') {
    for (const { parameter } of policy.policy.limits) limited.add(parameter)
    return
  }
  for (const { limits } of [policy.file.layer, ...policy.file.overrides.map(o => o.layer)])
    for (const [parameter, { kind }] of limits) if (kind === 'limit') limited.add(parameter)
  for (const one of policy.extends) addLimited(one, limited, seen)
}
