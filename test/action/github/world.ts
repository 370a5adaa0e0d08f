/** What the server knows: one repository with one pull request, and who asks. */
export interface World {
  readonly owner: string
  readonly repo: string
  readonly token: string
  /** Whom the token speaks for. */
  readonly identity: Account
  readonly permissions: { readonly pulls: Permission; readonly checks: Permission }
  /** Commits of the repository; others cannot be named. */
  readonly commits: readonly string[]
  readonly pull: { readonly number: number; readonly files: readonly ListedFile[]; readonly changedFiles?: number }
  readonly comments: IssueComment[]
  readonly reviewComments: ReviewComment[]
  readonly checkRuns: CheckRun[]
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
    permissions: { pulls: 'write', checks: 'write' },
    commits: [head],
    pull: { number: 7, files: [] },
    comments: [],
    reviewComments: [],
    checkRuns: [],
    ...more,
  }
}
