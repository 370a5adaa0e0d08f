import { realpathSync, statSync } from 'node:fs'
import type { Source } from '../core/text.ts'
import { clean } from '../reports/clean.ts'
import { type FindOptions, findFiles } from './find-files.ts'
import { describePassedOver, type PassedOver } from './passed-over.ts'
import { createReader } from './read-files.ts'
import { stage } from './stage.ts'
import { UserError } from './user-error.ts'

export interface GatherOptions extends Omit<FindOptions, 'cwd'> {
  /** Absolute. */
  readonly cwd: string
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
  const cwd = realDirectory(options.cwd)
  const listed: (readonly string[])[] = []
  const sources: Source[] = []
  const passedOver: PassedOver[] = []
  const notes: string[] = []
  const reading = { wanted: options.wanted, passedOver: (one: PassedOver) => passedOver.push(one) }
  const readFiles = createReader(cwd)
  stage('find')
  for await (const found of findFiles({ ...options, cwd })) {
    stage('read')
    const files = unlisted(found.files, listed)
    listed.push(files)
    for (const one of found.passedOver) passedOver.push(one)
    for (const note of found.notes) notes.push(clean(note))
    for (const source of readFiles(files, reading)) sources.push(source)
    stage('find')
  }
  return {
    sources: sources.sort(byPath),
    paths: inOrder(listed),
    passedOver: [...describePassedOver(passedOver), ...notes],
  }
}

function realDirectory(cwd: string): string {
  try {
    if (statSync(cwd).isDirectory()) return realpathSync.native(cwd)
  } catch {}
  throw new UserError(`The directory ${cwd} does not exist`)
}

/** Those that are in no list yet. */
function unlisted(files: readonly string[], listed: readonly (readonly string[])[]): readonly string[] {
  if (files.length === 0 || listed.length === 0) return files
  const known = new Set(listed.flat())
  return files.filter(file => !known.has(file))
}

function inOrder(lists: readonly (readonly string[])[]): readonly string[] {
  const filled = lists.filter(list => list.length > 0)
  const [only] = filled
  // git lists in the order of bytes, which is ours but for the rarest characters.
  if (only && filled.length === 1 && only.every((path, i) => i === 0 || only[i - 1]! < path)) return only
  return filled.flat().sort()
}

function byPath(a: Source, b: Source): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
