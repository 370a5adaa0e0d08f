import { type Identity, isBy } from './identity.ts'
import type { Octokit } from './octokit.ts'
import { allPages, type PullRequest } from './pull-request.ts'

export interface StickyComment {
  /** The body starts with it; anyone can copy it, so the author is looked at too. */
  readonly marker: string
  readonly body: string
  /** Whether there is something to say; without, only a comment that already stands is changed. */
  readonly needed: boolean
}

/** Writes our one comment of a pull request, or brings it up to date. It is never deleted: replies would lose what they answer. */
export async function postComment(
  octokit: Octokit,
  { owner, repo, pull_number }: PullRequest,
  identity: Identity,
  { marker, body, needed }: StickyComment,
): Promise<'written' | 'brought up to date' | 'left as it is'> {
  const issue = { owner, repo, issue_number: pull_number }
  const comments = allPages(page => octokit.rest.issues.listComments({ ...issue, per_page: 100, page }))
  for await (const comment of comments) {
    if (!comment.body?.startsWith(marker) || !isBy(comment.user, identity)) continue
    // GitHub keeps line ends as they came and trims nothing but the end.
    if (comment.body.trimEnd() === body.trimEnd()) return 'left as it is'
    await octokit.rest.issues.updateComment({ owner, repo, comment_id: comment.id, body })
    return 'brought up to date'
  }
  if (!needed) return 'left as it is'
  await octokit.rest.issues.createComment({ ...issue, body })
  return 'written'
}
