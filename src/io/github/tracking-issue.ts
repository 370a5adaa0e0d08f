import { readState, totalOf } from '../../reports/audit-state.ts'
import { roomFor, type Sectioned, type SectionMarkers, takeSection, withSection } from '../../reports/section.ts'
import type { AuditSection, Previous } from '../../reports/tracking-issue.ts'
import { type Failure, failureOf } from './failure.ts'
import { type Identity, isBy } from './identity.ts'
import type { Octokit } from './octokit.ts'
import { allPages } from './pull-request.ts'

/** What the tracking issue is to be and to say. */
export interface TrackingIssue {
  readonly markers: SectionMarkers
  /** Given to the issue when it is opened, and people's from then on. */
  readonly title: string
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  /** Whether anything was found. */
  readonly needed: boolean
  /** Our part of its text; null where there is no room. */
  readonly section: (previous: Previous, room: number) => AuditSection | null
  /** Said once when it is opened again. */
  readonly reopened: string
}

/** What became of it. */
export interface Kept {
  /** For the log. */
  readonly done: string
  /** null: there is none. */
  readonly number: number | null
  /** What went wrong on the way, though the issue is up to date. */
  readonly failures: readonly Failure[]
}

interface Repository {
  readonly owner: string
  readonly repo: string
}

/** What is looked at of an issue that the API lists. */
interface Issue {
  readonly number: number
  readonly body: string
  readonly open: boolean
  readonly locked: boolean
  readonly text: Sectioned
}

/** The permission that all of it needs. */
export const issuesPermission = 'issues: write'

/**
 * Opens the one tracking issue, brings it up to date, closes it when nothing is found, and opens it again. Title, labels, assignees
 * and all text around our part are people's.
 * @throws what Octokit throws where the issue could not be brought up to date
 */
export async function keepTrackingIssue(
  octokit: Octokit,
  repository: Repository,
  identity: Identity,
  wanted: TrackingIssue,
): Promise<Kept> {
  const find = (author = identity) => findIssue(octokit, repository, author, wanted.markers)
  // Another run may be opening one at this moment, so that the list is read again right before.
  const found = (await find()) ?? (wanted.needed ? await find() : null)
  if (found) return update(octokit, repository, found, wanted)
  if (!wanted.needed) return { done: 'none is open, and none is needed', number: null, failures: [] }
  const { number, author, failures } = await open(octokit, repository, wanted)
  const kept = { done: `#${number} opened`, number, failures }
  try {
    // Whom the token speaks for may have been a guess; whoever opened this one is sure.
    const first = await find(author ?? identity)
    if (first === null || first.number >= number || !first.open) return kept
    await close(octokit, repository, number)
    return { done: `#${first.number} was there already`, number: first.number, failures }
  } catch (error) {
    const task = 'see whether another run has opened a tracking issue too'
    return { ...kept, failures: [...failures, failureOf(task, issuesPermission, error)] }
  }
}

async function close(octokit: Octokit, repository: Repository, number: number): Promise<void> {
  const change = { state: 'closed', state_reason: 'not_planned' } as const
  await octokit.rest.issues.update({ ...repository, issue_number: number, ...change })
}

/** Ours: by marker and by author. Of several the oldest that is open, else the oldest. */
async function findIssue(
  octokit: Octokit,
  repository: Repository,
  identity: Identity,
  markers: SectionMarkers,
): Promise<Issue | null> {
  const asked = { ...repository, creator: identity.login, sort: 'created', direction: 'asc', per_page: 100 } as const
  for (const state of ['open', 'closed'] as const) {
    const issues = allPages(page => octokit.rest.issues.listForRepo({ ...asked, state, page }))
    for await (const { number, body, user, locked, pull_request } of issues) {
      if (!Number.isSafeInteger(number) || typeof (body ?? '') !== 'string') continue
      const text = pull_request || !isBy(user, identity) ? null : takeSection(body ?? '', markers)
      if (text) return { number, body: body ?? '', open: state === 'open', locked: locked === true, text }
    }
  }
  return null
}

