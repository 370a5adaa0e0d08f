import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Report } from '../core/report.ts'
import { compareSince } from '../core/since.ts'
import { UserError } from '../io/user-error.ts'
import { parseSavedReport } from '../organisation/saved-report.ts'
import { fingerprintsOf } from '../reports/fingerprint.ts'
import type { Compared } from '../reports/html/changes.ts'
import { createRedactor } from '../reports/redact.ts'

/** Some 70,000 findings: larger files are no report. */
const largest = 64 << 20

/**
 * What moved since an earlier report of `check --format json`. The file may be anybody's: it is read by its schema, and nothing of it
 * decides anything but what is said of it.
 * @param file as it was typed
 * @throws a user error for what is no such report
 */
export function sinceReport(report: Report, cwd: string, file: string): Compared {
  const saved = parseSavedReport(read(cwd, file))
  if ('error' in saved) throw new UserError(`--since ${file} ${saved.error}`)
  if (saved.kind === 'many')
    throw new UserError(`--since ${file} is a report of many repositories; give one of check --format json`)
  const redactor = createRedactor(report.settings, report.findings)
  const fingerprints = fingerprintsOf(report.findings, redactor, what =>
    createHash('sha256').update(what).digest('hex'),
  )
  const now = report.findings.map(({ suppressed }, i) => ({
    fingerprint: fingerprints[i]!,
    suppressed: suppressed ?? null,
  }))
  return { name: file, ...compareSince(now, saved.findings) }
}

function read(cwd: string, file: string): string {
  try {
    const place = resolve(cwd, file)
    if (statSync(place).size > largest) throw new UserError(`--since ${file} is larger than any report`)
    return readFileSync(place, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    const { code } = error as NodeJS.ErrnoException
    const hint =
      code === 'ENOENT' ? 'does not exist; check --format json --output makes it' : `cannot be read (${code})`
    throw new UserError(`--since ${file} ${hint}`)
  }
}
