import { realpathSync } from 'node:fs'
import type { Source } from '../core/text.ts'
import { clean } from '../reports/clean.ts'
import { type FindOptions, findFiles } from './find-files.ts'
import { describePassedOver, type PassedOver } from './passed-over.ts'
import { readCandidates } from './read-files.ts'

export interface GatherOptions extends FindOptions {
  /** Whether a file matters even if its bytes name no parameter. Called for every file, so it must be cheap. */
  readonly wanted: (path: string) => boolean
}

export interface Gathered {
  /** In order of path. */
  readonly sources: readonly Source[]
  /** Every file listed, read or not, in order. */
  readonly paths: readonly string[]
  /** What was not read and why, a line each, safe to print. */
  readonly passedOver: readonly string[]
}

/**
 * Finds files and reads those that may set a parameter, as they are found.
 * @throws a user error for a path that does not exist, lies outside the repository or matches nothing
 */
export async function gather(options: GatherOptions): Promise<Gathered> {
  const cwd = realpathSync.native(options.cwd)
  const seen = new Set<string>()
  const sources: Source[] = []
  const passedOver: PassedOver[] = []
  const notes: string[] = []
  for await (const found of findFiles(options)) {
    const fresh: string[] = []
    for (const file of found.files) {
      if (seen.has(file)) continue
      seen.add(file)
      fresh.push(file)
    }
    for (const one of found.passedOver) passedOver.push(one)
    for (const note of found.notes) notes.push(clean(note))
    const reading = readCandidates(cwd, fresh, { wanted: options.wanted, passedOver: one => passedOver.push(one) })
    for (const source of reading) sources.push(source)
  }
  return {
    sources: sources.sort(byPath),
    paths: [...seen].sort(),
    passedOver: [...describePassedOver(passedOver), ...notes],
  }
}

function byPath(a: Source, b: Source): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
