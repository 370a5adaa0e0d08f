import type { Settled } from './effect.ts'
import type { Problem, Severity } from './finding.ts'
import type { KernelRange } from './kernel-range.ts'
import type { Policy } from './policy.ts'
import type { StateName } from './tcp-states.ts'

/** A setting's surroundings: everything else that the repository says about the same hosts. */
export interface Context {
  readonly kernel: KernelRange
  readonly policy: Policy
  /** Whether targets have to set what the policy requires; they need not unless the run asks. */
  readonly required?: boolean
  /** The same target under the other loader. */
  readonly other: Settled
  /** Every settled target of the same scope (a role, a file), this one included. */
  readonly scope: readonly Settled[]
}

/** A file and the findings it is to have: documentation and test in one. */
export interface Example {
  /** Decides the format: `sysctl.d/60-net.conf`, `tasks/main.yml`, `user-data.yaml`, `tune.sh`. */
  readonly path: string
  readonly text: string
  /** A configuration file that it is judged by. */
  readonly config?: string
  /** What the reader should see in it. */
  readonly note?: string
}

export interface Citation {
  /** `article`, `kernel` (ip-sysctl.rst and the source), `man` … */
  readonly source: string
  /** The section, document or commit. */
  readonly where: string
  /** In our own words. */
  readonly says: string
}

/** A rule is a value. Configuration is applied around it, never in it. */
export interface Rule {
  readonly id: string
  /** One sentence for lists, starting with what it finds. */
  readonly summary: string
  readonly severity: Severity
  /** What is wrong and why it matters, in plain paragraphs. */
  readonly why: string
  /** What happens to packets because of it, and the states of a connection that it concerns; none where that depends on the parameter. */
  readonly wire: { readonly states: readonly StateName[]; readonly says: string }
  /** What to do. */
  readonly remedy: string
  /** Where a comment can set its findings aside: before the line (if left out), only for the whole file, or nowhere. */
  readonly allowed?: 'line' | 'file' | 'nowhere'
  /** Where a limit of the house can take the place of the article's: what stands below the parameter, lines of YAML. */
  readonly house?: readonly string[]
  readonly citations: readonly Citation[]
  readonly bad: readonly Example[]
  readonly good: readonly Example[]
  check(settled: Settled, context: Context): Iterable<Problem>
}
