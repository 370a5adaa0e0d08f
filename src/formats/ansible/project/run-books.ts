import type { Step } from '../../../core/target.ts'
import type { Play } from './find-plays.ts'
import type { Budget } from './host-state.ts'
import type { Hosts, PlacedHost } from './hosts.ts'
import type { Layer } from './layers.ts'
import { folderOf, type Repository } from './repository.ts'
import { type Before, runPlay } from './run-play.ts'

/** What plays do on hosts that ask for the same variables: by where those are defined for a host. */
interface Outcomes {
  readonly asked: readonly string[]
  readonly steps: Map<string, readonly Step[]>
  /** Where the groups of hosts define what is asked for, by the layers that these hosts share. */
  readonly ofGroups: Map<readonly Layer[], string>
}

/**
 * Runs plays on hosts. A host for which every variable that another has asked for is defined at the same places ends up like that one, so
 * that most hosts need no run.
 */
export function createRunner(
  repository: Repository,
  hosts: Hosts,
  budget: Budget,
): (host: string, plays: readonly Play[]) => readonly Step[] {
  const known = new Map<string, Map<string, Outcomes>>()
  const ids = new Map<Play, number>()
  return (host, plays) => {
    for (const play of plays) if (!ids.has(play)) ids.set(play, ids.size)
    const key = plays.map(play => ids.get(play)).join(' ')
    const outcomes = known.get(key) ?? new Map<string, Outcomes>()
    known.set(key, outcomes)
    const own = hosts.hostOf(host)
    const bases = [...new Set(plays.map(({ source }) => folderOf(source.path)))]
    const groups = hosts.groupsOf(host)
    for (const outcome of outcomes.values()) {
      const same = outcome.steps.get(whereDefined(own, bases, outcome, groups))
      if (same) return same
    }
    let before: Before | null = null
    for (const play of plays) before = runPlay(repository, own, budget, play, before)
    const asked = [...(before?.asked ?? [])]
    const steps = before?.run.steps ?? []
    if (asked.some(name => name.startsWith('inventory_hostname'))) return steps
    const all = asked.join(' ')
    const outcome = outcomes.get(all) ?? { asked, steps: new Map(), ofGroups: new Map() }
    if (outcomes.size < mostOutcomes) outcomes.set(all, outcome)
    outcome.steps.set(whereDefined(own, bases, outcome, groups), steps)
    return steps
  }
}

/** Sets of variables that hosts ask for which are tried. */
const mostOutcomes = 20

/** The places where names are defined for a host. */
function whereDefined(
  host: PlacedHost,
  bases: readonly string[],
  { asked, ofGroups }: Outcomes,
  groups: readonly string[],
): string {
  const own = asked.includes('group_names') ? `${groups.join('\n')}\n\n` : ''
  const places = bases.map(base => {
    const shared = host.groupLayers(base)
    let ofGroup = ofGroups.get(shared)
    if (ofGroup === undefined) {
      ofGroup = placesIn(shared, asked)
      ofGroups.set(shared, ofGroup)
    }
    return `${ofGroup}\n\n${placesIn(host.ownLayers(base), asked)}`
  })
  return own + places.join('\n\n')
}

function placesIn(layers: readonly Layer[], asked: readonly string[]): string {
  const places: string[] = []
  for (const layer of layers)
    for (const name of asked) {
      const pair = layer.pair(name)
      if (pair === null) continue
      const place = pair === 'unknown' ? 'unknown' : `${pair.key.at.source.path}\0${pair.key.at.start}`
      places.push(`${name}\0${layer.level}\0${place}`)
    }
  return places.join('\n')
}
