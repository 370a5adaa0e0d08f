import type { Origin } from '../../core/setting.ts'
import type { ReadProblem } from '../../core/target.ts'
import type { Span, Text } from '../../core/text.ts'
import type { Budget } from './budget.ts'
import type { Gunzip } from './gunzip.ts'
import type { Templating } from './templates.ts'

/** What everything that is read of one user-data shares. */
export interface Context {
  /** How messages name it. */
  readonly name: string
  readonly templating: Templating
  readonly budget: Budget
  readonly gunzip: Gunzip
  readonly pass: (problem: ReadProblem) => void
  readonly complain: (rule: ReadProblem['rule'], message: string, at: Span) => void
}

/** A stretch of user-data with what is known of the way to it. */
export interface Piece {
  readonly text: Text
  readonly origin: Origin
}
