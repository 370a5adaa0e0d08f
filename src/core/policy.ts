import type { Severity } from './finding.ts'
import type { KernelRange } from './kernel-range.ts'
import type { Loader } from './setting.ts'
import type { Span } from './text.ts'

/** What an authority wants of one parameter. For a parameter of several numbers, `min` and `max` are of each. */
export interface Limit {
  readonly parameter: string
  readonly min: number | null
  readonly max: number | null
  /** The only values allowed, blanks collapsed; null: any. */
  readonly oneOf: readonly string[] | null
  /** null: the severity of the rule that speaks. */
  readonly severity: Severity | null
  /** In the authority's words; may be empty. */
  readonly why: string
  /** How firmly: a recommendation `wants`, a bound `allows`. Left out: it wants. */
  readonly verb?: 'wants' | 'allows'
  /** Who says so: `article`, `rabbitmq`, or the path of a configuration file. */
  readonly authority: string
  /** A page or document where it stands; empty for a configuration file. */
  readonly source: string
  /** Where it is written; null for a built-in policy. */
  readonly at: Span | null
}

/** A parameter that each target must set. */
export interface Requirement {
  readonly parameter: string
  readonly severity: Severity | null
  readonly why: string
  readonly at: Span | null
}

/** What is in force for one path. */
export interface InForce {
  /** null: as the command line says, or the default. */
  readonly kernel: KernelRange | null
  readonly loader: Loader | null
  /** What the configuration says of a rule; null: nothing. */
  severityOf(rule: string): Severity | 'off' | null
  /** parameter → what each authority wants of it, the strongest (nearest) first. */
  readonly limits: ReadonlyMap<string, readonly Limit[]>
  /**
   * Whether nobody but the article speaks of a parameter, so that the rules that know its numbers judge by them. Left out: they
   * always do.
   */
  readonly articleHolds?: (parameter: string) => boolean
  readonly require: readonly Requirement[]
}

/** A team's own rules, around those of the project. */
export interface Policy {
  at(path: string): InForce
}

const nothing: InForce = { kernel: null, loader: null, severityOf: () => null, limits: new Map(), require: [] }

/** The rules as they are. */
export const noPolicy: Policy = { at: () => nothing }

/** What whoever starts a run says of its hosts; null: nothing. */
export interface Told {
  readonly kernel: KernelRange | null
  /** Ticks per second, of whatever kernels. */
  readonly hz: number | null
  readonly loader: Loader | null
}

/** A policy under what a run was told, which beats all that a configuration says of the same. */
export function policyTold(policy: Policy, { kernel, hz, loader }: Told): Policy {
  if (kernel === null && hz === null && loader === null) return policy
  const known = new WeakMap<InForce, InForce>()
  return {
    at(path) {
      const own = policy.at(path)
      const before = known.get(own)
      if (before) return before
      const theirs = kernel ?? own.kernel
      const made: InForce = {
        ...own,
        kernel: theirs && hz !== null ? { ...theirs, hz } : theirs,
        loader: loader ?? own.loader,
      }
      known.set(own, made)
      return made
    },
  }
}
