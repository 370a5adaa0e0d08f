import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { complaintOf, FetchError } from './fetch-error.ts'
import type { FetchLimits, Git } from './fetch-tree.ts'
import type { Remote } from './remote.ts'

/** As git itself asks for objects that a partial clone lacks (promisor-remote.c fetch_objects). */
const words = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--recurse-submodules=no',
  '--filter=blob:none',
]

/** Calls of git: one that is too large among 100,000 is found in 17 halvings. */
const mostCalls = 60

/**
 * Fetches objects in one go. No server tells how large an object is before it sends it, so the limit is on what is received: git is
 * stopped there, and the halves of the list are asked for instead, down to the objects that alone are too large.
 * @returns those
 * @throws FetchError
 */
export async function fetchFiles(
  git: Git,
  remote: Remote,
  tree: string,
  ids: readonly string[],
  limits: FetchLimits,
): Promise<ReadonlySet<string>> {
  const tooLarge = new Set<string>()
  const waiting = ids.length > 0 ? [ids] : []
  const end = Date.now() + limits.timeout
  for (let calls = 0; waiting.length > 0; calls++) {
    if (calls === mostCalls) throw new FetchError('its files are too large to be fetched')
    if (Date.now() > end) throw new FetchError(`fetching its files took longer than ${limits.timeout / 1000} s`, true)
    const part = waiting.pop()!
    const result = await git([...words, '--stdin', 'origin'], {
      input: part.map(id => `${id}\n`).join(''),
      online: true,
    })
    if (result.status === 0) continue
    if (!clearAway(join(tree, '.git/objects/pack'), limits.pack)) throw complaintOf(result.stderr, remote.token)
    if (part.length === 1) tooLarge.add(part[0]!)
    else waiting.push(part.slice(0, part.length >> 1), part.slice(part.length >> 1))
  }
  return tooLarge
}

/** Removes what an interrupted transfer left. @returns whether it was interrupted by the limit */
function clearAway(folder: string, limit: number): boolean {
  let full = false
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('tmp_')) continue
    const file = join(folder, name)
    // the last write before the limit may have been cut short
    full ||= statSync(file).size >= limit - (64 << 10)
    rmSync(file, { force: true })
  }
  return full
}
