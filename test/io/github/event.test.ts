import { createRequire } from 'node:module'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEvent } from '../../../src/io/github/event.ts'
import { tempTree } from '../temp-tree.ts'

/** What the tests look at in a payload. */
interface Payload {
  readonly pull_request: {
    readonly number: number
    readonly base: { readonly sha: string }
    readonly head: { readonly sha: string; repo: { full_name: string } | null }
  }
  readonly merge_group: { readonly base_sha: string; readonly head_sha: string }
}
interface Examples {
  readonly name: string
  readonly examples: readonly Payload[]
}
const examples: readonly Examples[] = createRequire(import.meta.url)('@octokit/webhooks-examples')
const examplesOf = (name: string) => examples.find(e => e.name === name)!.examples

const none = { baseRef: null, headRef: null }
const zeroes = '0'.repeat(40)
const [a, b, c] = ['a', 'b', 'c'].map(digit => digit.repeat(40)) as [string, string, string]

function envOf(name: string, payload: unknown, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const folder = tempTree({ 'event.json': typeof payload === 'string' ? payload : JSON.stringify(payload) })
  const env = { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: join(folder, 'event.json'), GITHUB_SHA: c }
  return { ...env, GITHUB_REPOSITORY: 'octo/infra', GITHUB_RUN_ID: '12', ...more }
}

describe('a pull request', () => {
  test.each(['pull_request', 'pull_request_target', 'pull_request_review'])('of %s', name => {
    const all = examplesOf('pull_request')
    expect(all.length).toBeGreaterThan(20)
    for (const payload of all) {
      const { base, head, number } = payload.pull_request
      expect(readEvent(envOf(name, payload), none)).toEqual({
        name,
        owner: 'octo',
        repo: 'infra',
        pullRequest: { number, headSha: head.sha, baseSha: base.sha, headRepo: head.repo!.full_name, fork: false },
        base: base.sha,
        head: head.sha,
        sha: c,
        ofDefaultBranch: false,
        runUrl: 'https://github.com/octo/infra/actions/runs/12',
        serverUrl: 'https://github.com',
        apiUrl: 'https://api.github.com',
      })
    }
  })

  test('of a fork, also of one that is gone', () => {
    const payload = structuredClone(examplesOf('pull_request')[0]!)
    payload.pull_request.head.repo!.full_name = 'mallory/infra'
    expect(readEvent(envOf('pull_request', payload), none).pullRequest).toMatchObject({
      fork: true,
      headRepo: 'mallory/infra',
    })
    payload.pull_request.head.repo = null
    expect(readEvent(envOf('pull_request', payload), none).pullRequest).toMatchObject({ fork: true, headRepo: null })
  })
})

test('a merge group', () => {
  for (const payload of examplesOf('merge_group')) {
    const { base_sha, head_sha } = payload.merge_group
    expect(readEvent(envOf('merge_group', payload), none)).toMatchObject({
      pullRequest: null,
      base: base_sha,
      head: head_sha,
    })
  }
})

test('a push: ordinary, the first of a branch, forced, a deletion', () => {
  const push = (before: string, after: string, forced = false) =>
    readEvent(envOf('push', { ref: 'refs/heads/main', before, after, forced }), none)
  expect(push(a, b)).toMatchObject({ base: a, head: b, pullRequest: null })
  expect(push(a, b, true)).toMatchObject({ base: a, head: b })
  expect(push(zeroes, b)).toMatchObject({ base: null, head: b })
  expect(push(a, zeroes)).toMatchObject({ base: a, head: c })
  for (const payload of examplesOf('push')) expect(readEvent(envOf('push', payload), none).name).toBe('push')
})

test.each(['schedule', 'workflow_dispatch', 'issue_comment', 'release', ''])('%s has no base', name => {
  const payload = examples.find(e => e.name === name)?.examples[0] ?? { schedule: '0 4 * * 1' }
  expect(readEvent(envOf(name, payload), none)).toMatchObject({ name, base: null, head: c, pullRequest: null })
})

test('what is about the default branch', () => {
  const repository = { default_branch: 'trunk' }
  const is = (name: string, ref: string | undefined, payload: object = { repository }) =>
    readEvent(envOf(name, payload, { GITHUB_REF: ref }), none).ofDefaultBranch
  expect(is('push', 'refs/heads/trunk')).toBe(true)
  expect(is('workflow_dispatch', 'refs/heads/topic')).toBe(false)
  expect(is('push', 'refs/tags/trunk')).toBe(false)
  expect(is('schedule', 'refs/heads/trunk', { schedule: '0 4 * * 1' })).toBe(true)
  expect(is('schedule', undefined)).toBe(true)
  expect(is('merge_group', 'refs/heads/trunk')).toBe(false)
  expect(is('push', 'refs/heads/trunk', { repository: [] })).toBe(true)
})

test('every example there is can be read', () => {
  for (const { name, examples: all } of examples)
    for (const payload of all) expect(readEvent(envOf(name, payload), none).owner).toBe('octo')
})

test('inputs win over the payload', () => {
  const payload = examplesOf('pull_request')[0]!
  const inputs = { baseRef: 'main', headRef: '--output=x' }
  expect(readEvent(envOf('pull_request', payload), inputs)).toMatchObject({ base: 'main', head: '--output=x' })
  expect(readEvent(envOf('workflow_dispatch', {}), { ...inputs, headRef: null })).toMatchObject({
    base: 'main',
    head: c,
  })
  expect(readEvent(envOf('workflow_dispatch', {}), { baseRef: '', headRef: '' })).toMatchObject({ base: null, head: c })
})

test('GitHub Enterprise Server and SHA-256', () => {
  const urls = { GITHUB_SERVER_URL: 'https://ghe.example', GITHUB_API_URL: 'https://ghe.example/api/v3' }
  const long = 'd'.repeat(64)
  expect(readEvent(envOf('push', { before: long, after: long }, urls), none)).toMatchObject({
    serverUrl: 'https://ghe.example',
    apiUrl: 'https://ghe.example/api/v3',
    runUrl: 'https://ghe.example/octo/infra/actions/runs/12',
    base: long,
  })
})

test('nothing in a payload or an environment makes it throw', () => {
  expect(readEvent({}, none)).toMatchObject({ name: '', owner: '', repo: '', base: null, head: null, sha: '' })
  expect(readEvent({ GITHUB_EVENT_PATH: '/nowhere' }, none).pullRequest).toBe(null)
  for (const payload of ['', '{', 'null', '[]', '7', '"x"', '\ufeff{}'])
    expect(readEvent(envOf('push', payload), none).head).toBe(c)
  const short = { number: 1, head: { sha: 'abc' }, base: { sha: '--output=x' } }
  for (const pull of [null, [], 'x', { number: '1' }, short, { ...short, number: 1.5 }])
    expect(readEvent(envOf('pull_request', { pull_request: pull }), none)).toMatchObject({
      pullRequest: null,
      base: null,
    })
  const anything = fc.anything({ withNullPrototype: false }).filter(value => JSON.stringify(value) !== undefined)
  const keys = fc.dictionary(fc.constantFrom('pull_request', 'merge_group', 'before', 'after', 'repository'), anything)
  fc.assert(
    fc.property(keys, payload => void readEvent(envOf('push', payload), none)),
    { numRuns: 50 },
  )
})
