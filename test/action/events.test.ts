import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startGitHub } from './github/server.ts'
import { createWorld } from './github/world.ts'
import { checkout, type Origin, originOf, payloadOf, pullPayload } from './pull-request.ts'
import { type ActionRun, runAction } from './run-action.ts'
import { annotated, file, lines, warnings } from './scene.ts'

const old = lines('net.core.somaxconn = 1024', 'net.ipv4.tcp_fin_timeout = 60')
const change = {
  base: { [file]: old },
  head: { [file]: `${old}net.ipv4.tcp_tw_recycle = 1\n` },
  // Three lines more on top: in the merge commit all stands three lines further down than in the head.
  moved: { [file]: `# a\n# b\n# c\n${old}` },
}
const added = [`error ${file}:3 tcp-tw-recycle`]
const both = [...added, `warning ${file}:2 tcp-fin-timeout`]

const push = (before: string, after: string, forced = false) => ({
  name: 'push',
  payload: payloadOf('push', payload =>
    Object.assign(payload, { before, after, forced, deleted: false, created: /^0+$/.test(before) }),
  ),
})
const zero = '0'.repeat(40)

async function run(
  origin: Origin,
  sha: string,
  workspace: string,
  event: ActionRun['event'],
  inputs: ActionRun['inputs'] = {},
) {
  const ran = await runAction({ workspace, inputs, ...(event ? { event } : {}), env: { GITHUB_SHA: sha } })
  expect(['0', '1']).toContain(ran.outputs['exit-code'])
  expect(origin.head).not.toBe('')
  return ran
}

describe('pull requests', () => {
  const event = (origin: Origin, name = 'pull_request') => ({ name, payload: pullPayload(origin) })

  test.each([2, 0])(
    'the merge commit at depth %d: only what the change brings, in the head commit’s lines',
    async depth => {
      const origin = originOf(change)
      const ran = await run(origin, origin.merge, checkout(origin, 'refs/pull/7/merge', depth), event(origin))
      expect([annotated(ran), ran.status, ran.outputs['errors'], ran.outputs['warnings']]).toEqual([added, 1, '1', '0'])
      expect(ran.summary).toContain('tcp-fin-timeout')
    },
  )

  test('the merge commit at depth 1: GitHub’s list of files tells', async () => {
    const origin = originOf(change)
    const patch =
      '@@ -1,2 +1,3 @@\n net.core.somaxconn = 1024\n net.ipv4.tcp_fin_timeout = 60\n+net.ipv4.tcp_tw_recycle = 1'
    const world = createWorld({
      pull: { number: 7, files: [{ filename: file, status: 'modified', patch, changes: 1 }] },
    })
    const github = await startGitHub(world)
    const ran = await runAction({
      workspace: checkout(origin),
      event: event(origin),
      inputs: { 'github-token': world.token },
      env: { GITHUB_API_URL: github.url, GITHUB_SHA: origin.merge },
    })
    expect(github.asked.map(a => [a.operation, a.status])).toEqual([['pulls/list-files', 200]])
    expect([
      ran.outputs['errors'],
      ran.outputs['warnings'],
      ran.status,
      ran.step.annotations[0]?.data['title'],
    ]).toEqual(['1', '0', 1, 'tcp-tw-recycle'])
  })

  test('the merge commit at depth 1 without the API: everything counts, and one warning says why', async () => {
    const origin = originOf(change)
    const ran = await run(origin, origin.merge, checkout(origin), event(origin), { 'github-token': 'ghs_x' })
    expect(warnings(ran)).toEqual([expect.stringContaining('list the changed files')])
    expect([ran.outputs['errors'], ran.outputs['warnings'], ran.status]).toEqual(['1', '1', 1])
    const inputs = { 'github-token': 'ghs_x', annotations: 'false' }
    const quiet = await run(origin, origin.merge, checkout(origin), event(origin), inputs)
    expect([annotated(quiet), warnings(quiet)]).toEqual([[], [expect.not.stringContaining('annotated')]])
  })

  test('the head commit with its history', async () => {
    const origin = originOf(change)
    const ran = await run(origin, origin.merge, checkout(origin, 'refs/pull/7/head', 0), event(origin))
    expect([annotated(ran), ran.status]).toEqual([added, 1])
  })

  test('pull_request_target: the base branch is looked at, nothing is pinned to lines, and the log says so', async () => {
    const origin = originOf(change)
    const ran = await run(
      origin,
      origin.base,
      checkout(origin, 'refs/heads/main'),
      event(origin, 'pull_request_target'),
    )
    expect([annotated(ran), ran.status, ran.outputs['errors']]).toEqual([[], 0, '0'])
    expect(ran.stdout).toMatch(/neither|not .*head|pull request/i)
  })

  test('scope: file and all', async () => {
    const origin = originOf(change)
    const workspace = checkout(origin, 'refs/pull/7/merge', 2)
    for (const scope of ['file', 'all'])
      expect(annotated(await run(origin, origin.merge, workspace, event(origin), { scope }))).toEqual(both)
  })
})

