import * as v from 'valibot'
import type { Classified } from '../core/classified.ts'

/** What an audit leaves behind for the next one to compare with. */
export interface AuditState {
  /** The workflow run that wrote it, as GitHub numbers runs. */
  readonly run: string
  readonly errors: number
  readonly warnings: number
  readonly notices: number
  /** Fingerprint → rule, of the worst findings, a thousand at most. */
  readonly found: ReadonlyMap<string, string>
}

/** So many findings are remembered: an issue's text has 65,536 characters, most of which are for people. */
export const mostRemembered = 1000

/** Characters. A thousand fingerprints and the names of all rules take less. */
const longest = 20_000

const head = '<!-- sysctl-lint state '
const tail = ' -->'

const digits = 16
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000))

/** By rule, the fingerprints of its findings in a row. */
const schema = v.strictObject({
  version: v.literal(1),
  run: v.pipe(v.string(), v.regex(/^\d{0,20}$/)),
  errors: count,
  warnings: count,
  notices: count,
  found: v.record(
    v.pipe(v.string(), v.regex(/^[a-z](?:-?[a-z0-9]){0,99}$/)),
    v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{16})+$/)),
  ),
})

export function totalOf({ errors, warnings, notices }: Pick<AuditState, 'errors' | 'warnings' | 'notices'>): number {
  return errors + warnings + notices
}

/** @param classified the findings that count, the worst first */
export function stateOf(classified: readonly Classified[], run: string): AuditState {
  const times = (severity: string): number => classified.filter(c => c.finding.severity === severity).length
  return {
    run: /^\d{1,20}$/.test(run) ? run : '',
    errors: times('error'),
    warnings: times('warning'),
    notices: times('notice'),
    found: new Map(classified.slice(0, mostRemembered).map(c => [c.fingerprint, c.finding.rule])),
  }
}

/** The state as a comment that nobody sees. Nothing in it comes from a file: names of rules, digits and numbers. */
export function stateComment({ found, ...counts }: AuditState): string {
  const byRule = new Map<string, string>()
  for (const [fingerprint, rule] of found) byRule.set(rule, (byRule.get(rule) ?? '') + fingerprint)
  return head + JSON.stringify({ version: 1, ...counts, found: Object.fromEntries(byRule) }) + tail
}

/**
 * Reads the state out of a text that anybody with write access may have changed.
 * @returns null if there is none, or anything else than what `stateComment` writes
 */
export function readState(text: string): AuditState | null {
  const start = text.indexOf(head)
  const end = start < 0 ? -1 : text.indexOf(tail, start)
  if (end < 0 || end - start > longest) return null
  let whole: unknown
  try {
    whole = JSON.parse(text.slice(start + head.length, end))
  } catch {
    return null
  }
  const parsed = v.safeParse(schema, whole, { abortEarly: true })
  if (!parsed.success) return null
  const { found: byRule, version, ...counts } = parsed.output
  const found = new Map<string, string>()
  let times = 0
  for (const [rule, fingerprints] of Object.entries(byRule))
    for (let at = 0; at < fingerprints.length; at += digits, times++)
      found.set(fingerprints.slice(at, at + digits), rule)
  const expected = Math.min(totalOf(counts), mostRemembered)
  return found.size === expected && times === expected ? { ...counts, found } : null
}

/** What moved between two audits. */
export interface Comparison {
  /** Fingerprints of findings that were not there; null where that cannot be told, since the last audit found more than it remembers. */
  readonly fresh: ReadonlySet<string> | null
  /** Of the remembered findings, those that are gone, counted by rule. */
  readonly fixed: ReadonlyMap<string, number>
}

export function compare(classified: readonly Classified[], { found, ...counts }: AuditState): Comparison {
  const now = new Set(classified.map(c => c.fingerprint))
  const fixed = new Map<string, number>()
  for (const [fingerprint, rule] of found) if (!now.has(fingerprint)) fixed.set(rule, (fixed.get(rule) ?? 0) + 1)
  const whole = found.size === totalOf(counts)
  return { fresh: whole ? new Set([...now].filter(one => !found.has(one))) : null, fixed }
}
