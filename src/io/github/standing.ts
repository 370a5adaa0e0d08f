import { type GitHubEvent, isObjectName } from './event.ts'
import { checkedOut, mergeBase, type Repository, resolveCommit } from './history.ts'

/** What is checked out, in terms of the event. */
export interface Standing {
  /** `merge`: the pull request's merge commit. `head`: the head itself. `neither`: some other commit, which says nothing about the change. */
  readonly at: 'merge' | 'head' | 'neither'
  readonly checkout: string
  /** The head commit; for `neither` it may not even be here. */
  readonly head: string | null
  /** The commit to compare the checkout with, if it is here. */
  readonly base: string | null
}

/** Finds out where HEAD stands; null where git does not say. */
export function standingOf(repository: Repository, event: GitHubEvent): Standing | null {
  const commit = checkedOut(repository)
  if (commit === null) return null
  const head = event.head === null ? commit.id : (resolveCommit(repository, event.head) ?? named(event.head))
  const checkout = commit.id
  if (head === checkout || isRunOf(event, checkout))
    return { at: 'head', checkout, head: checkout, base: baseOf(repository, event, checkout) }
  if (commit.parents.length !== 2 || commit.parents[1] !== head) return { at: 'neither', checkout, head, base: null }
  const parent = hasOwnBase(event) ? resolveCommit(repository, commit.parents[0]!) : baseOf(repository, event, checkout)
  return { at: 'merge', checkout, head, base: parent }
}

function named(ref: string): string | null {
  return isObjectName(ref) ? ref : null
}

/** A pushed tag names itself in the payload, and its commit in GITHUB_SHA. For a pull request GITHUB_SHA is the merge commit. */
function isRunOf({ name, sha, pullRequest }: GitHubEvent, checkout: string): boolean {
  return name === 'push' && pullRequest === null && sha === checkout
}

/** Whether base and head are those of the payload's pull request, not of inputs. */
export function hasOwnBase({ pullRequest, base, head }: GitHubEvent): boolean {
  return pullRequest !== null && base === pullRequest.baseSha && head === pullRequest.headSha
}

/** A push is compared with what the branch was, thrown away or not; all else with where it parted from its base. */
function baseOf(repository: Repository, event: GitHubEvent, checkout: string): string | null {
  const base = event.base === null ? null : resolveCommit(repository, event.base)
  if (base === null || (event.name === 'push' && isObjectName(event.base))) return base
  return mergeBase(repository, base, checkout)
}
