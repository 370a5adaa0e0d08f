import type { ProjectReading } from '../../../core/format.ts'
import type { Library } from '../../../core/library.ts'
import type { ReadProblem, Step, Target } from '../../../core/target.ts'
import { findInventories, type NamedInventory } from './find-inventories.ts'
import { findPlaybooks, type Play, type Playbook } from './find-plays.ts'
import { type PlayHosts, playHosts } from './host-pattern.ts'
import type { Budget } from './host-state.ts'
import { createHosts } from './hosts.ts'
import { addHosts, mostHosts, openInventory } from './inventory.ts'
import { createJoiner, isTelling, type Joined, type Part } from './join-books.ts'
import { asOneStory } from './one-story.ts'
import { openRepository, type Repository } from './repository.ts'
import { createRunner } from './run-books.ts'

/** What all hosts together may cost: tasks, and characters of values with a constant for each look-up. */
const mostTasks = 200_000
const mostCharacters = 50_000_000

/**
 * Follows the plays of a repository on each host of its inventories: what they do there, with the variables that the host has. Of plays
 * that are for none of them, each name they speak of stands for one host, of whose variables not all are known.
 * @param asked inventories that are meant; none: those that are found
 */
export function readAnsibleProject(library: Library, asked: readonly string[] = []): ProjectReading {
  const repository = openRepository(library)
  const problems: ReadProblem[] = []
  const say = (path: string, message: string): void => {
    const source = repository.read(path) ?? { path, text: '' }
    problems.push({ rule: 'syntax', problem: { message, at: { source, start: 0, end: 0 }, severity: 'notice' } })
  }
  const books = findPlaybooks(repository, say)
  if (books.length === 0) return { targets: [], problems }
  const budget: Budget = { tasks: mostTasks, characters: mostCharacters }
  const inventories = findInventories(repository, asked, say)
  const played = new Set<Play>()
  const targets = targetsOf({ repository, books, budget, played }, inventories, true)
  const left = books.map(book => ({ ...book, plays: book.plays.filter(play => !played.has(play)) }))
  const rest = { repository, books: left, budget, played }
  const implied = asked.length > 0 ? [] : targetsOf(rest, [impliedInventory(left)], false)
  for (const { name, left } of inventories)
    if (left < 0) say(name, `${name} names more than ${mostHosts} hosts; those beyond are left out of account`)
  if (budget.tasks < 0 || budget.characters < 0)
    say(books[0]!.path, 'the plays and variables of this repository are so many that they are not followed to the end')
  return { targets: asOneStory([...targets, ...implied]), problems }
}

/** What there is to run, and which plays have found a host. */
interface Work {
  readonly repository: Repository
  readonly books: readonly Playbook[]
  readonly budget: Budget
  readonly played: Set<Play>
}

function targetsOf(
  { repository, books, budget, played }: Work,
  inventories: readonly NamedInventory[],
  isWhole: boolean,
): Target[] {
  const named = countNames(inventories)
  const joined = createJoiner()
  const targets: HostTargets = new Map()
  for (const inventory of inventories) {
    const hosts = createHosts(repository, inventory, isWhole)
    const run = createRunner(repository, hosts, budget)
    const means = createMatcher(inventory, budget)
    for (const host of inventory.hosts.keys()) {
      const groups = hosts.groupsOf(host)
      const parts = books.flatMap(({ path, plays }): Part[] => {
        const own = means(plays, host, groups)
        for (const play of own) played.add(play)
        const steps = own.length > 0 ? run(host, own) : []
        return steps.length > 0 ? [{ book: path, steps }] : []
      })
      const label = named.get(host)! > 1 ? inventory.name : null
      const ends = joined(parts)
      for (const end of ends) {
        if (!isTelling(end.steps)) continue
        // what several playbooks do to a host apart is each other's surroundings, which other hosts have not
        const key = ends.length === 1 ? end.steps : end
        const names = { name: nameOf(host, [label, end.book]), scope: nameOf(host, [label]) }
        addTarget(targets, key, names, end.steps, !isWhole)
      }
    }
  }
  return [...targets.values()]
}

/**
 * The plays of a playbook that are for a host. Those of which nobody can tell may run on one that others are for; a playbook of nothing
 * else is left alone, since its hosts are named when it is run.
 */
function createMatcher(inventory: NamedInventory, budget: Budget) {
  const spend = (steps: number): boolean => {
    budget.characters -= steps
    return budget.characters > 0
  }
  const known = new Map<Play, { readonly means: PlayHosts; readonly doubted: Play }>()
  const entryOf = (play: Play) => {
    let entry = known.get(play)
    if (!entry) {
      const conditional = play.conditional ?? 'nobody can tell which hosts its play is for'
      entry = { means: playHosts(play.hosts, inventory, spend), doubted: { ...play, conditional } }
      known.set(play, entry)
    }
    return entry
  }
  return (plays: readonly Play[], host: string, groups: readonly string[]): readonly Play[] => {
    let isSure = false
    const own: Play[] = []
    for (const play of plays) {
      const { means, doubted } = entryOf(play)
      const is = means(host, groups)
      isSure ||= is === true
      if (is !== false) own.push(is ? play : doubted)
    }
    return isSure ? own : []
  }
}

function countNames(inventories: readonly NamedInventory[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { hosts } of inventories) for (const name of hosts.keys()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function nameOf(host: string, labels: readonly (string | null)[]): string {
  const told = labels.filter(label => label !== null)
  return told.length > 0 ? `${host} (${told.join(', ')})` : host
}

const host = { kind: 'run', format: 'ansible', dropped: [] } as const

/** By what makes hosts the same: their steps, or what several playbooks do to them. */
type HostTargets = Map<readonly Step[] | Joined, Target & { readonly alike: string[] }>

/** Hosts with the very same steps are one target with several names. */
function addTarget(
  targets: HostTargets,
  key: readonly Step[] | Joined,
  { name, scope }: { readonly name: string; readonly scope: string },
  steps: readonly Step[],
  isImplied: boolean,
): void {
  const known = targets.get(key)
  const prefixed = (one: string) => `ansible-host:${one}`
  if (known) known.alike.push(name)
  else {
    const names = { id: prefixed(name), name, alike: [], scope: prefixed(scope) }
    targets.set(key, { ...host, ...names, steps, ...(isImplied ? { isImplied } : {}) })
  }
}

/** Every plain name that a play speaks of is taken for a host that is in a group of that name. */
function impliedInventory(books: readonly Playbook[]): NamedInventory {
  const inventory = openInventory()
  const plays = books.flatMap(book => book.plays)
  for (const name of plays.flatMap(({ hosts }) => hosts.flatMap(one => one.split(/[,:]/))).map(part => part.trim()))
    if (/^[\w.-]+$/.test(name)) addHosts(inventory, name, name, [])
  return Object.assign(inventory, { name: '', folder: null })
}
