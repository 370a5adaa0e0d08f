import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { findRepository } from './find-repository.ts'

/**
 * What leads from the repository's root to the working directory: '' or with a final `/`.
 * @param workspace what counts as the root where there is no repository
 */
export function rootPrefix(cwd: string, workspace = cwd): string {
  const real = realpathSync.native(cwd)
  const root = findRepository(real)?.root ?? realpathSync.native(workspace)
  const below = relative(root, real).split(sep).join('/')
  return below === '' ? '' : `${below}/`
}
