import { matchesGlob } from '../core/glob.ts'
import type { ListedRepository } from './repository-list.ts'

/** Which repositories an audit looks at. */
export interface PlanOptions {
  /** Patterns of `owner/name`; none: all. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Any of these topics; none: all. */
  readonly topics: readonly string[]
  readonly archived: boolean
  readonly forks: boolean
  readonly includePrivate: boolean
  /** How many jobs share the work; null: as many as it takes for each to last some minutes. */
  readonly shards: number | null
}

export interface PlannedRepository {
  readonly name: string
  readonly branch: string
  readonly private: boolean
}

export interface Shard {
  readonly shard: number
  /** Seconds that its repositories should take one after another. */
  readonly seconds: number
  readonly repositories: readonly PlannedRepository[]
}

export interface Plan {
  readonly shards: readonly Shard[]
  /** How many repositories are left out, by the reason. No names: a private one has no place in a report. */
  readonly leftOut: Readonly<Record<string, number>>
}

/** A matrix of GitHub Actions has no more jobs. */
export const mostShards = 256

/**
 * Seconds, of repositories one after another; a job looks at four at once and takes about a third. It takes most of a minute to start, and
 * its last minute is paid whole: with five minutes of work both are small change.
 */
const worthAJob = 15 * 60

/**
 * Shares repositories among jobs by what they should take, the longest first and each to the job with the least so far. The same list,
 * in whatever order, makes the same plan.
 */
export function planAudit(listed: readonly ListedRepository[], options: PlanOptions): Plan {
  const leftOut: Record<string, number> = {}
  const wanted = listed.filter(repository => {
    const why = reasonAgainst(repository, options)
    if (why !== null) leftOut[why] = (leftOut[why] ?? 0) + 1
    return why === null
  })
  const byCost = wanted
    .map(one => ({ one, cost: secondsFor(one) }))
    .sort((a, b) => b.cost - a.cost || compareNames(a.one, b.one))
  const total = byCost.reduce((sum, { cost }) => sum + cost, 0)
  const count = Math.min(options.shards ?? Math.ceil(total / worthAJob), mostShards, wanted.length)
  const shards = Array.from({ length: count }, (_, shard) => {
    return { shard, seconds: 0, repositories: [] as PlannedRepository[] }
  })
  for (const { one, cost } of byCost) {
    const least = shards.reduce((best, shard) => (shard.seconds < best.seconds ? shard : best))
    least.seconds += cost
    least.repositories.push({ name: one.full_name, branch: one.default_branch, private: one.private })
  }
  return { shards, leftOut }
}

function reasonAgainst(repository: ListedRepository, options: PlanOptions): string | null {
  const { full_name: name, topics } = repository
  const any = (patterns: readonly string[]): boolean => patterns.some(pattern => matchesName(pattern, name))
  if (repository.disabled) return 'disabled'
  if (repository.archived && !options.archived) return 'archived'
  if (repository.fork && !options.forks) return 'fork'
  if (repository.private && !options.includePrivate) return 'private'
  if (options.topics.length > 0 && !topics.some(topic => options.topics.includes(topic))) return 'without the topic'
  if (options.include.length > 0 && !any(options.include)) return 'not included'
  return any(options.exclude) ? 'excluded' : null
}

/** A pattern without a slash means the repository's own name, whoever owns it. */
function matchesName(pattern: string, name: string): boolean {
  return matchesGlob(
    pattern.toLowerCase(),
    (pattern.includes('/') ? name : name.slice(name.indexOf('/') + 1)).toLowerCase(),
  )
}

/** Seconds for connecting twice, listing and starting, which all repositories take. */
const leastSeconds = 2
/** Seconds. Whatever it holds, only so many files of one repository are fetched. */
const mostSeconds = 30

/**
 * Seconds for one repository, from 2 to 30. What is fetched is one commit's trees and configuration, which grow with the repository, but
 * far slower than the history that GitHub's size (KiB) is mostly made of; hence the root. The upper bound is what makes shards even: taking
 * the longest first, none exceeds the mean by more than one repository, so with a mean of 60 or more none exceeds 1.5 times the mean.
 */
export function secondsFor({ size }: Pick<ListedRepository, 'size'>): number {
  return Math.min(mostSeconds, leastSeconds + Math.sqrt(Math.max(0, size)) / 64)
}

function compareNames(a: ListedRepository, b: ListedRepository): number {
  return a.full_name < b.full_name ? -1 : a.full_name > b.full_name ? 1 : 0
}
