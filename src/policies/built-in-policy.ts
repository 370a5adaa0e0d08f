import type { Limit } from '../core/policy.ts'

/** What an authority publishes about the parameters, as data. Only what was read at the source is packed. */
export interface BuiltInPolicy {
  /** As `extends` names it. */
  readonly name: string
  /** One sentence without a full stop. */
  readonly summary: string
  readonly limits: readonly Limit[]
}

/** One line of the table; what is left out does not limit. */
export interface Entry {
  readonly min?: number
  readonly max?: number
  readonly oneOf?: readonly string[]
  readonly severity?: Limit['severity']
  readonly why: string
  /** Where it stands, if not where the rest does. */
  readonly source?: string
}

/**
 * Completes the table of an authority.
 * @param source a page or document
 */
export function limitsOf(
  authority: string,
  source: string,
  verb: 'wants' | 'allows',
  table: Readonly<Record<string, Entry>>,
): readonly Limit[] {
  return Object.entries(table).map(([parameter, entry]) => ({
    parameter,
    min: entry.min ?? null,
    max: entry.max ?? null,
    oneOf: entry.oneOf ?? null,
    severity: entry.severity ?? null,
    why: entry.why,
    verb,
    authority,
    source: entry.source ?? source,
    at: null,
  }))
}
