import type { Span } from '../core/text.ts'

/** What is wrong with a configuration, at its place. Starts with the thing itself and ends without a full stop. */
export interface ConfigProblem {
  readonly message: string
  readonly at: Span
}

export type Complain = (message: string, at: Span) => void
