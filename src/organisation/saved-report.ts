import * as v from 'valibot'

/**
 * Reports that are read back. A report is a file like any other and may be anybody's, so it passes this schema first; what it does not
 * name is left out.
 */
const text = v.pipe(v.string(), v.maxLength(20_000))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const line = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** Of the tool that wrote a report. */
const tool = v.optional(v.object({ version: v.pipe(v.string(), v.maxLength(100)) }))

const finding = v.object({
  rule: v.pipe(v.string(), v.maxLength(100), v.regex(/^[a-z][a-z0-9-]*$/)),
  severity: v.picklist(['error', 'warning', 'notice']),
  message: text,
  file: text,
  line,
  column: line,
  endLine: line,
  endColumn: line,
  parameter: v.nullable(text),
  value: v.nullable(text),
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  suppressed: v.nullable(v.object({ kind: v.picklist(['inline', 'baseline']), reason: text })),
})

const summary = v.object({
  files: count,
  settings: count,
  errors: count,
  warnings: count,
  notices: count,
  suppressed: v.optional(count, 0),
})

const single = v.object({ version: v.literal(1), tool, findings: v.array(finding), summary })

const repository = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  private: v.boolean(),
  status: v.picklist(['ok', 'failed', 'timeout', 'missing']),
  why: text,
  /** When it was audited: an ISO 8601 time of UTC. */
  at: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40), v.isoTimestamp())), null),
  commit: v.nullable(v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))),
  findings: v.array(finding),
  summary: v.nullable(summary),
})

const many = v.object({ version: v.literal(1), tool, repositories: v.array(repository) })

/** A finding as a JSON report holds it. */
export type SavedFinding = v.InferOutput<typeof finding>
export type SavedSummary = v.InferOutput<typeof summary>
/** What is known of one repository of an organisation. `why`: what went wrong or was left out, in words that follow its name. */
export type RepositoryReport = v.InferOutput<typeof repository>

/** A report of one run, which has one repository, or of many. `version`: of the tool that wrote it, where it says so. */
export type SavedReport = { readonly version: string | null } & (
  | { readonly kind: 'single'; readonly findings: readonly SavedFinding[]; readonly summary: SavedSummary }
  | { readonly kind: 'many'; readonly repositories: readonly RepositoryReport[] }
)

/** Reads a JSON report, or says in one sentence why it is none. */
export function parseSavedReport(json: string): SavedReport | { readonly error: string } {
  let whole: unknown
  try {
    whole = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return { error: 'is no JSON; check --format json makes a report' }
  }
  const isMany = typeof whole === 'object' && whole !== null && 'repositories' in whole
  const parsed = v.safeParse(isMany ? many : single, whole, { abortEarly: true })
  if (!parsed.success) {
    const [issue] = parsed.issues
    return { error: `is no report: ${v.getDotPath(issue) ?? 'the whole'} is not what check --format json writes` }
  }
  const { output } = parsed
  const version = output.tool?.version ?? null
  return 'repositories' in output
    ? { version, kind: 'many', repositories: output.repositories }
    : { version, kind: 'single', findings: output.findings, summary: output.summary }
}
