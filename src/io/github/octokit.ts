import type { getOctokit } from '@actions/github'
import { createPatience, type Limits, limits } from './patience.ts'

export type Octokit = ReturnType<typeof getOctokit>

/** The API, brought in when something is first asked of it: loading it costs more than linting most repositories. */
export type GitHub = () => Promise<Octokit>

/**
 * @param token '' where there is none: the promise is then broken
 * @param bounds how long to wait
 */
export function createGitHub(token: string, bounds: Limits = limits): GitHub {
  let loaded: Promise<Octokit> | null = null
  return () => {
    loaded ??= load(token, bounds)
    return loaded
  }
}

/** @actions/github reads GITHUB_API_URL when it is imported. */
async function load(token: string, bounds: Limits): Promise<Octokit> {
  if (token === '') throw new Error('there is no github-token')
  const { getOctokit } = await import('@actions/github')
  const octokit = getOctokit(token, { userAgent: 'sysctl-lint', log: silence })
  const patience = createPatience(bounds)
  octokit.hook.wrap('request', (request, options) =>
    patience(options.method, async signal => {
      // The hook beneath, which adds the token, looks at these options only, not at what is handed on.
      options.request = { ...options.request, signal }
      return await request(options)
    }),
  )
  return octokit
}

/** Octokit would print what a server says about deprecation, as it came. */
const silence = { debug() {}, info() {}, warn() {}, error() {} }
