import type { Report } from '../../core/report.ts'
import { checkRunRequests } from '../../reports/check-run.ts'
import { clean } from '../../reports/clean.ts'
import { stickyComment } from '../../reports/comment.ts'
import { plural } from '../../reports/count.ts'
import { cut } from '../../reports/cut.ts'
import { createRedactor, type Redactor } from '../../reports/redact.ts'
import { reviewOf } from '../../reports/review.ts'
import { postCheckRun } from './check-run.ts'
import type { ChangeView, PullFile } from './classify.ts'
import { postComment } from './comment.ts'
import type { GitHubEvent } from './event.ts'
import { type Failure, failureOf } from './failure.ts'
import { type Identity, identityOf } from './identity.ts'
import type { GitHub, Octokit } from './octokit.ts'
import type { PullRequest } from './pull-request.ts'
import { listOwnComments, postReview, retireComments } from './review.ts'

export interface ChannelsWanted {
  readonly review: boolean
  readonly comment: boolean
  readonly checkRun: boolean
  readonly issue: boolean
  /** Of the tracking issue, when it is opened. */
  readonly issueTitle: string
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  /** As it was written; '' for all of the repository. */
  readonly workingDirectory: string
}

export interface Posting {
  readonly report: Report
  readonly view: ChangeView
  readonly event: GitHubEvent
  readonly github: GitHub
  readonly pullFiles: () => Promise<readonly PullFile[] | null>
  /** The folder that this run looked at, '' or with a final `/`: comments elsewhere are another run's. */
  readonly prefix: string
  /** Tells the comments and issues of several jobs apart. */
  readonly key: string
  /** Where the checked-out files are shown, without a final `/`; null: not known. */
  readonly commit: string | null
  readonly failed: boolean
  /** Lines for the log. */
  readonly say: (line: string) => void
}

export interface Posted {
  /** What went wrong. */
  readonly failures: readonly Failure[]
  /** The tracking issue's number; null: there is none, or it is not known. */
  readonly issue: number | null
}

/**
 * Posts to each channel that is wanted, one after the other, as GitHub asks for. One that fails does not keep the next from trying.
 */
export async function postToChannels(wanted: ChannelsWanted, posting: Posting): Promise<Posted> {
  const { event, say } = posting
  const failures: Failure[] = []
  const attempt = async (task: string, permission: string, act: (octokit: Octokit) => Promise<string>) => {
    try {
      say(await act(await posting.github()))
    } catch (error) {
      failures.push(failureOf(task, permission, error))
    }
  }
  const pull = event.pullRequest && { owner: event.owner, repo: event.repo, pull_number: event.pullRequest.number }
  if (!pull && (wanted.review || wanted.comment))
    say('This event belongs to no pull request, so there is no review and no comment')
  let identity: Promise<Identity> | null = null
  const whoami = (octokit: Octokit): Promise<Identity> => {
    identity ??= identityOf(octokit)
    return identity
  }
  if (pull && wanted.review)
    await attempt('review', 'pull-requests: write', async o => await review(o, pull, await whoami(o), posting))
  if (pull && wanted.comment)
    await attempt('comment', 'pull-requests: write', async o => await comment(o, pull, await whoami(o), posting))
  if (wanted.checkRun) await attempt('make the check run', 'checks: write', async o => await checkRun(o, posting))
  let issue: number | null = null
  if (wanted.issue && !event.ofDefaultBranch)
    say('This event is not about the default branch, so the tracking issue stays as it is')
  else if (wanted.issue)
    await attempt('keep the tracking issue', 'issues: write', async o => {
      const kept = await trackingIssue(o, await whoami(o), wanted, posting)
      failures.push(...kept.failures)
      issue = kept.number
      return `Tracking issue: ${kept.done}`
    })
  return { failures, issue }
}

async function review(octokit: Octokit, pull: PullRequest, identity: Identity, posting: Posting): Promise<string> {
  const { view, prefix, key } = posting
  const head = posting.event.pullRequest!.headSha
  const own = await listOwnComments(octokit, pull, identity)
  const made = reviewOf(view.classified, new Set(own.map(c => c.fingerprint)), redactorOf(posting.report), key)
  const posted = made.comments.length === 0 ? 0 : await postReview(octokit, pull, head, made, posting.pullFiles)
  const present = new Set(view.classified.filter(c => !c.finding.suppressed).map(c => c.fingerprint))
  // What another job found, this one perhaps does not look at.
  const mine = own.filter(c => (c.job ?? key) === key && c.path.startsWith(prefix))
  const gone = mine.filter(c => !present.has(c.fingerprint))
  await retireComments(octokit, pull, head, gone)
  return posted === 0 ? 'Review: nothing new to say' : `Review: ${plural(posted, 'comment')}`
}

async function comment(octokit: Octokit, pull: PullRequest, identity: Identity, posting: Posting): Promise<string> {
  const { report, view, key } = posting
  const marker = `<!-- sysctl-lint comment ${key} -->`
  const body = stickyComment(report, view.classified, marker)
  const done = await postComment(octokit, pull, identity, { marker, body, needed: view.classified.some(c => c.fresh) })
  return `Comment: ${done}`
}

async function checkRun(octokit: Octokit, { view, event, failed, report }: Posting): Promise<string> {
  const fresh = view.classified.filter(c => c.fresh).length
  const requests = checkRunRequests(
    view.classified,
    event.pullRequest?.headSha ?? event.head ?? event.sha,
    failed ? 'failure' : fresh > 0 ? 'neutral' : 'success',
    { title: fresh === 0 ? 'No findings' : plural(fresh, 'finding'), summary: summaryLine(report, fresh) },
    redactorOf(report),
  )
  await postCheckRun(octokit, { owner: event.owner, repo: event.repo }, requests)
  return 'Check run: made'
}

async function trackingIssue(octokit: Octokit, identity: Identity, wanted: ChannelsWanted, posting: Posting) {
  const { report, view, event, key, commit } = posting
  const [{ keepTrackingIssue }, { auditFindings, auditSection, reopenComment }] = await Promise.all([
    import('./tracking-issue.ts'),
    import('../../reports/tracking-issue.ts'),
  ])
  const slash = event.runUrl.lastIndexOf('/') + 1
  const [runs, run] = [event.runUrl.slice(0, slash), event.runUrl.slice(slash)]
  const audit = { folder: wanted.workingDirectory, runs, run, commit }
  return await keepTrackingIssue(octokit, { owner: event.owner, repo: event.repo }, identity, {
    markers: { start: `<!-- sysctl-lint audit ${key} -->`, end: `<!-- /sysctl-lint audit ${key} -->` },
    title: cut(clean(wanted.issueTitle), 256),
    assignees: wanted.assignees,
    labels: wanted.labels,
    needed: auditFindings(view.classified).length > 0,
    section: (previous, room) => auditSection(report, view.classified, previous, audit, room),
    reopened: reopenComment(view.classified, audit),
  })
}

function redactorOf({ settings, findings }: Report): Redactor {
  return createRedactor(settings, findings)
}

function summaryLine({ settings, files }: Report, fresh: number): string {
  return `${plural(fresh, 'finding')} in ${plural(settings.length, 'setting')} (${plural(files, 'file')})`
}
