import type { CommitPlace } from './classified.ts'

/** What a change does to the policy that it is judged by. */
export interface PolicyNote {
  /** Starts with the thing itself, no full stop at the end; holds text from outside. */
  readonly message: string
  /** In the head commit; null: it has no such place. */
  readonly place: CommitPlace | null
}
