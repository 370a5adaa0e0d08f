import { createSign } from 'node:crypto'
import { UserError } from '../user-error.ts'

/** How a GitHub App proves itself. */
export interface AppCredentials {
  readonly appId: string
  readonly installation: string
  /** PEM. */
  readonly privateKey: string
  /** `https://api.github.com` */
  readonly api: string
}

/** An installation's token lasts an hour; one that has less left is renewed. */
const leastLeft = 10 * 60_000

/**
 * A source of tokens that renews them: one call of the API an hour.
 * @throws (the source) a user error where GitHub gives none
 */
export function createAppTokens(credentials: AppCredentials, now: () => number = Date.now): () => Promise<string> {
  let known: { token: string; ends: number } | null = null
  return async () => {
    if (known && known.ends - now() > leastLeft) return known.token
    known = await askForToken(credentials, now())
    return known.token
  }
}

async function askForToken(credentials: AppCredentials, now: number): Promise<{ token: string; ends: number }> {
  const { api, installation } = credentials
  const response = await fetch(`${api}/app/installations/${encodeURIComponent(installation)}/access_tokens`, {
    method: 'POST',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${signedClaim(credentials, now)}`,
      'user-agent': 'sysctl-lint',
      'x-github-api-version': '2022-11-28',
    },
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new UserError(`GitHub gives no token: ${error instanceof Error ? error.message : error}`)
  })
  if (!response.ok) throw new UserError(`GitHub gives no token for installation ${installation} (${response.status})`)
  const { token, expires_at: end } = (await response.json()) as { token?: unknown; expires_at?: unknown }
  if (typeof token !== 'string' || typeof end !== 'string') throw new UserError('GitHub gives no token that is one')
  return { token, ends: Date.parse(end) }
}

/** A JSON Web Token of an app: RS256, ten minutes at most, from a minute ago since clocks differ (GitHub's documentation of apps). */
function signedClaim({ appId, privateKey }: AppCredentials, now: number): string {
  const seconds = Math.floor(now / 1000)
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claim = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat: seconds - 60, exp: seconds + 540, iss: appId })}`
  try {
    return `${claim}.${createSign('RSA-SHA256').update(claim).sign(privateKey, 'base64url')}`
  } catch {
    throw new UserError('The private key of the app is no key; give the whole PEM text')
  }
}
