import { clean } from '../../reports/clean.ts'

/** Why one use of the API came to nothing. */
export interface Failure {
  /** What was to be done: "post the review". */
  readonly task: string
  /** What the token needs for it: `pull-requests: write`. */
  readonly permission: string
  /** null: GitHub did not answer; undefined: it was not asked. */
  readonly status: number | null | undefined
  /** What it said, safe to print, in a few words. */
  readonly says: string
}

/** How much of GitHub's words is quoted. */
const longest = 200

export function failureOf(task: string, permission: string, error: unknown): Failure {
  // Octokit's RequestError calls itself HttpError, and has a status of 500 where there was no response.
  const { name, status, response, message } = (error ?? {}) as Record<string, unknown>
  const answered = response && typeof status === 'number' ? status : null
  const text = clean(String(message ?? error)).slice(0, longest)
  return { task, permission, status: name === 'HttpError' ? answered : undefined, says: text }
}

/**
 * All that went wrong with the API as one warning, since the runner keeps only ten.
 * @param readOnly whether the token may not write, whatever the workflow says
 * @param annotated whether the findings are annotated
 */
export function describeFailures(failures: readonly Failure[], readOnly: boolean, annotated: boolean): string {
  const said = failures.map(failure => `could not ${failure.task}: ${reasonOf(failure)}`)
  const denied = failures.filter(isDenied)
  const permissions = [...new Set(denied.map(f => f.permission))]
  const cure = permissions.length === 0 ? [] : [`give the job the permission ${permissions.join(', ')}`]
  const fork =
    denied.length > 0 && readOnly ? ['workflows of forks and of Dependabot have a token that only reads'] : []
  return `sysctl-lint ${[...said, ...cure, ...fork].join('; ')}; ${annotated ? 'the findings are annotated, and ' : ''}the outcome is the same`
}

/** GitHub says 404 where a token may not even know that something exists, and 403 also for what no permission helps against. */
function isDenied({ status, says }: Failure): boolean {
  return status === 401 || status === 404 || (status === 403 && !/rate limit|abuse|is locked/i.test(says))
}

function reasonOf({ status, says }: Failure): string {
  if (status === undefined) return says
  return status === null ? `GitHub's API did not answer (${says})` : `GitHub's API answered ${status} (${says})`
}
