import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { diskConfigSource } from './config-source.ts'
import { findConfig } from './find-config.ts'
import { findRepository } from './find-repository.ts'
import type { LoadedConfig } from './read-config.ts'

/**
 * The configuration that is in force in a folder: the file that was asked for, else the nearest from there up to the root of its
 * repository. Null where there is none; what reads one is loaded only where there is.
 * @param cwd absolute
 * @param asked a file as it was typed, relative to `cwd`
 * @throws a user error that names file, line and column
 */
export async function configurationAt(cwd: string, asked: string | null): Promise<LoadedConfig | null> {
  const real = realpathSync.native(cwd)
  const root = findRepository(real)?.root ?? real
  const prefix = relative(root, real).split(sep).join('/')
  const source = diskConfigSource(root)
  if (asked === null && findConfig(source, prefix) === null) return null
  const { loadConfig } = await import('./read-config.ts')
  return loadConfig(source, prefix, asked, prefix)
}
