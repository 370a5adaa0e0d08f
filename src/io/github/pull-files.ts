import type { PullFile } from './classify.ts'
import type { Octokit } from './octokit.ts'
import type { PullRequest } from './pull-request.ts'

/** GitHub lists no more than this many files of a pull request. */
const most = 3000
const page = 100

/**
 * The files of a pull request.
 * @returns null where the list is not whole, so that nothing can be concluded from a file's absence
 */
export async function listPullFiles(octokit: Octokit, pull: PullRequest): Promise<readonly PullFile[] | null> {
  const files: PullFile[] = []
  for (let at = 1; files.length < most; at++) {
    const { data } = await octokit.rest.pulls.listFiles({ ...pull, per_page: page, page: at })
    if (!Array.isArray(data)) throw new Error('the list of files is no list')
    for (const { filename, status, previous_filename, patch, changes } of data)
      files.push({ filename, status, previousFilename: previous_filename ?? null, patch: patch ?? null, changes })
    if (data.length < page) return files
  }
  const { data } = await octokit.rest.pulls.get({ ...pull })
  return data.changed_files === files.length ? files : null
}
