import type { PlannedRepository } from './plan.ts'
import type { RepositoryReport } from './saved-report.ts'

/** What is known of all repositories. */
export interface OrganisationReport {
  /** In order of name. */
  readonly repositories: readonly RepositoryReport[]
  /** How many were left out since the plan does not name them: leftovers of another audit. */
  readonly unplanned: number
  /** How many private ones were left out. */
  readonly withheld: number
  /** Of the tools that wrote the reports, in order. */
  readonly versions: readonly string[]
}

const rank = { ok: 0, timeout: 1, failed: 2, missing: 3 } as const

/**
 * Joins reports. A repository that stands in several, since a job was run again, counts once: the best of them, and of equals the newest.
 * @param planned what should be there and nothing else: what is not becomes a line that says so, and what is private there is private;
 *   null: whatever there is
 * @param versions looked at when all reports are
 */
export function mergeReports(
  reports: Iterable<RepositoryReport>,
  planned: readonly PlannedRepository[] | null,
  includePrivate: boolean,
  versions: Iterable<string> = [],
): OrganisationReport {
  const byName = new Map<string, RepositoryReport>()
  for (const one of reports) {
    const key = one.name.toLowerCase()
    const before = byName.get(key)
    if (!before || isBetter(one, before)) byName.set(key, one)
  }
  const all =
    planned === null ? [...byName.values()] : planned.map(one => asPlanned(one, byName.get(one.name.toLowerCase())))
  const names = new Set(planned?.map(one => one.name.toLowerCase()))
  const kept = all.filter(one => includePrivate || !one.private)
  return {
    repositories: kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    unplanned: planned === null ? 0 : [...byName.keys()].filter(name => !names.has(name)).length,
    withheld: all.length - kept.length,
    versions: [...versions].sort(),
  }
}

function isBetter(one: RepositoryReport, before: RepositoryReport): boolean {
  if (rank[one.status] !== rank[before.status]) return rank[one.status] < rank[before.status]
  return (one.at ?? '') >= (before.at ?? '')
}

function asPlanned(
  { name, private: isPrivate }: PlannedRepository,
  report: RepositoryReport | undefined,
): RepositoryReport {
  if (report) return { ...report, name, private: isPrivate || report.private }
  const why = 'its job ended before it came to this repository; run the failed jobs again'
  return { name, private: isPrivate, status: 'missing', why, commit: null, at: null, findings: [], summary: null }
}
