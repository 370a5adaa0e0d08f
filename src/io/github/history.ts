import { type GitResult, git } from '../git.ts'
import { isObjectName } from './event.ts'

/** A repository that git may be asked about. */
export interface Repository {
  /** Its root, absolute, without symbolic links. */
  readonly root: string
  readonly ask: (args: readonly string[], input?: string) => GitResult
}

export function repositoryAt(root: string): Repository {
  return { root, ask: (args, input) => git(root, root, args, input) }
}

/** Longer names of refs do not fit into a file system, and what holds a control character is none (git-check-ref-format(1)). */
const plausible = /^[^\x00-\x1f\x7f]{1,1000}$/

/**
 * The commit that a ref or a name stands for, if it is here. A name can look like an option (`--output=FILE` writes that file), so
 * nothing is done with one before this.
 */
export function resolveCommit({ ask }: Repository, ref: string): string | null {
  if (!plausible.test(ref)) return null
  const names = isObjectName(ref) ? [ref] : [ref, `refs/remotes/origin/${ref}`]
  for (const name of names) {
    const { ok, stdout } = ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
    const found = stdout.toString('latin1').trim()
    if (ok && isObjectName(found)) return found
  }
  return null
}

export interface Commit {
  readonly id: string
  readonly parents: readonly string[]
}

/** The commit that is checked out. Its parents are read from itself: in a clone of depth 1 they are not here, but named. */
export function checkedOut(repository: Repository): Commit | null {
  const id = resolveCommit(repository, 'HEAD')
  const { ok, stdout } = id === null ? { ok: false, stdout: '' } : repository.ask(['cat-file', 'commit', id])
  if (id === null || !ok) return null
  const head = stdout.toString('latin1').split('\n\n', 1)[0]!
  const parents = head.split('\n').filter(line => line.startsWith('parent '))
  return { id, parents: parents.map(line => line.slice('parent '.length)).filter(isObjectName) }
}

/** Where two commits parted; null where that is not in this clone. */
export function mergeBase({ ask }: Repository, one: string, other: string): string | null {
  const { ok, stdout } = ask(['merge-base', one, other])
  const found = stdout.toString('latin1').split('\n', 1)[0]!
  return ok && isObjectName(found) ? found : null
}