async function update(octokit: Octokit, repository: Repository, issue: Issue, wanted: TrackingIssue): Promise<Kept> {
  const { number, open, locked, text } = issue
  const previous = readState(text.section)
  if (!open && !wanted.needed && previous !== null && totalOf(previous) === 0)
    return { done: `#${number} stays closed`, number, failures: [] }
  const made = wanted.section(previous ?? 'broken', roomFor(text, wanted.markers))
  if (made === null) throw new Error(`the text of issue ${number} leaves no room for the findings`)
  const body = withSection(text, made.text, wanted.markers)
  // Whoever closed it while there were findings has seen them; only others open it again.
  const reopens = !open && wanted.needed && (previous === null || totalOf(previous) === 0 || made.worse)
  const change = reopens
    ? ({ state: 'open', state_reason: 'reopened' } as const)
    : open && !wanted.needed
      ? ({ state: 'closed', state_reason: 'completed' } as const)
      : {}
  await octokit.rest.issues.update({ ...repository, issue_number: number, body, ...change })
  if (!reopens) return { done: `#${number} ${change.state ?? 'brought up to date'}`, number, failures: [] }
  // GitHub refuses comments of bots on locked issues.
  const failures = locked ? [] : await comment(octokit, repository, number, wanted.reopened)
  return { done: `#${number} opened again`, number, failures }
}

async function comment(octokit: Octokit, repository: Repository, number: number, body: string): Promise<Failure[]> {
  try {
    await octokit.rest.issues.createComment({ ...repository, issue_number: number, body })
    return []
  } catch (error) {
    return [failureOf('comment on the tracking issue', issuesPermission, error)]
  }
}

/** GitHub refuses the whole issue for an assignee or a label that it does not take; it is then opened without. */
async function open(
  octokit: Octokit,
  repository: Repository,
  { title, assignees, labels, markers, section }: TrackingIssue,
): Promise<Opened> {
  const empty: Sectioned = { before: '', section: '', after: '\n' }
  const made = section(null, roomFor(empty, markers))
  const body = withSection(empty, made?.text ?? '', markers)
  const failures: Failure[] = []
  for (let extras: Extras = { assignees, labels }; ; ) {
    const given = Object.fromEntries(Object.entries(extras).filter(([, list]) => list.length > 0))
    try {
      const { data } = await octokit.rest.issues.create({ ...repository, title, body, ...given })
      if (!Number.isSafeInteger(data?.number)) throw new Error('GitHub does not say which issue was opened')
      const author = data.user ? { login: data.user.login, id: data.user.id } : null
      return { number: data.number, author, failures }
    } catch (error) {
      const fewer = withoutRefused(extras, error)
      if (fewer === null) throw error
      const names = (list: keyof Extras) => (fewer[list].length < extras[list].length ? extras[list] : [])
      const lost = [...names('assignees'), ...names('labels')].join(', ')
      failures.push(failureOf(`give the tracking issue ${lost}`, issuesPermission, error))
      extras = fewer
    }
  }
}

interface Opened {
  readonly number: number
  readonly author: Identity | null
  readonly failures: readonly Failure[]
}

interface Extras {
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
}

/** @returns what to try next; null: it is not these that GitHub refuses */
function withoutRefused({ assignees, labels }: Extras, error: unknown): Extras | null {
  const { status, response } = error as { status?: unknown; response?: { data?: { errors?: unknown } } }
  if (status !== 422 || assignees.length + labels.length === 0) return null
  const errors: unknown = response?.data?.errors
  const about = (Array.isArray(errors) ? errors : []).map(one => `${one?.resource} ${one?.field}`).join(' ')
  const [people, words] = [/assignee/i.test(about), /label/i.test(about)]
  if (people && !words && assignees.length > 0) return { assignees: [], labels }
  if (words && !people && labels.length > 0) return { assignees, labels: [] }
  return { assignees: [], labels: [] }
}
