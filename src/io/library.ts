import { readlinkSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Library } from '../core/library.ts'
import type { Source } from '../core/text.ts'
import { osPath } from './path-bytes.ts'
import { createReader } from './read-files.ts'

/**
 * The files of a directory, each read when it is asked for first. Links are not followed, so that nothing outside is ever read.
 * @param cwd absolute, without symbolic links
 * @param paths what may be read, in order, relative to `cwd`
 * @param known what was read already
 */
export function createLibrary(cwd: string, paths: readonly string[], known: readonly Source[]): Library {
  const read = createReader(cwd)
  const library = rememberingLibrary(paths, known, asked => read(asked, { wanted: 'all', passedOver: () => {} }))
  return {
    ...library,
    linkTarget: path => linkTarget(join(cwd, path)),
    relative: (folder, path) => relative(join(cwd, folder), join(cwd, path)).replaceAll(sep, '/'),
  }
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(osPath(path))
  } catch {
    return null
  }
}

/** A library over any way of reading, which is asked once for each path. */
export function rememberingLibrary(
  paths: readonly string[],
  known: readonly Source[],
  readAll: (paths: readonly string[]) => readonly Source[],
): Library {
  let listed: ReadonlySet<string> | null = null
  const texts = new Map<string, Source | null>(known.map(source => [source.path, source]))
  return {
    paths,
    read(asked) {
      listed ??= new Set(paths)
      const missing = [...new Set(asked)].filter(path => !texts.has(path))
      const there = missing.filter(path => listed!.has(path))
      for (const path of missing) texts.set(path, null)
      if (there.length > 0) for (const source of readAll(there)) texts.set(source.path, source)
      return asked.map(path => texts.get(path) ?? null)
    },
  }
}
