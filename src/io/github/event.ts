import { readFileSync } from 'node:fs'

/** What started the workflow, and what it compares with what. */
export interface GitHubEvent {
  /** `pull_request`, `push`, `schedule` … */
  readonly name: string
  readonly owner: string
  readonly repo: string
  readonly pullRequest: {
    readonly number: number
    readonly headSha: string
    readonly baseSha: string
    /** `owner/name`; null where the fork is gone. */
    readonly headRepo: string | null
    readonly fork: boolean
  } | null
  /** What the change started from: a commit of the payload, or the input `base-ref` as it was written; null: nothing to compare with. */
  readonly base: string | null
  /** What the change ends with: a commit of the payload, or the input `head-ref` as it was written. */
  readonly head: string | null
  /** GITHUB_SHA: for a pull request the merge commit. */
  readonly sha: string
  /** Whether it is about the default branch, as far as is known: what a pull request or another branch holds is not yet, or not there. */
  readonly ofDefaultBranch: boolean
  readonly runUrl: string
  readonly serverUrl: string
  readonly apiUrl: string
}

/** An object's name: SHA-1, or SHA-256 in repositories that have gone over to it. */
const objectName = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** Whether a text is an object's full name, which is not all zeroes (a branch that does not exist). */
export function isObjectName(text: unknown): text is string {
  return typeof text === 'string' && objectName.test(text) && /[1-9a-f]/.test(text)
}

/**
 * Reads the event from the runner's environment and its payload. Whatever is missing there is null or empty: an event without a base
 * (a schedule, the first push of a branch) is an event like any other.
 * @param inputs refs as they were written; they win over the payload
 */
export function readEvent(
  env: NodeJS.ProcessEnv,
  inputs: { readonly baseRef: string | null; readonly headRef: string | null },
): GitHubEvent {
  const payload = record(readPayload(env['GITHUB_EVENT_PATH']))
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const sha = env['GITHUB_SHA'] ?? ''
  const serverUrl = env['GITHUB_SERVER_URL'] || 'https://github.com'
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const slash = repository.indexOf('/')
  const pullRequest = pullRequestOf(payload)
  const { base, head } = rangeOf(name, payload, pullRequest)
  return {
    name,
    owner: repository.slice(0, Math.max(0, slash)),
    repo: repository.slice(slash + 1),
    pullRequest,
    base: inputs.baseRef || base,
    head: inputs.headRef || head || (isObjectName(sha) ? sha : null),
    sha,
    ofDefaultBranch: isOfDefaultBranch(env['GITHUB_REF'], payload, pullRequest !== null || name === 'merge_group'),
    runUrl: `${serverUrl}/${repository}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`,
    serverUrl,
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
  }
}

/** The payload of a schedule may say nothing of the repository; it is always about the default branch. */
function isOfDefaultBranch(ref: string | undefined, payload: Fields, proposed: boolean): boolean {
  const branch = text(record(payload['repository'])['default_branch'])
  return !proposed && (!ref || branch === null || ref === `refs/heads/${branch}`)
}

function readPayload(file: string | undefined): unknown {
  if (!file) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}

/** Every event about a pull request has it in the same place: pull_request, pull_request_target, pull_request_review … */
function pullRequestOf(payload: Fields): GitHubEvent['pullRequest'] {
  const pull = record(payload['pull_request'])
  const base = record(pull['base'])
  const head = record(pull['head'])
  const number = pull['number']
  const headSha = head['sha']
  const baseSha = base['sha']
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return null
  if (!isObjectName(headSha) || !isObjectName(baseSha)) return null
  const headRepo = text(record(head['repo'])['full_name'])
  const baseRepo = text(record(base['repo'])['full_name']) ?? text(record(payload['repository'])['full_name'])
  return { number, headSha, baseSha, headRepo, fork: headRepo === null || headRepo !== baseRepo }
}

interface Range {
  readonly base: string | null
  readonly head: string | null
}

function rangeOf(name: string, payload: Fields, pullRequest: GitHubEvent['pullRequest']): Range {
  if (pullRequest) return { base: pullRequest.baseSha, head: pullRequest.headSha }
  const group = record(payload['merge_group'])
  if (name === 'merge_group') return { base: object(group['base_sha']), head: object(group['head_sha']) }
  if (name === 'push') return { base: object(payload['before']), head: object(payload['after']) }
  return { base: null, head: null }
}

type Fields = Readonly<Record<string, unknown>>

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function object(value: unknown): string | null {
  return isObjectName(value) ? value : null
}
