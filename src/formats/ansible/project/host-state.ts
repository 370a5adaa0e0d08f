import type { Source } from '../../../core/text.ts'
import { runCommandModule } from '../command-modules.ts'
import { type Context, openFile, openRun, type Run } from '../context.ts'
import type { Lookup } from '../expression/scope.ts'
import { createFacts, type Facts } from './facts.ts'
import { findVariable } from './find-variable.ts'
import type { Handlers } from './handlers.ts'
import { inOrder, type Layer } from './layers.ts'
import type { Repository } from './repository.ts'
import { defaultLayers, type Role, varLayers } from './roles.ts'
import type { Standing } from './search.ts'
import { createTracer, type Tracer } from './trace.ts'

/** What there is to follow, for all hosts together: the tasks, and characters that expressions may cost. */
export interface Budget {
  tasks: number
  characters: number
}

/** A host, as its plays find it. */
export interface Host {
  /** Null where only its name in a play is known. */
  readonly name: string | null
  /** The variables of inventory and files, as seen from a playbook's folder. */
  layers(base: string): readonly Layer[]
  /** Whether all that may define a variable is in the repository; else what nothing defines is not known. */
  readonly isWhole: boolean
  /** What Ansible itself tells of the host's place in the inventory; null for other names. */
  given(name: string): Lookup | null
}

/** A play that is under way. */
export interface PlayState {
  /** The folder of its playbook: '' or with a final `/`. */
  readonly base: string
  /** `vars`, `vars_prompt`, `vars_files`. */
  readonly layers: Layer[]
  /** Roles whose variables the whole play sees. */
  readonly roles: Role[]
  readonly rolesDone: Set<string>
  readonly handlers: Handlers
  /** Whether there are handlers that tasks may notify. */
  readonly hears: boolean
  /** Runs the handlers that have been notified; set once there are some. */
  flush: () => void
}

/** Where a task is. */
export interface Place extends Standing {
  readonly depth: number
  /** Variables of blocks, tasks and imports, and what includes hand on, the outer first. */
  readonly layers: readonly Layer[]
}

/** What is kept while the plays of one host run. */
export interface HostState {
  readonly repository: Repository
  readonly host: Host
  readonly budget: Budget
  readonly facts: Facts
  readonly tracer: Tracer
  readonly run: Run
  readonly play: PlayState
  /** Every name that was asked for. */
  readonly asked: Set<string>
}

/** A host that nothing has happened to yet in this play. */
export function openState(
  repository: Repository,
  host: Host,
  budget: Budget,
  play: PlayState,
  before: Pick<HostState, 'facts' | 'asked' | 'run'> | null,
): HostState {
  return {
    ...{ repository, host, budget, play, tracer: createTracer() },
    facts: before?.facts ?? createFacts(),
    asked: before?.asked ?? new Set(),
    run: before?.run ?? openRun(openFile({ path: '', text: '' }, '', null)).run,
  }
}

/** Names that Ansible sets itself, on the host or from the run. */
export const magic =
  /^(ansible_\w+|hostvars|groups|group_names|inventory_\w+|groups\[.*\]|play_hosts|playbook_dir|role_path|role_name|role_names|role_uuid|environment|omit|vars)$/

/** A lookup of variables for tasks at a place; what is found is noted. */
export function lookupAt(state: HostState, place: Place): (name: string) => Lookup {
  let stack: readonly Layer[] = []
  let version = -1
  return name => {
    const { facts, play, asked, host, budget } = state
    asked.add(name)
    if (magic.test(name)) {
      const given = (facts.regrouped ? null : host.given(name)) ?? { kind: 'unknown' }
      // each host may look through all of them
      if (given.kind === 'value' && given.node.kind === 'seq') budget.characters -= 4 * given.node.items.length
      return given
    }
    const now = facts.version + play.layers.length + play.roles.length
    if (now !== version) {
      stack = inOrder(layersAt(state, place))
      version = now
    }
    budget.characters -= stack.length
    const found = findVariable(stack, name)
    if (found === 'unknown' || (found === null && !host.isWhole)) return { kind: 'unknown' }
    if (found === null) return { kind: 'undefined' }
    state.tracer.note(found)
    return { kind: 'value', node: found.winner.node }
  }
}

/** All that defines variables for a task, weak and strong mixed. */
function layersAt({ host, play, facts }: HostState, place: Place): Layer[] {
  const role = place.chain.at(-1)
  const outer = place.chain.slice(0, -1)
  return [
    ...play.roles.flatMap(one => defaultLayers(one)),
    ...(role ? defaultLayers(role, outer) : []),
    ...host.layers(play.base),
    ...play.layers,
    ...play.roles.flatMap(one => varLayers(one)),
    ...(role ? varLayers(role, outer) : []),
    ...facts.layers,
    ...place.chain.flatMap(one => one.parameters),
    ...place.layers,
  ]
}

/** The circumstances of the tasks of a file. */
export function contextAt(
  state: HostState,
  source: Source,
  place: Place,
  outer: Context | null,
  follow: (place: Place) => NonNullable<Context['following']>,
): Context {
  const file = openFile(source, '', runCommandModule)
  const { conditional, onError, lost, whens } = outer ?? openRun(file)
  return { ...openRun(file), conditional, onError, lost, whens, run: state.run, ...scopeAt(state, place, follow) }
}

/** What is known at a place. */
export function scopeAt(
  state: HostState,
  place: Place,
  follow: (place: Place) => NonNullable<Context['following']>,
): Pick<Context, 'scope' | 'following'> {
  const spend = (length: number): boolean => {
    state.budget.characters -= length
    return state.budget.characters > 0
  }
  return { scope: { names: new Map(), lookup: lookupAt(state, place), spend }, following: follow(place) }
}
