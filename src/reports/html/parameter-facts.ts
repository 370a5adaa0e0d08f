import type { Limit } from '../../core/policy.ts'

/** What the page knows of a parameter besides the values that are found. */
export interface ParameterFacts {
  /** One sentence. */
  readonly doc: string
  /** `seconds`; null: a plain number or a name. */
  readonly unit: string | null
  /** What a fresh kernel reads back, `*` for a number that memory decides; null where it is not fixed. */
  readonly initial: string | null
  /** Documented values with their meaning, where there are any. */
  readonly values: Readonly<Record<string, string>> | null
  /** What is recommended or allowed somewhere in this repository, each authority once. */
  readonly limits: readonly Limit[]
}

const short: Readonly<Record<string, string>> = { seconds: 's', milliseconds: 'ms', microseconds: 'µs', percent: '%' }

/** `s` for seconds; null where the unit says nothing that the name does not. */
export function unitOf(facts: ParameterFacts | undefined): string | null {
  const unit = facts?.unit ?? null
  if (unit === null) return null
  return short[unit] ?? (unit === 'bytes' || unit === 'pages' ? unit : null)
}

/** `15 to 30 s (article)` */
export function limitWords({ min, max, oneOf }: Limit, unit: string | null): string {
  const suffix = unit === null ? '' : ` ${unit}`
  if (oneOf) return oneOf.length === 1 ? oneOf[0]! : `${oneOf.slice(0, -1).join(', ')} or ${oneOf.at(-1)}`
  if (min === null) return max === null ? 'anything' : `at most ${max}${suffix}`
  if (max === null) return `at least ${min}${suffix}`
  return min === max ? `${min}${suffix}` : `${min} to ${max}${suffix}`
}
