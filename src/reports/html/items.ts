import type { Finding, Severity, Suppression } from '../../core/finding.ts'
import type { Earlier, Since } from '../../core/since.ts'
import type { Span } from '../../core/text.ts'
import { type FrameLine, frameLines } from '../frame.ts'
import type { Locator } from '../locate.ts'
import type { Redactor } from '../redact.ts'

/** `fixed`: in the earlier report only. `open`: there is no earlier report. */
export type State = 'new' | 'still' | 'fixed' | 'aside' | 'open'

/** A finding as the page shows it. All its texts are from outside. */
export interface Item {
  /** Its anchor in the page. */
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly parameter: string | null
  readonly message: string
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number | null
  readonly state: State
  readonly suppressed: Suppression | null
  /** Null for what is not there any more. */
  readonly at: Span | null
  readonly frame: readonly (FrameLine | null)[]
  readonly fix: { readonly title: string; readonly safe: boolean } | null
  readonly related: readonly {
    readonly file: string
    readonly line: number
    readonly column: number
    readonly note: string
  }[]
}

export interface Shown {
  readonly locate: Locator
  readonly redactor: Redactor
}

/** Related places of one finding that are shown; the JSON report has them all. */
const mostRelated = 5

/** The findings of now, each with what became of it since an earlier report, and after them those that are fixed. */
export function itemsOf(
  findings: readonly Finding[],
  fingerprints: readonly string[],
  since: Since | null,
  shown: Shown,
): Item[] {
  const taken = new Set<string>()
  const now = findings.map((finding, i) =>
    itemOf(
      finding,
      anchor('f', fingerprints[i]!, taken),
      since ? since.moved[i]! : finding.suppressed ? 'aside' : 'open',
      shown,
    ),
  )
  return [...now, ...(since?.fixed ?? []).map(one => fixedItem(one, anchor('x', one.fingerprint, taken)))]
}

/** Findings are named by their fingerprint, so that a link to one still leads to it in the next report. */
function anchor(prefix: string, fingerprint: string, taken: Set<string>): string {
  const name = `${prefix}-${fingerprint}`
  const id = taken.has(name) ? `${name}-${taken.size}` : name
  taken.add(id)
  return id
}

function itemOf(finding: Finding, id: string, state: State, { locate, redactor }: Shown): Item {
  const { rule, severity, at, fix, related = [], suppressed } = finding
  const { line, column } = locate(at)
  return {
    id,
    rule,
    severity,
    parameter: finding.parameter ?? null,
    message: redactor.text(finding.message),
    file: at.source.path,
    line,
    column,
    state,
    suppressed: suppressed ? { kind: suppressed.kind, reason: redactor.text(suppressed.reason) } : null,
    at,
    frame: frameLines(at, { locate, redactor }),
    fix: fix ? { title: redactor.text(fix.title), safe: fix.safe } : null,
    related: related.slice(0, mostRelated).map(one => {
      const place = locate(one.at)
      return { file: one.at.source.path, line: place.line, column: place.column, note: redactor.text(one.note) }
    }),
  }
}

function fixedItem({ rule, severity, message, file, line }: Earlier, id: string): Item {
  const gone = {
    parameter: null,
    column: null,
    state: 'fixed',
    suppressed: null,
    at: null,
    frame: [],
    fix: null,
    related: [],
  } as const
  return { id, rule, severity, message, file, line, ...gone }
}
