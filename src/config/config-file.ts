import type { Severity } from '../core/finding.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Limit } from '../core/policy.ts'
import type { Loader } from '../core/setting.ts'
import type { Source, Span } from '../core/text.ts'

/** A value with the place where a configuration gives it. */
export interface Given<T> {
  readonly value: T
  readonly at: Span
}

/** What a file says of one parameter: a limit of its own, none at all, or another severity or reason for what it extends. */
export type LimitEntry =
  | { readonly kind: 'limit'; readonly limit: Limit }
  | { readonly kind: 'off'; readonly at: Span }
  | { readonly kind: 'refine'; readonly severity: Severity | null; readonly why: string | null; readonly at: Span }

export type RequirementEntry =
  | { readonly kind: 'off'; readonly at: Span }
  | { readonly kind: 'required'; readonly severity: Severity | null; readonly why: string; readonly at: Span }

/** What the top of a file, or one of its overrides, says. */
export interface Layer {
  readonly kernel: Given<KernelRange> | null
  readonly loader: Given<Loader> | null
  readonly rules: ReadonlyMap<string, Given<Severity | 'off'>>
  readonly limits: ReadonlyMap<string, LimitEntry>
  readonly require: ReadonlyMap<string, RequirementEntry>
}

export interface Override {
  readonly patterns: readonly Given<string>[]
  readonly layer: Layer
  readonly at: Span
}

/** A configuration file as it was read, before what it extends. */
export interface ConfigFile {
  readonly source: Source
  /** null: not said. */
  readonly extends: readonly Given<string>[] | null
  readonly layer: Layer
  readonly exclude: readonly Given<string>[]
  readonly overrides: readonly Override[]
}
