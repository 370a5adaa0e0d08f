import { everyLine, type FileChange, untouched } from '../../core/change.ts'
import { patchChange } from '../../core/patch-change.ts'
import { splitNames } from '../path-bytes.ts'
import type { PullFile } from './classify.ts'
import type { Repository } from './history.ts'
import type { Standing } from './standing.ts'

/** GitHub lists no more files of a pull request. */
const mostFiles = 3000

/**
 * What a pull request changes, by the files that the API lists for it.
 * @param texts the files of the checkout that matter, by path
 */
export function apiChange(
  repository: Repository,
  { at, checkout }: Standing,
  files: readonly PullFile[],
  texts: ReadonlyMap<string, string>,
): { readonly of: (path: string) => FileChange | null; readonly whole: boolean } {
  const byPath = new Map(files.map(file => [file.filename, file]))
  const moved = at === 'merge'
  const tracked = trackedIn(repository, checkout)
  // A file of the pull request that is not in its merge commit: others have moved it to another name.
  const astray = moved && files.some(file => file.status !== 'removed' && !tracked?.has(file.filename))
  const whole = files.length < mostFiles && !astray
  const of = (path: string): FileChange | null => {
    const file = byPath.get(path)
    const text = texts.get(path)
    if (!file) return whole && tracked?.has(path) ? untouched(path) : null
    if (text === undefined) return { ...untouched(path), touched: true, changes: everyLine }
    return patchChange(file, text, moved)
  }
  return { of, whole }
}

function trackedIn({ ask }: Repository, commit: string): ReadonlySet<string> | null {
  const { ok, stdout } = ask(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit])
  return ok ? new Set(splitNames(stdout)) : null
}
