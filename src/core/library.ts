import type { Source } from './text.ts'

/** The files of a repository that can be read on demand: a format asks for those that can matter to what it has found. */
export interface Library {
  /** Every path there is, relative to the working directory, with `/`, in order. */
  readonly paths: readonly string[]
  /**
   * Reads files, each once however often it is asked for. Null for a path that is not among `paths`, is no text, is too large, or
   * leads out of the repository.
   */
  read(paths: readonly string[]): readonly (Source | null)[]
  /**
   * Where a symbolic link says that it leads; null for what is none. It is never followed but to another of `paths`. Absent where nobody
   * can tell.
   */
  linkTarget?(path: string): string | null
  /** A path as seen from a folder: both may lead out of the working directory and back. Absent where none does. */
  relative?(folder: string, path: string): string
}

/** A library of texts that are at hand. */
export function libraryOf(sources: readonly Source[]): Library {
  const byPath = new Map(sources.map(source => [source.path, source]))
  return { paths: [...byPath.keys()].sort(), read: paths => paths.map(path => byPath.get(path) ?? null) }
}
