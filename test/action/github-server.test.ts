import { describe, expect, test } from 'vitest'
import { startGitHub } from './github/server.ts'
import { actionsBot, addIssue, createWorld, head, someone, type World } from './github/world.ts'

const patch = '@@ -1,3 +10,4 @@\n a\n+b\n c\n d\n@@ -40,2 +50,2 @@\n-x\n+y\n z'
const files = [{ filename: 'etc/sysctl.conf', status: 'modified', patch, changes: 2 }]

async function ask(world: World, method: string, path: string, body?: object, token = world.token) {
  const { url } = await startGitHub(world)
  const response = await fetch(`${url}/repos/octo-org/infra/${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, said: await response.text() }
}

const world = (more: Partial<World> = {}) => createWorld({ pull: { number: 7, files }, ...more })
const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm' }
const checkRun = (more: object, count = 1) => ({
  name: 'n',
  head_sha: head,
  status: 'completed',
  conclusion: 'neutral',
  output: { title: 't', summary: 's', annotations: Array(count).fill(annotation) },
  ...more,
})
const review = (comment: object, more: object = {}) => ({
  commit_id: head,
  event: 'COMMENT',
  body: 'b',
  comments: [{ path: 'etc/sysctl.conf', body: 'c', side: 'RIGHT', line: 11, ...comment }],
  ...more,
})

test('50 annotations are taken and 51 are not', async () => {
  expect((await ask(world(), 'POST', 'check-runs', checkRun({}, 50))).status).toBe(201)
  const { status, said } = await ask(world(), 'POST', 'check-runs', checkRun({}, 51))
  expect([status, said]).toEqual([422, expect.stringContaining('must NOT have more than 50 items')])
})

test('a review of lines inside a hunk is taken, others are not', async () => {
  const status = async (comment: object, more?: object) =>
    (await ask(world(), 'POST', 'pulls/7/reviews', review(comment, more))).status
  expect(await status({})).toBe(200)
  expect(await status({ start_line: 10, line: 13, start_side: 'RIGHT' })).toBe(200)
  expect(await status({ line: 14 })).toBe(422)
  expect(await status({ start_line: 13, line: 50, start_side: 'RIGHT' })).toBe(422)
  expect(await status({ start_line: 11, line: 11, start_side: 'RIGHT' })).toBe(422)
  expect(await status({ path: 'other' })).toBe(422)
  expect(await status({}, { body: '' })).toBe(422)
  expect(await status({}, { commit_id: 'c'.repeat(40) })).toBe(422)
  expect(await status({ fingerprint: 'x' })).toBe(422)
})

test('a comment without a body is not taken', async () => {
  expect((await ask(world(), 'POST', 'issues/7/comments', { body: 'b' })).status).toBe(201)
  expect((await ask(world(), 'POST', 'issues/7/comments', {})).status).toBe(422)
  expect((await ask(world(), 'POST', 'issues/7/comments', { body: '' })).status).toBe(422)
  expect((await ask(world(), 'POST', 'issues/7/comments', { body: 'x'.repeat(65_537) })).status).toBe(422)
})

test('a token that only reads cannot write', async () => {
  const reader = world({ permissions: { pulls: 'read', checks: 'read' } })
  for (const [path, body] of [
    ['check-runs', checkRun({})],
    ['pulls/7/reviews', review({})],
    ['issues/7/comments', { body: 'b' }],
  ] as const) {
    const { status, said } = await ask(reader, 'POST', path, body)
    expect([status, said]).toEqual([403, expect.stringContaining('Resource not accessible by integration')])
  }
  expect((await ask(reader, 'GET', 'pulls/7/files?per_page=100&page=1')).status).toBe(200)
  expect((await ask(reader, 'GET', 'pulls/7/files', undefined, 'wrong')).status).toBe(401)
})

test('a check run needs a conclusion and a commit that exists', async () => {
  expect((await ask(world(), 'POST', 'check-runs', checkRun({ conclusion: undefined }))).status).toBe(422)
  expect((await ask(world(), 'POST', 'check-runs', checkRun({ head_sha: 'c'.repeat(40) }))).status).toBe(422)
  expect((await ask(world(), 'POST', 'check-runs', checkRun({ conclusion: 'fine' }))).status).toBe(422)
})

test('patches beyond 20,000 lines of one answer are left out', async () => {
  const big = {
    filename: 'a',
    status: 'modified',
    patch: `@@ -1,1 +1,15000 @@\n${'+\n'.repeat(15_000)}`,
    changes: 15_000,
  }
  const { said } = await ask(
    world({ pull: { number: 7, files: [big, { ...big, filename: 'b' }] } }),
    'GET',
    'pulls/7/files?per_page=100',
  )
  expect(JSON.parse(said)[1]).toEqual({ filename: 'b', status: 'modified', changes: 0 })
})

describe('issues', () => {
  const numbers = async (w: World, query: string) =>
    JSON.parse((await ask(w, 'GET', `issues?${query}`)).said).map((i: { number: number }) => i.number)

  test('are opened, changed, closed and reopened', async () => {
    const w = world()
    const made = await ask(w, 'POST', 'issues', { title: 't', body: 'b', labels: ['x'], assignees: ['octocat'] })
    expect([made.status, w.issues[0]?.labels, w.issues[0]?.assignees]).toEqual([201, ['x'], ['octocat']])
    const { number } = w.issues[0]!
    expect((await ask(w, 'PATCH', `issues/${number}`, { state: 'closed', state_reason: 'completed' })).status).toBe(200)
    expect([w.issues[0]!.state, w.issues[0]!.body]).toEqual(['closed', 'b'])
    expect((await ask(w, 'PATCH', `issues/${number}`, { state: 'open', body: 'c' })).status).toBe(200)
    expect([w.issues[0]!.state, w.issues[0]!.state_reason, w.issues[0]!.body]).toEqual(['open', 'reopened', 'c'])
    expect((await ask(w, 'PATCH', 'issues/99', { body: 'c' })).status).toBe(404)
    expect((await ask(w, 'PATCH', `issues/${number}`, { state: 'shut' })).status).toBe(422)
  })

  test('without a title, with a body too long, or with somebody who cannot be assigned are not taken', async () => {
    for (const wrong of [
      { body: 'b' },
      { title: '' },
      { title: 'x'.repeat(257) },
      { title: 't', body: 'x'.repeat(65_537) },
      { title: 't', assignees: ['nobody'] },
      { title: 't', labels: ['x'.repeat(51)] },
      { title: 't', label: 'x' },
    ])
      expect((await ask(world(), 'POST', 'issues', wrong)).status).toBe(422)
  })

  test('are listed by state, creator, labels and time, in order and in pages', async () => {
    const w = world()
    for (let i = 0; i < 120; i++)
      addIssue(w, { user: i % 2 === 0 ? someone : actionsBot, labels: i === 5 ? ['x'] : [] })
    addIssue(w, { user: actionsBot, state: 'closed' })
    expect((await numbers(w, '')).length).toBe(30)
    expect(await numbers(w, 'per_page=100&page=2')).toEqual(Array.from({ length: 20 }, (_, i) => 27 - i))
    expect(await numbers(w, 'direction=asc&per_page=2')).toEqual([8, 9])
    expect((await numbers(w, 'creator=github-actions%5Bbot%5D&per_page=100&state=all')).length).toBe(61)
    expect(await numbers(w, 'state=closed')).toEqual([128])
    expect(await numbers(w, 'labels=x')).toEqual([13])
    expect(await numbers(w, 'since=2026-01-01T02:07:00Z&state=all')).toEqual([128, 127])
    expect((await ask(w, 'GET', 'issues?author=octocat')).status).toBe(422)
  })

  test('are refused to a token that only reads, where they are switched off, and comments where they are locked', async () => {
    const reader = world({ permissions: { pulls: 'write', checks: 'write', issues: 'read' } })
    const issue = addIssue(reader, { user: someone })
    expect((await ask(reader, 'POST', 'issues', { title: 't' })).status).toBe(403)
    expect((await ask(reader, 'PATCH', `issues/${issue.number}`, { body: 'b' })).status).toBe(403)
    expect((await ask(reader, 'GET', 'issues')).status).toBe(200)
    const none = world({ permissions: { pulls: 'write', checks: 'write' } })
    expect((await ask(none, 'GET', 'issues')).status).toBe(404)
    expect((await ask(world({ issuesDisabled: true }), 'POST', 'issues', { title: 't' })).status).toBe(410)
    const w = world()
    const locked = addIssue(w, { user: someone, locked: true })
    const { status, said } = await ask(w, 'POST', `issues/${locked.number}/comments`, { body: 'b' })
    expect([status, said]).toEqual([403, expect.stringContaining('locked')])
  })
})
