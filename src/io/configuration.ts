import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { type ConfigSource, diskConfigSource } from './config-source.ts'
import { findConfig } from './find-config.ts'
import { findRepository } from './find-repository.ts'
import { isWithin } from './is-within.ts'
import type { LoadedConfig } from './read-config.ts'

/** Where a folder's configuration is looked for. */
export interface ConfigPlace {
  /** The repository on disk; without one, the folder alone. */
  readonly source: ConfigSource
  /** The folder, from the root: '' or `infra`. */
  readonly prefix: string
  /** A path as it was typed, relative to the folder. */
  seen(path: string): string
  /** The same of a file that was asked for, which stays as it is outside the repository. */
  asked(file: string | null): string | null
}

/** @param cwd absolute */
export function configPlace(cwd: string): ConfigPlace {
  const real = realpathSync.native(cwd)
  const root = findRepository(real)?.root ?? real
  const slashed = (path: string): string => path.split(sep).join('/')
  const seen = (path: string): string => slashed(relative(cwd, resolve(cwd, path)))
  return {
    source: diskConfigSource(root),
    prefix: slashed(relative(root, real)),
    seen,
    asked: file => (file !== null && isAbsolute(file) && isWithin(root, resolve(file)) ? seen(file) : file),
  }
}

/**
 * The configuration that is in force in a folder: the file that was asked for, else the nearest from there up to the root of its
 * repository. Null where there is none; what reads one is loaded only where there is.
 * @param cwd absolute
 * @param asked a file as it was typed, relative to `cwd`
 * @throws a user error that names file, line and column
 */
export async function configurationAt(cwd: string, asked: string | null): Promise<LoadedConfig | null> {
  const place = configPlace(cwd)
  const { source, prefix } = place
  if (asked === null && findConfig(source, prefix) === null) return null
  const { loadConfig } = await import('./read-config.ts')
  return loadConfig(source, prefix, place.asked(asked), prefix)
}
