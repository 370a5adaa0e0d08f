import type { Comparison } from '../organisation/compare.ts'
import type { OrganisationReport } from '../organisation/merge.ts'
import type { RepositoryReport } from '../organisation/saved-report.ts'
import type { OrganisationSummary } from '../organisation/tally.ts'
import { plural } from './count.ts'

/** What became of a repository that was not audited. */
export const statusWords = {
  failed: 'could not be audited',
  timeout: 'took too long',
  missing: 'not looked at',
  ok: 'audited',
} as const satisfies Record<RepositoryReport['status'], string>

export function repositoriesText(count: number): string {
  return count === 1 ? '1 repository' : `${count} repositories`
}

/** The counts in one line. */
export function headline(sums: OrganisationSummary): string {
  const counts = [plural(sums.errors, 'error'), plural(sums.warnings, 'warning'), plural(sums.notices, 'notice')]
  return `${counts.join(', ')} in ${plural(sums.settings, 'setting')} of ${repositoriesText(sums.ok)}`
}

/** What moved, in one line. */
export function sinceText({ fresh, fixed, still, notCompared }: Comparison): string {
  const rest =
    notCompared === 0 ? '' : `; ${repositoriesText(notCompared)} not compared, being audited only one of the two times`
  return `Since the report before: ${fresh} new, ${fixed} fixed, ${still} still there${rest}`
}

/** What the report does not hold, a line each. */
export function omissions({ unplanned, withheld, versions }: OrganisationReport): string[] {
  const several = versions.slice(0, 10).join(', ')
  return [
    ...(versions.length > 1 ? [`Reports of different versions (${several}), which may find different things`] : []),
    ...(withheld > 0
      ? [`${repositoriesText(withheld)} left out as private, whose findings --include-private would show`]
      : []),
    ...(unplanned > 0 ? [`${plural(unplanned, 'report')} left out, since the plan does not name the repository`] : []),
  ]
}
