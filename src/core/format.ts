import type { Library } from './library.ts'
import type { Reading, ReadProblem, Target } from './target.ts'
import type { Source } from './text.ts'

/** A kind of file. `claims` is cheap and loads nothing; the reader behind `load` may bring a parser with it. */
export interface Format {
  readonly name: string
  /** Whether the file is of this kind, by its path (with `/`) and text. */
  claims(source: Source): boolean
  /** Whether the file matters even if its bytes name no parameter (it can mask, switch off or encode). */
  claimsPath?(path: string): boolean
  /** The reader for a file; what its text has no need of need not be loaded. */
  load(source: Source): Promise<(source: Source) => Reading>
  /** For a kind of files that only together say what happens to a host. Asked once all are read, if there are any; null: nothing. */
  loadProject?(library: Library): Promise<((library: Library, inventories: readonly string[]) => ProjectReading) | null>
}

/** What files do together. */
export interface ProjectReading {
  /** Hosts. What they say of a place replaces what was said of it when its file was read alone. */
  readonly targets: readonly Target[]
  /** What was too much to be followed. */
  readonly problems: readonly ReadProblem[]
}
