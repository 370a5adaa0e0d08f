import { lstatSync, realpathSync, type Stats } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { findRepository, type Repository } from './find-repository.ts'
import { isWithin } from './is-within.ts'
import { nearestOf } from './nearest.ts'
import type { PassedOver } from './passed-over.ts'
import { UserError } from './user-error.ts'

/** A directory to look through. */
export interface Root {
  /** Absolute, without symbolic links. */
  readonly directory: string
  readonly repository: Repository | null
  /** Whether a path relative to `directory` is wanted; null: all are. */
  readonly matches: ((path: string) => boolean) | null
  /** As it was typed, for messages. */
  readonly typed: string
}

export interface Selection {
  readonly roots: readonly Root[]
  /** Files named one by one, which are read even if git ignores them. */
  readonly files: readonly string[]
  readonly passedOver: readonly PassedOver[]
}

/**
 * What the paths of the command line stand for: directories, files, and patterns for what is not there by that name.
 * @param here the working directory, absolute, without symbolic links
 * @throws a user error for what does not exist or lies outside the repository
 */
export async function selectPaths(here: string, typed: readonly string[]): Promise<Selection> {
  const home = findRepository(here)
  const roots: Root[] = []
  const files: string[] = []
  const passedOver: PassedOver[] = []
  for (const path of typed.length === 0 ? ['.'] : typed) {
    const place = resolve(here, path)
    const stats = path === '' ? undefined : status(place)
    if (stats === undefined) {
      const root = await globRoot(here, path)
      if (root === null) throw new UserError(notThere(here, path))
      check(root.directory, home, path)
      roots.push(root)
      continue
    }
    const real = realPlace(place, stats)
    check(real, home, path)
    const name = relative(here, real).split(sep).join('/')
    if (stats.isDirectory())
      roots.push({ directory: real, repository: repositoryOf(real, here, home), matches: null, typed: path })
    else if (stats.isFile()) files.push(name)
    else passedOver.push({ path: name, why: stats.isSymbolicLink() ? 'symbolic-link' : 'special' })
  }
  return { roots, files, passedOver }
}

function repositoryOf(directory: string, here: string, home: Repository | null): Repository | null {
  return directory === here ? home : findRepository(directory)
}

function status(place: string): Stats | undefined {
  try {
    return lstatSync(place, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** A directory is looked through where it really stands; a link to a file stays a link. */
function realPlace(place: string, stats: Stats): string {
  return stats.isDirectory() ? realpathSync.native(place) : join(realpathSync.native(dirname(place)), basename(place))
}

function check(place: string, home: Repository | null, typed: string): void {
  if (place.split(sep).includes('.git'))
    throw new UserError(`${typed} lies inside a .git directory; name a path of the working tree`)
  if (home && !isWithin(home.root, place))
    throw new UserError(
      `${typed} lies outside the repository ${home.root}; run sysctl-lint in the directory that holds it`,
    )
}

/** What a pattern stands for; null where it is none, or begins in no directory. */
async function globRoot(here: string, typed: string): Promise<Root | null> {
  if (!/[*?[{(]/.test(typed)) return null
  const glob = (await import('./typed-glob.ts')).typedGlob(typed)
  const start = glob && resolve(here, glob.base)
  if (start === null || !status(start)?.isDirectory()) return null
  const directory = realpathSync.native(start)
  return { directory, repository: findRepository(directory), matches: glob!.matches, typed }
}

function notThere(here: string, typed: string): string {
  if (typed === '') return 'An empty path names nothing; leave it out to look through the current directory'
  if (typed.startsWith('!')) return `${typed} does not exist; to leave files out, use --exclude '${typed.slice(1)}'`
  const place = resolve(here, typed)
  const near = nearestOf(dirname(place), basename(place))
  const parent = isAbsolute(typed) ? dirname(typed) : relative(here, dirname(place))
  return `${typed} does not exist${near === null ? '' : `; did you mean ${join(parent, near)}?`}`
}
