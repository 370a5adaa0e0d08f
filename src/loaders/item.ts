import type { Beaten } from '../core/effect.ts'
import type { Setting } from '../core/setting.ts'

/** What a loader keeps of a line. */
export type Item = Assignment | Exclusion | Unnamed

/** An assignment in scope. */
export interface Assignment {
  readonly kind: 'assign'
  readonly file: string | null
  /** The key as it is written, its dash with it: what tools look for that edit files by key. */
  readonly key: string
  /** The path below /proc/sys that the loader takes the key for. */
  readonly path: string
  readonly glob: boolean
  readonly setting: Setting
  /** Once a tool has taken the line out of the file. */
  readonly gone?: Gone
}

/** A line with - and no value: it takes a key out of what globs match. */
export interface Exclusion {
  readonly kind: 'exclude'
  readonly file: string | null
  readonly path: string
  readonly glob: boolean
}

/** An assignment of which only a run can tell the parameter. The setting's own `parameter` is empty. */
export interface Unnamed {
  readonly kind: 'unnamed'
  readonly file: string | null
  readonly setting: Setting
}

/** One write to the kernel that a loader makes, in its order. */
export interface Write {
  readonly setting: Setting
  readonly file: string | null
}

/** What stands in a line's place once a tool has taken it out. `rewriter`: the setting for whose sake the tool wrote the file anew. */
export interface Gone {
  readonly by: Write
  readonly how: Beaten['how']
  readonly rewriter?: Setting
}
