import type { Effect, Settled } from './effect.ts'
import type { Finding } from './finding.ts'

/** What a run found, for people, for machines and for the exit status. */
export interface Report {
  readonly settings: readonly Effect[]
  /** What stood in the way of reading: the rules `syntax`, `malformed-line` and `never-read`. */
  readonly problems: readonly Finding[]
  readonly findings: readonly Finding[]
  /** Every target with what it ends up as, under the loader of the run. */
  readonly targets: readonly Settled[]
  /** How many files were looked at. */
  readonly files: number
  /** What was not read and why, a line each, safe to print. */
  readonly passedOver: readonly string[]
}
