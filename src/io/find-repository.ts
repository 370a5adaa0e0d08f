import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export interface Repository {
  /** The root of its working tree, absolute. */
  readonly root: string
  /** Why git must not be run in the directory that was asked about, or null. */
  readonly distrust: string | null
}

/**
 * The nearest directory at or above this one that has a `.git`, without asking git.
 * @param directory absolute, without symbolic links
 */
export function findRepository(directory: string): Repository | null {
  let distrust: string | null = null
  for (let here = directory; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return { root: here, distrust }
    // git takes such a directory for a repository of its own, with a configuration that came with the files (git 2.38: safe.bareRepository).
    if (existsSync(join(here, 'HEAD')) && existsSync(join(here, 'objects')) && existsSync(join(here, 'refs')))
      distrust = `${basename(here)} looks like a bare repository`
    if (dirname(here) === here) return null
  }
}
