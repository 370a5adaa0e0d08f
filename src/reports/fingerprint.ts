import type { Finding } from '../core/finding.ts'
import type { Redactor } from './redact.ts'

/** A digest of a text as hexadecimal digits, at least 16. It must be hard to forge, since later runs leave out what they know by it. */
export type Hash = (text: string) => string

/**
 * A name for each finding that stays the same when lines are added above it: of rule, file, parameter, value and its number among
 * equals. 16 hexadecimal digits.
 */
export function fingerprintsOf(findings: readonly Finding[], redactor: Redactor, hash: Hash): string[] {
  const times = new Map<string, number>()
  return findings.map(({ rule, at, parameter, value }) => {
    const shown = value === undefined ? null : redactor.value(parameter, value)
    const what = JSON.stringify([rule, at.source.path, parameter ?? null, shown])
    const ordinal = times.get(what) ?? 0
    times.set(what, ordinal + 1)
    return hash(`${what}${ordinal}`).slice(0, 16)
  })
}
