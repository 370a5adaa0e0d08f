import { fingerprintIn, goneComment, jobIn } from '../../reports/markers.ts'
import type { PullFile } from './classify.ts'
import { isInHunk } from './hunks.ts'
import { type Identity, isBy } from './identity.ts'
import type { Octokit } from './octokit.ts'
import { allPages, type PullRequest } from './pull-request.ts'

export interface ReviewComment {
  readonly path: string
  readonly line: number
  readonly start_line?: number
  readonly side: 'RIGHT'
  readonly start_side?: 'RIGHT'
  readonly body: string
  readonly fingerprint: string
}

export interface Review {
  readonly body: string
  readonly comments: readonly ReviewComment[]
  readonly rest: number
}

/** A comment of ours on the pull request that speaks of a finding. */
export interface OwnComment {
  readonly id: number
  readonly path: string
  readonly fingerprint: string
  /** The job that wrote it; null where it does not say. */
  readonly job: string | null
  readonly replied: boolean
}

/** Our comments that still speak of a finding, in order. Those that say that it is gone have no fingerprint any more. */
export async function listOwnComments(
  octokit: Octokit,
  pull: PullRequest,
  identity: Identity,
): Promise<readonly OwnComment[]> {
  const own: Omit<OwnComment, 'replied'>[] = []
  const answered = new Set<number>()
  const comments = allPages(page => octokit.rest.pulls.listReviewComments({ ...pull, per_page: 100, page }))
  for await (const { id, path, body, user, in_reply_to_id } of comments) {
    if (in_reply_to_id !== undefined && in_reply_to_id !== null) answered.add(in_reply_to_id)
    else {
      const fingerprint = isBy(user, identity) ? fingerprintIn(body) : null
      if (fingerprint !== null) own.push({ id, path, fingerprint, job: jobIn(body) })
    }
  }
  return own.map(one => ({ ...one, replied: answered.has(one.id) }))
}

/**
 * Posts one review with these comments. GitHub refuses all of it if a single line is outside the diff as GitHub sees it; it is then
 * sent once more without such comments.
 * @param files the pull request's files by the API; null: not to be had
 * @returns how many comments were posted
 */
export async function postReview(
  octokit: Octokit,
  pull: PullRequest,
  head: string,
  { body, comments }: Review,
  files: () => Promise<readonly PullFile[] | null>,
): Promise<number> {
  const send = async (some: readonly ReviewComment[]): Promise<number> => {
    const sent = some.map(({ fingerprint, ...comment }) => comment)
    await octokit.rest.pulls.createReview({ ...pull, commit_id: head, event: 'COMMENT', body, comments: sent })
    return some.length
  }
  try {
    return await send(comments)
  } catch (error) {
    if ((error as { status?: unknown }).status !== 422) throw error
    const list = await files()
    const right = comments.filter(c => isInHunk(list?.find(f => f.filename === c.path)?.patch ?? null, c))
    if (right.length === 0 || right.length === comments.length) throw error
    return await send(right)
  }
}

/** How many comments are changed in one run at the most: GitHub slows down who writes too much. */
const mostChanges = 30

/** Says in comments whose finding is gone that it is, so that nobody clicks on an old suggestion. What has replies stays as it is. */
export async function retireComments(
  octokit: Octokit,
  { owner, repo }: PullRequest,
  head: string,
  gone: readonly OwnComment[],
): Promise<void> {
  for (const { id } of gone.filter(c => !c.replied).slice(0, mostChanges))
    await octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body: goneComment(head) })
}
