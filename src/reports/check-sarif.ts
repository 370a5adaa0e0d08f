import type { Report } from '../core/report.ts'
import type { Rule } from '../core/rule.ts'
import { fingerprintsOf, type Hash } from './fingerprint.ts'
import { createRedactor } from './redact.ts'
import { sarif } from './sarif.ts'

/** The findings of `check` as SARIF; paths are relative to the working directory, which is taken for the repository's root. */
export function checkSarif(
  report: Report,
  tool: { readonly version: string; readonly rules: readonly Rule[]; readonly hash: Hash },
): string {
  const fingerprints = fingerprintsOf(report.findings, createRedactor(report.settings, report.findings), tool.hash)
  const classified = report.findings.map((finding, i) => ({
    finding,
    fingerprint: fingerprints[i]!,
    fresh: true,
    head: null,
    inHunk: false,
  }))
  return sarif(report, classified, tool, '')
}
