import type { OrganisationReport } from './merge.ts'
import type { RepositoryReport, SavedFinding } from './saved-report.ts'

export interface Counts {
  readonly errors: number
  readonly warnings: number
  readonly notices: number
}

export interface OrganisationSummary extends Counts {
  readonly repositories: number
  readonly ok: number
  readonly failed: number
  readonly timeout: number
  readonly missing: number
  readonly files: number
  readonly settings: number
  readonly suppressed: number
}

/** The findings that count: those that nobody set aside. */
export function openFindings({ findings }: Pick<RepositoryReport, 'findings'>): readonly SavedFinding[] {
  return findings.every(f => f.suppressed === null) ? findings : findings.filter(f => f.suppressed === null)
}

/** Counted here: a report's own sums are no better than whoever wrote it. */
export function countsOf(findings: readonly SavedFinding[]): Counts {
  const of = (severity: SavedFinding['severity']): number =>
    findings.reduce((count, f) => (f.severity === severity ? count + 1 : count), 0)
  return { errors: of('error'), warnings: of('warning'), notices: of('notice') }
}

/** For sorting: the worst severity decides, then how many. */
export function weightOf({ errors, warnings, notices }: Counts): number {
  return errors * 1e12 + warnings * 1e6 + notices
}

/** The sums over all repositories. */
export function summaryOf({ repositories }: Pick<OrganisationReport, 'repositories'>): OrganisationSummary {
  const sums = { errors: 0, warnings: 0, notices: 0, files: 0, settings: 0, suppressed: 0 }
  const statuses = { ok: 0, failed: 0, timeout: 0, missing: 0 }
  for (const repository of repositories) {
    const open = openFindings(repository)
    const counts = countsOf(open)
    statuses[repository.status]++
    sums.errors += counts.errors
    sums.warnings += counts.warnings
    sums.notices += counts.notices
    sums.suppressed += repository.findings.length - open.length
    sums.files += repository.summary?.files ?? 0
    sums.settings += repository.summary?.settings ?? 0
  }
  return { repositories: repositories.length, ...statuses, ...sums }
}

/** How often something was found, and in how many repositories. */
export interface Tally extends Counts {
  readonly name: string
  readonly repositories: number
}

/**
 * Open findings by what they have in common, the most frequent first.
 * @param nameOf null: it does not belong to any
 */
export function tallyBy(
  { repositories }: Pick<OrganisationReport, 'repositories'>,
  nameOf: (finding: SavedFinding) => string | null,
): readonly Tally[] {
  const all = new Map<
    string,
    { errors: number; warnings: number; notices: number; repositories: number; last: number }
  >()
  for (const [index, repository] of repositories.entries())
    for (const finding of openFindings(repository)) {
      const name = nameOf(finding)
      if (name === null) continue
      const one = all.get(name) ?? { errors: 0, warnings: 0, notices: 0, repositories: 0, last: -1 }
      all.set(name, one)
      one[`${finding.severity}s`]++
      if (one.last !== index) one.repositories++
      one.last = index
    }
  const total = (t: Counts): number => t.errors + t.warnings + t.notices
  return [...all]
    .map(([name, { last, ...counts }]) => ({ name, ...counts }))
    .sort((a, b) => total(b) - total(a) || (a.name < b.name ? -1 : 1))
}
