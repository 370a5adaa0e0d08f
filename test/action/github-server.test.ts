import { expect, test } from 'vitest'
import { startGitHub } from './github/server.ts'
import { createWorld, head, type World } from './github/world.ts'

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
