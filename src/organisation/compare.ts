import type { OrganisationReport } from './merge.ts'
import type { RepositoryReport, SavedFinding } from './saved-report.ts'
import { openFindings } from './tally.ts'

/** What moved in one repository since a report before. */
export interface RepositoryChange {
  readonly fresh: ReadonlySet<SavedFinding>
  readonly still: number
  readonly fixed: readonly SavedFinding[]
}

/** What moved since a report before. */
export interface Comparison {
  /** By name; those that were audited both times. */
  readonly repositories: ReadonlyMap<string, RepositoryChange>
  readonly fresh: number
  readonly still: number
  readonly fixed: number
  /** How many are here that were not audited before, or not now: nothing is said of them. */
  readonly notCompared: number
}

/**
 * Tells what is new, fixed and still there, by the fingerprints of findings. Of a repository that could not be audited one of the two times
 * nothing is claimed: that a finding was not seen does not mean that it is gone.
 */
export function compareReports({ repositories }: OrganisationReport, before: readonly RepositoryReport[]): Comparison {
  const old = new Map(before.filter(r => r.status === 'ok').map(r => [r.name.toLowerCase(), r]))
  const changes = new Map<string, RepositoryChange>()
  for (const repository of repositories) {
    const then = old.get(repository.name.toLowerCase())
    if (then && repository.status === 'ok') changes.set(repository.name, changeOf(repository, then))
  }
  const all = [...changes.values()]
  return {
    repositories: changes,
    fresh: all.reduce((sum, { fresh }) => sum + fresh.size, 0),
    still: all.reduce((sum, { still }) => sum + still, 0),
    fixed: all.reduce((sum, { fixed }) => sum + fixed.length, 0),
    notCompared: repositories.length - changes.size,
  }
}

function changeOf(now: RepositoryReport, then: RepositoryReport): RepositoryChange {
  const known = new Map<string, SavedFinding[]>()
  for (const finding of openFindings(then)) {
    const list = known.get(finding.fingerprint)
    if (list) list.push(finding)
    else known.set(finding.fingerprint, [finding])
  }
  const open = openFindings(now)
  const fresh = new Set(open.filter(({ fingerprint }) => known.get(fingerprint)?.pop() === undefined))
  // one that was set aside is not fixed
  for (const { fingerprint, suppressed } of now.findings) if (suppressed !== null) known.get(fingerprint)?.pop()
  return { fresh, still: open.length - fresh.size, fixed: [...known.values()].flat() }
}
