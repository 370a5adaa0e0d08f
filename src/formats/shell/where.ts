import type { Output } from './output.ts'
import type { Verdict } from './verdict.ts'

/** The circumstances of a command: handed down, never changed. */
export interface Where {
  /** Why it may not run, in short; null where it always does. */
  readonly conditional: string | null
  /** Why it never runs; null where it may. */
  readonly never: string | null
  /**
   * What follows from a failure. `counts`: as the shell's options say. `exempt`: nothing (left of `&&`, not last in a pipeline).
   * `guarded`: the author allowed for it. `stops`: `|| exit 1`.
   */
  readonly failure: 'counts' | 'exempt' | 'guarded' | 'stops'
  /** How many prefixes (sudo, env …) stand before the command. */
  readonly wrapped: number
  /** How many command substitutions deep. */
  readonly substituted: number
  /** How many rounds of loops this is one of. */
  readonly rounds: number
  /** Paths that were seen to exist. */
  readonly tested: readonly string[]
  /** Its exit status is that of the script. */
  readonly last: boolean
  /** What comes in by standard input; null: from outside. */
  readonly input: Output | null
  /** Where standard output is gathered; null: nobody in the script reads it. */
  readonly output: Output | null
}

/** The circumstances of what runs only if a condition holds. */
export function branch(where: Where, condition: Verdict, why: string): Where {
  switch (condition.kind) {
    case 'true':
    case 'likely':
      return where
    case 'false':
      return { ...where, never: where.never ?? `${why} that never holds` }
    case 'exists':
      return { ...where, failure: 'guarded', tested: condition.path ? [...where.tested, condition.path] : where.tested }
    default:
      return { ...where, conditional: where.conditional ?? why }
  }
}
