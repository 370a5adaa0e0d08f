import type { YamlNode } from '../../../syntax/yaml-node.ts'

/** What a name of a loop stands for in one round: an item, or a key with its value (`with_dict`). */
export type Bound = YamlNode | { readonly kind: 'entry'; readonly key: YamlNode; readonly value: YamlNode }

/** What a variable's name stands for on a host. */
export type Lookup =
  | { readonly kind: 'value'; readonly node: YamlNode }
  /** Nothing that could be read defines it. */
  | { readonly kind: 'undefined' }
  | { readonly kind: 'unknown' }

/** What is known while a task is read. */
export interface Scope {
  /** Names of loops; null for one whose items are not known. */
  readonly names: ReadonlyMap<string, Bound | null>
  /** The variables of a host; without it nothing is known of them. */
  readonly lookup?: (name: string) => Lookup
  /** Takes characters from what may still be read; false when that is used up. */
  readonly spend: (length: number) => boolean
  /** How many variables lie between here and the task. */
  readonly depth?: number
}

/** What an expression gives: a value, or nothing at all (`omit`). */
export type Evaluated = Bound | { readonly kind: 'omit' }

/** `undefined`: nothing defines it. Null: only a run can tell. */
export type Result = Evaluated | { readonly kind: 'undefined' } | null
