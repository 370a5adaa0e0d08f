import type { Span, Text } from '../core/text.ts'

/** YAML as PyYAML's SafeLoader reads it, with places. Aliases are resolved to the node they name. */
export type YamlNode = YamlScalar | YamlMap | YamlSeq

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** The tag as written (`!vault`, `!unsafe`, `!!binary`), or null. */
  readonly tag: string | null
  /** The decoded characters, each with its place; for a plain scalar the source text itself. */
  readonly text: Text
  /** The Python value by YAML 1.1 as PyYAML resolves it. Integers are bigint, floats number. Timestamps stay strings. */
  readonly value: string | bigint | number | boolean | null
  /** What Python's str() gives for the value: `8` for 010, `True` for yes, `None` for null, `60.0` for 60.0. */
  readonly printed: string
  /** The whole scalar with its quotes or block header. */
  readonly at: Span
}

export interface YamlPair {
  readonly key: YamlNode
  /** An empty value is a plain scalar of no characters after the colon. */
  readonly value: YamlNode
  /** A later pair of the same mapping has the same key, and wins. */
  readonly dead: boolean
  /** It comes from a merge key `<<`. Explicit keys win over merged ones, which are then `dead`. */
  readonly merged: boolean
}

export interface YamlMap {
  readonly kind: 'map'
  readonly tag: string | null
  readonly pairs: readonly YamlPair[]
  readonly at: Span
}

export interface YamlSeq {
  readonly kind: 'seq'
  readonly tag: string | null
  readonly items: readonly YamlNode[]
  readonly at: Span
}

export interface YamlError {
  /** One sentence without a full stop, in plain words. */
  readonly message: string
  readonly at: Span
}

/** `documents` holds what could be read, null for an empty document; `errors` what PyYAML would refuse. */
export interface YamlStream {
  readonly documents: readonly (YamlNode | null)[]
  readonly errors: readonly YamlError[]
}
