import { folderOf } from '../config/paths.ts'
import type { Source } from '../core/text.ts'
import type { ConfigSource } from './config-source.ts'
import { UserError } from './user-error.ts'

/** Where a folder may have its configuration, the first of which is read. */
export const configNames = ['.sysctl-lint.yml', '.sysctl-lint.yaml', '.github/sysctl-lint.yml'] as const

/** Part of each of these names. */
const telling = 'sysctl-lint.y'

/** Whether a path is one where a folder may have its configuration. Asked of every file of a repository: nearly all are told at once. */
export function isConfigPath(path: string): boolean {
  return path.includes(telling) && configNames.some(name => path === name || path.endsWith(`/${name}`))
}

export interface FoundConfig {
  /** From the root of the repository. */
  readonly path: string
  readonly source: Source
  /** What its patterns are relative to. */
  readonly folder: string
  /** Others of the same folder, which are not read. */
  readonly passedOver: readonly string[]
}

/**
 * The configuration that is nearest to a folder, from there up to the root. Loads nothing, so that repositories without one pay nothing.
 * @param start from the root, '' for the root itself
 * @throws a user error for one that is there and cannot be read
 */
export function findConfig(source: ConfigSource, start: string): FoundConfig | null {
  for (let folder = start; ; folder = folderOf(folder)) {
    const found: { path: string; source: Source }[] = []
    for (const name of configNames) {
      const path = folder === '' ? name : `${folder}/${name}`
      const text = source.read(path)
      const refusal = text ? null : (source.refusal?.(path) ?? null)
      if (text) found.push({ path, source: text })
      else if (refusal !== null) throw new UserError(`${path} ${refusal}, so it is not taken for the configuration`)
    }
    const [first, ...others] = found
    if (first) return { ...first, folder: patternFolder(first.path), passedOver: others.map(one => one.path) }
    if (folder === '') return null
  }
}

/** The folder that a configuration speaks of: its own, or the one that has a .github with it. */
export function patternFolder(path: string): string {
  const folder = folderOf(path)
  return folder === '.github' || folder.endsWith('/.github') ? folderOf(folder) : folder
}
