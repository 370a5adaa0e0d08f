import type { Finding, Severity } from '../core/finding.ts'

/** How many findings of a severity count: those that were set aside do not. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.reduce(
    (count, { severity: own, suppressed }) => (own === severity && !suppressed ? count + 1 : count),
    0,
  )
}

/** How many findings were set aside on purpose. */
export function countSuppressed(findings: readonly Finding[]): number {
  return findings.reduce((count, { suppressed }) => (suppressed ? count + 1 : count), 0)
}

/** `1 file`, `2 files` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
