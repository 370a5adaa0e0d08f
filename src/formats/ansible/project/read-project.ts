import type { ProjectReading } from '../../../core/format.ts'
import type { Library } from '../../../core/library.ts'
import type { ReadProblem, Step, Target } from '../../../core/target.ts'
import { findInventories, type NamedInventory } from './find-inventories.ts'
import { findPlaybooks, type Play, type Playbook } from './find-plays.ts'
import { matchesHosts } from './host-pattern.ts'
import type { Budget } from './host-state.ts'
import { createHosts } from './hosts.ts'
import { addHosts, mostHosts, openInventory } from './inventory.ts'
import { createJoiner, isTelling, type Part } from './join-books.ts'
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
  const books = findPlaybooks(repository)
  if (books.length === 0) return { targets: [], problems: [] }
  const budget: Budget = { tasks: mostTasks, characters: mostCharacters }
  const inventories = findInventories(repository, asked)
  const played = new Set<Play>()
  const targets = targetsOf({ repository, books, budget, played }, inventories, true)
  const left = books.map(book => ({ ...book, plays: book.plays.filter(play => !played.has(play)) }))
  const rest = { repository, books: left, budget, played }
  const implied = asked.length > 0 ? [] : targetsOf(rest, [impliedInventory(left)], false)
  return {
    targets: asOneStory([...targets, ...implied]),
    problems: limitProblems(repository, books, inventories, budget),
  }
}

/** What there is to run, and which plays have found a host. */
interface Work {
  readonly repository: Repository
  readonly books: readonly Playbook[]
  readonly budget: Budget
  readonly played: Set<Play>
}

/** A word where not all could be followed. */
function limitProblems(
  repository: Repository,
  books: readonly Playbook[],
  inventories: readonly NamedInventory[],
  budget: Budget,
): ReadProblem[] {
  const problems: ReadProblem[] = []
  const say = (path: string, message: string): void => {
    const source = repository.read(path) ?? { path, text: '' }
    problems.push({ rule: 'syntax', problem: { message, at: { source, start: 0, end: 0 }, severity: 'notice' } })
  }
  for (const { name, left } of inventories)
    if (left < 0) say(name, `${name} names more than ${mostHosts} hosts; those beyond are left out of account`)
  if (budget.tasks < 0 || budget.characters < 0)
    say(books[0]!.path, 'the plays and variables of this repository are so many that they are not followed to the end')
  return problems
}

function targetsOf(
  { repository, books, budget, played }: Work,
  inventories: readonly NamedInventory[],
  isWhole: boolean,
): Target[] {
  const named = countNames(inventories)
  const joined = createJoiner()
  const targets = new Map<readonly Step[], Target & { readonly alike: string[] }>()
  for (const inventory of inventories) {
    const hosts = createHosts(repository, inventory, isWhole)
    const run = createRunner(repository, hosts, budget)
    for (const host of inventory.hosts.keys()) {
      const groups = hosts.groupsOf(host)
      const parts = books.flatMap(({ path, plays }): Part[] => {
        const own = plays.filter(play => matchesHosts(play.hosts, host, groups) === true)
        for (const play of own) played.add(play)
        const steps = own.length > 0 ? run(host, own) : []
        return steps.length > 0 ? [{ book: path, steps }] : []
      })
      const label = named.get(host)! > 1 ? inventory.name : null
      for (const { book, steps } of joined(parts))
        if (isTelling(steps)) addTarget(targets, nameOf(host, [label, book]), steps, !isWhole)
    }
  }
  return [...targets.values()]
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

/** Hosts with the very same steps are one target with several names. */
function addTarget(
  targets: Map<readonly Step[], Target & { readonly alike: string[] }>,
  name: string,
  steps: readonly Step[],
  isImplied: boolean,
): void {
  const known = targets.get(steps)
  const id = `ansible-host:${name}`
  if (known) known.alike.push(name)
  else
    targets.set(steps, { ...host, ...{ id, name, alike: [], scope: id, steps }, ...(isImplied ? { isImplied } : {}) })
}

/** Every plain name that a play speaks of is taken for a host that is in a group of that name. */
function impliedInventory(books: readonly Playbook[]): NamedInventory {
  const inventory = openInventory()
  const plays = books.flatMap(book => book.plays)
  for (const name of plays.flatMap(({ hosts }) => hosts.split(/[,:]/)).map(part => part.trim()))
    if (/^[\w.-]+$/.test(name)) addHosts(inventory, name, name, [])
  return Object.assign(inventory, { name: '', folder: null })
}
