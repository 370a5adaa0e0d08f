import type { Octokit } from './octokit.ts'

/** Whom the token speaks for. */
export interface Identity {
  readonly login: string
  /** The account's number in the REST API; null where it is not known. */
  readonly id: number | null
}

/** The author that the API names. */
export interface Author {
  readonly login?: string
  readonly id?: number
  readonly type?: string
}

/** The account of GITHUB_TOKEN. */
const actions: Identity = { login: 'github-actions[bot]', id: null }

/**
 * GET /user refuses installation tokens, such as GITHUB_TOKEN and those of other Apps, and GET /app wants more than a token; the
 * viewer of GraphQL is there for every kind.
 * @returns the account of GITHUB_TOKEN where it cannot be found out: then only what that one wrote counts as ours
 */
export async function identityOf(octokit: Octokit): Promise<Identity> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login?: unknown; databaseId?: unknown } }>(
      'query { viewer { login databaseId } }',
    )
    if (typeof viewer.login !== 'string' || viewer.login === '') return actions
    return { login: viewer.login, id: typeof viewer.databaseId === 'number' ? viewer.databaseId : null }
  } catch {
    return actions
  }
}

/** Whether something was written by this account. Anyone can write our marker, and choose a name that looks like a bot's. */
export function isBy(author: Author | null | undefined, { login, id }: Identity): boolean {
  if (!author) return false
  if (id !== null && author.id === id) return true
  return author.login === login && (author.type === 'Bot') === login.endsWith('[bot]')
}
