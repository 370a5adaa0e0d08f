import type { Finding } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import type { Since } from '../core/since.ts'
import { cleanJson } from './clean.ts'
import { countOf, countSuppressed } from './count.ts'
import { fingerprintsOf, type Hash } from './fingerprint.ts'
import { createLocator, type Locator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'

export interface CheckJsonOptions {
  /** Ours. */
  readonly version: string
  readonly hash: Hash
  /** What moved since an earlier report, if one was given. */
  readonly since?: Since | null
}

/** The findings for machines: the JSON interface of `check`. */
export function checkJson(report: Report, { version, hash, since }: CheckJsonOptions): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.findings)
  const fingerprints = fingerprintsOf(report.findings, redactor, hash)
  const entries = report.findings.map((finding, i) => findingEntry(finding, fingerprints[i]!, locate, redactor))
  const summary = {
    files: report.files,
    settings: report.settings.length,
    errors: countOf(report.findings, 'error'),
    warnings: countOf(report.findings, 'warning'),
    notices: countOf(report.findings, 'notice'),
    suppressed: countSuppressed(report.findings),
  }
  const moved = since ? { since: sinceEntry(since, fingerprints) } : {}
  const whole = { version: 1, tool: { name: 'sysctl-lint', version }, findings: entries, summary, ...moved }
  return `${cleanJson(JSON.stringify(whole, null, 2))}\n`
}

/** The new ones by fingerprint, since their findings are there; the fixed ones as they were. */
function sinceEntry({ moved, fixed, counts }: Since, fingerprints: readonly string[]): object {
  return {
    counts,
    new: fingerprints.filter((_, i) => moved[i] === 'new'),
    fixed: fixed.map(({ rule, severity, message, file, line, fingerprint }) => ({
      rule,
      severity,
      message,
      file,
      line,
      fingerprint,
    })),
  }
}

function findingEntry(finding: Finding, fingerprint: string, locate: Locator, redactor: Redactor): object {
  const { rule, severity, message, at, parameter, value, fix, related = [], suppressed } = finding
  return {
    rule,
    severity,
    message: redactor.text(message),
    file: at.source.path,
    ...locate(at),
    parameter: parameter ?? null,
    value: value === undefined ? null : redactor.value(parameter, value),
    // half of a fix that makes files too would be none
    fix:
      fix && !fix.creates?.length
        ? {
            title: redactor.text(fix.title),
            safe: fix.safe,
            edits: fix.edits.map(edit => ({
              file: edit.at.source.path,
              ...locate(edit.at),
              text: redactor.text(edit.text),
            })),
          }
        : null,
    related: related.map(one => {
      const { line, column } = locate(one.at)
      return { file: one.at.source.path, line, column, note: redactor.text(one.note) }
    }),
    fingerprint,
    suppressed: suppressed ? { kind: suppressed.kind, reason: redactor.text(suppressed.reason) } : null,
  }
}
