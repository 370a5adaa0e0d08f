import type { PlannedRepository } from './plan.ts'
import type { RepositoryReport, SavedSummary } from './saved-report.ts'

/** What is known of all repositories. */
export interface OrganisationReport {
  /** In order of name. */
  readonly repositories: readonly RepositoryReport[]
}

const rank = { ok: 0, timeout: 1, failed: 2, missing: 3 } as const

/**
 * Joins reports. A repository that stands in several, since a job was run again, counts once: the best of them, and of equals the last.
 * @param planned what should be there: what is not becomes a line that says so
 */
export function mergeReports(
  reports: readonly RepositoryReport[],
  planned: readonly PlannedRepository[],
  includePrivate: boolean,
): OrganisationReport {
  const byName = new Map<string, RepositoryReport>()
  for (const one of reports) {
    const before = byName.get(one.name)
    if (!before || rank[one.status] <= rank[before.status]) byName.set(one.name, one)
  }
  for (const { name, private: isPrivate } of planned) if (!byName.has(name)) byName.set(name, missing(name, isPrivate))
  const kept = [...byName.values()].filter(one => includePrivate || !one.private)
  return { repositories: kept.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

function missing(name: string, isPrivate: boolean): RepositoryReport {
  const why = 'its job ended before it came to this repository; run the failed jobs again'
  return { name, private: isPrivate, status: 'missing', why, commit: null, findings: [], summary: null }
}

export interface OrganisationSummary extends SavedSummary {
  readonly repositories: number
  readonly ok: number
  readonly failed: number
  readonly timeout: number
  readonly missing: number
}

/** The sums over all repositories. */
export function summaryOf({ repositories }: OrganisationReport): OrganisationSummary {
  const numberOf = (status: RepositoryReport['status']) => repositories.filter(r => r.status === status).length
  const sum = (of: keyof SavedSummary) => repositories.reduce((total, { summary }) => total + (summary?.[of] ?? 0), 0)
  return {
    repositories: repositories.length,
    ok: numberOf('ok'),
    failed: numberOf('failed'),
    timeout: numberOf('timeout'),
    missing: numberOf('missing'),
    files: sum('files'),
    settings: sum('settings'),
    errors: sum('errors'),
    warnings: sum('warnings'),
    notices: sum('notices'),
    suppressed: sum('suppressed'),
  }
}
