import type { Severity } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import { clean, cleanJson } from './clean.ts'
import { cut } from './cut.ts'
import { fingerprintsOf, type Hash } from './fingerprint.ts'
import { createLocator, lastLine } from './locate.ts'
import { createRedactor } from './redact.ts'

/** Characters of a description, which GitLab shows on one line. */
const longest = 1000

const severities = { error: 'critical', warning: 'major', notice: 'info' } as const satisfies Record<Severity, string>

/**
 * The findings as GitLab's Code Quality reads them: an array, empty where nothing was found, which tells GitLab that what the target
 * branch had is resolved. What was set aside is left out, since the format has no word for it.
 * @param prefix the folder that paths are relative to, from the project's root, '' or with a final `/`
 */
export function checkGitlab(
  report: Report,
  { hash, prefix }: { readonly hash: Hash; readonly prefix: string },
): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.findings)
  const fingerprints = fingerprintsOf(report.findings, redactor, hash)
  const entries = report.findings.flatMap(({ rule, severity, message, at, suppressed }, i) => {
    if (suppressed) return []
    const place = locate(at)
    return [
      {
        description: clean(cut(redactor.text(message), longest)),
        check_name: rule,
        fingerprint: fingerprints[i]!,
        severity: severities[severity],
        location: { path: `${prefix}${at.source.path}`, lines: { begin: place.line, end: lastLine(place) } },
      },
    ]
  })
  return `${cleanJson(JSON.stringify(entries, null, 2))}\n`
}
