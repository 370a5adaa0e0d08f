/** What the server knows: one repository with one pull request and its issues, and who asks. */
export interface World {
  readonly owner: string
  readonly repo: string
  readonly token: string
  /** Whom the token speaks for. */
  readonly identity: Account
  readonly permissions: { readonly pulls: Permission; readonly checks: Permission; readonly issues?: Permission }
  /** Commits of the repository; others cannot be named. */
  readonly commits: readonly string[]
  readonly pull: { readonly number: number; readonly files: readonly ListedFile[]; readonly changedFiles?: number }
  readonly comments: IssueComment[]
  readonly reviewComments: ReviewComment[]
  readonly checkRuns: CheckRun[]
  readonly issues: Issue[]
  /** Whether the repository has issues switched off. */
  readonly issuesDisabled?: boolean
  /** Accounts that can be assigned. */
  readonly assignable: readonly string[]
}

export type Permission = 'none' | 'read' | 'write'

export interface Account {
  readonly login: string
  readonly id: number
  readonly type: 'User' | 'Bot'
}

export interface ListedFile {
  readonly filename: string
  readonly status: string
  readonly patch?: string
  readonly changes: number
  readonly previous_filename?: string
}

export interface IssueComment {
  readonly id: number
  readonly user: Account
  body: string
}

export interface ReviewComment extends IssueComment {
  readonly path: string
  readonly line: number
  readonly start_line?: number
  readonly in_reply_to_id?: number
}

export interface Issue {
  readonly number: number
  readonly user: Account
  /** When, as a number that grows. */
  readonly created: number
  updated: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  state_reason: string | null
  locked?: boolean
  labels: string[]
  assignees: string[]
  readonly comments: IssueComment[]
  /** The API lists pull requests as issues too. */
  readonly pull_request?: object
}

export interface CheckRun {
  readonly id: number
  readonly head_sha: string
  readonly name: string
  readonly conclusion: string
  readonly output: { readonly title: string; readonly summary: string }
  readonly annotations: object[]
}

export const actionsBot: Account = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' }
export const someone: Account = { login: 'octocat', id: 583231, type: 'User' }

export const head = 'b'.repeat(40)

/** A world with a pull request in which nothing has been said yet. */
export function createWorld(more: Partial<World> = {}): World {
  return {
    owner: 'octo-org',
    repo: 'infra',
    token: 'ghs_0123456789abcdefghijklmnopqrstuvwxyz',
    identity: actionsBot,
    permissions: { pulls: 'write', checks: 'write', issues: 'write' },
    commits: [head],
    pull: { number: 7, files: [] },
    comments: [],
    reviewComments: [],
    checkRuns: [],
    issues: [],
    assignable: [someone.login],
    ...more,
  }
}

/** An issue as somebody opened it, with the next number. */
export function addIssue({ issues, pull }: World, more: Partial<Issue> & Pick<Issue, 'user'>): Issue {
  const number = Math.max(pull.number, ...issues.map(i => i.number)) + 1
  const made: Issue = {
    ...{ number, created: number, updated: number, title: 'an issue', body: null },
    ...{ state: 'open', state_reason: null, labels: [], assignees: [], comments: [], ...more },
  }
  issues.push(made)
  return made
}
