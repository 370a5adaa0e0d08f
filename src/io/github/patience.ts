import { setTimeout as sleep } from 'node:timers/promises'

/** How long the API is waited for, in milliseconds. */
export interface Limits {
  /** One request. */
  readonly request: number
  /** All requests together; after that the API counts as down. */
  readonly total: number
  /** All pauses together that GitHub asks for. */
  readonly pauses: number
}

export const limits: Limits = { request: 10_000, total: 120_000, pauses: 60_000 }

const timedOut = new Error('it took too long')

/** What Octokit's errors hold; without a response the server was not reached. */
interface Failed {
  readonly status?: number
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> }
}

/**
 * A wrapper around Octokit's requests: each has a time limit, a pause that GitHub asks for is kept if it is short enough, and an API
 * that cannot be reached is asked only once.
 */
export function createPatience(bounds: Limits) {
  const start = Date.now()
  let paused = 0
  let down: unknown = null
  return async <T>(method: string, send: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      if (down !== null) throw down
      const left = bounds.total - (Date.now() - start)
      const controller = new AbortController()
      const timer = setTimeout(() => controller.abort(timedOut), Math.max(1, Math.min(bounds.request, left)))
      try {
        return await send(controller.signal)
      } catch (error) {
        const failed = error as Failed
        if (failed.response === undefined) {
          down = error
          throw error
        }
        const pause = pauseFor(failed, method, tries)
        if (pause === null || paused + pause > bounds.pauses) throw error
        paused += pause
        await sleep(pause)
      } finally {
        clearTimeout(timer)
      }
    }
  }
}

/**
 * Milliseconds to wait before the same request is sent again; null: never.
 * docs: rest/using-the-rest-api/best-practices-for-using-the-rest-api, "Handle rate limit errors appropriately"
 */
function pauseFor({ status = 0, response }: Failed, method: string, tries: number): number | null {
  if (tries > 5) return null
  const headers = response?.headers ?? {}
  if (status === 403 || status === 429 || status === 503) {
    const after = seconds(headers['retry-after'])
    if (after !== null) return after * 1000
    const reset = headers['x-ratelimit-remaining'] === '0' ? seconds(headers['x-ratelimit-reset']) : null
    if (reset !== null) return Math.max(1000, reset * 1000 - Date.now())
  }
  // Only what changes nothing is safe to send twice.
  return method === 'GET' && status >= 500 && tries === 1 ? 1000 : null
}

function seconds(header: string | number | undefined): number | null {
  const text = String(header ?? '')
  return /^\d{1,10}$/.test(text) ? Number(text) : null
}
