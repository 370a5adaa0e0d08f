import type { Target } from './target.ts'

/** Targets with the same id as one, in the order in which the id first came; their steps follow each other. */
export function mergeTargets(targets: Iterable<Target>): Target[] {
  const parts = new Map<string, Target[]>()
  for (const target of targets) {
    const list = parts.get(target.id)
    if (list) list.push(target)
    else parts.set(target.id, [target])
  }
  return [...parts.values()].map(list =>
    list.length === 1
      ? list[0]!
      : { ...list[0]!, steps: list.flatMap(t => t.steps), dropped: list.flatMap(t => t.dropped) },
  )
}
