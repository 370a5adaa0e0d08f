import { createSign } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../user-error.ts'

/** How a GitHub App proves itself. */
export interface AppCredentials {
  /** Its client id or its number. */
  readonly appId: string
  readonly installation: string
  /** PEM. */
  readonly privateKey: string
  /** `https://api.github.com` */
  readonly api: string
}

/** An installation's token lasts an hour; one that has less left is renewed. A fetch that has begun is not ended by it. */
const leastLeft = 10 * 60_000
/** Milliseconds between attempts where the API is down or asks for patience. */
const pauses: readonly number[] = [2_000, 10_000, 30_000]

/**
 * A source of tokens that renews them: one call of the API an hour, however many ask at once.
 * @param wait the milliseconds before each further attempt
 * @throws (the source) a user error where GitHub gives none
 */
export function createAppTokens(
  credentials: AppCredentials,
  now: () => number = Date.now,
  wait: readonly number[] = pauses,
): () => Promise<string> {
  let known: Promise<{ token: string; ends: number }> | null = null
  return async () => {
    const before = known
    const one = before === null ? null : await before.catch(() => null)
    if (one !== null && one.ends - now() > leastLeft) return one.token
    // another may have asked meanwhile
    if (known === before) known = askPatiently(credentials, now, wait)
    return (await known!).token
  }
}

async function askPatiently(credentials: AppCredentials, now: () => number, wait: readonly number[]) {
  for (let tries = 0; ; tries++) {
    const answer = await askForToken(credentials, now())
    if (!('why' in answer)) return answer
    const pause = answer.passing ? wait[tries] : undefined
    if (pause === undefined)
      throw new UserError(`GitHub gives no token for installation ${credentials.installation}: ${answer.why}`)
    await sleep(pause)
  }
}

type Answer = { readonly token: string; readonly ends: number } | { readonly why: string; readonly passing: boolean }

async function askForToken(credentials: AppCredentials, now: number): Promise<Answer> {
  const { api, installation } = credentials
  const authorization = `Bearer ${signedClaim(credentials, now)}`
  try {
    const response = await fetch(`${api}/app/installations/${encodeURIComponent(installation)}/access_tokens`, {
      method: 'POST',
      headers: {
        accept: 'application/vnd.github+json',
        authorization,
        'content-type': 'application/json',
        'user-agent': 'sysctl-lint',
        'x-github-api-version': '2022-11-28',
      },
      // less than the app may do, if it may do more
      body: JSON.stringify({ permissions: { contents: 'read', metadata: 'read' } }),
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    })
    const { status } = response
    if (!response.ok) return { why: `status ${status}`, passing: status >= 500 || status === 429 }
    const { token, expires_at: end } = (await response.json()) as { token?: unknown; expires_at?: unknown }
    const ends = typeof end === 'string' ? Date.parse(end) : Number.NaN
    if (typeof token === 'string' && /^[\w.-]+$/.test(token) && !Number.isNaN(ends)) return { token, ends }
    return { why: 'its answer holds none', passing: false }
  } catch (error) {
    const { message, cause } = error as Error
    return { why: cause instanceof Error ? cause.message : message, passing: true }
  }
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