test('merge_group: compared with what the queue builds on', async () => {
  const origin = originOf(change)
  const payload = payloadOf('merge_group', p =>
    Object.assign(p.merge_group, { base_sha: origin.base, head_sha: origin.merge }),
  )
  const ran = await run(origin, origin.merge, checkout(origin, 'refs/pull/7/merge', 2), {
    name: 'merge_group',
    payload,
  })
  expect([ran.outputs['errors'], ran.outputs['warnings'], ran.status]).toEqual(['1', '0', 1])
})

test('push: compared with what was there before', async () => {
  const origin = originOf(change)
  const ran = await run(origin, origin.head, checkout(origin, 'refs/heads/topic', 0), push(origin.start, origin.head))
  expect([annotated(ran), ran.status]).toEqual([added, 1])
})

test.each([
  ['a new branch', zero],
  ['a force push that left its commit behind', 'd'.repeat(40)],
])('push of %s: everything counts', async (_, before) => {
  const origin = originOf(change)
  const ran = await run(origin, origin.head, checkout(origin, 'refs/heads/topic', 1), push(before, origin.head, true))
  expect([annotated(ran), ran.status]).toEqual([both, 1])
})

test('schedule and workflow_dispatch: everything counts', async () => {
  const origin = originOf(change)
  const workspace = checkout(origin, 'refs/heads/topic', 0)
  const dispatch = { name: 'workflow_dispatch', payload: payloadOf('workflow_dispatch', () => {}) }
  for (const event of [{ name: 'schedule', payload: { schedule: '17 4 * * 1' } }, dispatch])
    expect(annotated(await run(origin, origin.head, workspace, event))).toEqual(both)
  const compared = await run(origin, origin.head, workspace, dispatch, { 'base-ref': origin.start })
  expect(annotated(compared)).toEqual(added)
})

test('a ref is never an option to git', async () => {
  const origin = originOf(change)
  const workspace = checkout(origin, 'refs/heads/topic', 0)
  for (const ref of ['--output=planted', '-oplanted', '--upload-pack=touch planted', 'topic^{/--output=planted}']) {
    const inputs = { 'base-ref': ref, 'head-ref': ref }
    const ran = await runAction({
      workspace,
      inputs,
      event: { name: 'workflow_dispatch', payload: {} },
      env: { GITHUB_SHA: origin.head },
    })
    expect(ran.outputs['exit-code']).toMatch(/^[12]$/)
    expect(existsSync(join(workspace, 'planted'))).toBe(false)
  }
})

test('a payload that is no JSON, or none of GitHub’s, is no reason to fall over', async () => {
  const origin = originOf(change)
  const workspace = checkout(origin, 'refs/heads/topic', 0)
  for (const payload of [
    [],
    { pull_request: 1 },
    { pull_request: { number: '7', head: null } },
    { before: {}, after: [] },
  ]) {
    for (const name of ['pull_request', 'push', 'merge_group'])
      expect((await run(origin, origin.head, workspace, { name, payload })).status).toBe(1)
  }
})
