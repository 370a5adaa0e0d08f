import type { Octokit } from './octokit.ts'

/** Bodies of requests: the first makes the run, the others add annotations to it (PATCH appends). */
export interface CheckRunRequests {
  readonly create: object
  readonly updates: readonly object[]
}

/** Posts a check run of our own. */
export async function postCheckRun(
  octokit: Octokit,
  repository: { readonly owner: string; readonly repo: string },
  { create, updates }: CheckRunRequests,
): Promise<void> {
  // The bodies are made and tested as a whole in reports/check-run.ts.
  type Create = Parameters<Octokit['rest']['checks']['create']>[0]
  type Update = Parameters<Octokit['rest']['checks']['update']>[0]
  const { data } = await octokit.rest.checks.create({ ...create, ...repository } as unknown as Create)
  for (const update of updates)
    await octokit.rest.checks.update({ ...update, ...repository, check_run_id: data.id } as unknown as Update)
}
