import type { Severity } from './finding.ts'
import type { Limit, Requirement } from './policy.ts'
import type { Span } from './text.ts'

/** A value of a configuration, for people, with the place that it comes from; null: nobody said so, it is the default. */
export interface Stated<T> {
  readonly value: T
  readonly at: Span | null
}

/** What is in force for one path, and where each value comes from. */
export interface ConfigView {
  /** Relative to the working directory; null: any path that no override matches. */
  readonly path: string | null
  /** The files that were read. */
  readonly files: readonly string[]
  readonly kernel: Stated<string>
  readonly loader: Stated<string>
  /** Every rule, in order. */
  readonly rules: readonly {
    readonly id: string
    readonly usual: Severity
    readonly severity: Stated<Severity | 'off'>
  }[]
  /** parameter → what each authority wants of it. */
  readonly limits: ReadonlyMap<string, readonly Limit[]>
  readonly require: readonly Requirement[]
  readonly exclude: readonly Stated<string>[]
  /** Whether the path is left out. */
  readonly excluded: boolean
}
