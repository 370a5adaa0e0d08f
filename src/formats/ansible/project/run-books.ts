import type { Step } from '../../../core/target.ts'
import type { Play } from './find-plays.ts'
import type { Budget } from './host-state.ts'
import type { Hosts } from './hosts.ts'
import { folderOf, type Repository } from './repository.ts'
import { type Before, runPlay } from './run-play.ts'

/** What some plays did to a host, and which variables they asked for. */
interface Result {
  readonly steps: readonly Step[]
  readonly asked: ReadonlySet<string>
}

/**
 * Runs plays on hosts. Hosts of the same groups end up alike as long as no variable that was asked for is one of the host's own, so that
 * most hosts need no run.
 */
export function createRunner(
  repository: Repository,
  hosts: Hosts,
  budget: Budget,
): (host: string, plays: readonly Play[]) => readonly Step[] {
  const ordinary = new Map<string, Result>()
  const ids = new Map<Play, number>()
  return (host, plays) => {
    for (const play of plays) if (!ids.has(play)) ids.set(play, ids.size)
    const key = JSON.stringify([hosts.groupsOf(host), plays.map(play => ids.get(play))])
    const bases = [...new Set(plays.map(({ source }) => folderOf(source.path)))]
    const own = bases.flatMap(base => hosts.ownLayers(host, base))
    const isOrdinary = ({ asked }: Result): boolean => {
      if (asked.has('inventory_hostname')) return false
      return own.length === 0 || [...asked].every(name => own.every(layer => layer.pair(name) === null))
    }
    const like = ordinary.get(key)
    if (like && isOrdinary(like)) return like.steps
    let before: Before | null = null
    for (const play of plays) before = runPlay(repository, hosts.hostOf(host), budget, play, before)
    const result = { steps: before?.run.steps ?? [], asked: before?.asked ?? new Set<string>() }
    if (isOrdinary(result)) ordinary.set(key, result)
    return result.steps
  }
}
