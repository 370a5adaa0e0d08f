import { expect, test } from 'vitest'
import { actionsBot, someone } from './github/world.ts'
import { file, good, harmless, lines, scene, warnings, worse } from './scene.ts'

test('without a channel no one asks the API', async () => {
  const { run } = scene()
  const ran = await run({})
  expect(ran.github.asked).toEqual([])
  expect([ran.status, ran.outputs['conclusion'], ran.outputs['errors']]).toEqual([1, 'failure', '1'])
})

test('one review with comments on lines of the change, and none of them again on the next push', async () => {
  const { run, world, origin } = scene()
  const first = await run({ review: 'true' })
  expect(warnings(first)).toEqual([])
  expect(first.github.count('pulls/create-review')).toBe(1)
  expect(first.github.asked.find(a => a.operation === 'pulls/create-review')?.body.commit_id).toBe(origin.head)
  expect(world.reviewComments.map(c => [c.path, c.line])).toEqual([
    [file, 5],
    [file, 4],
  ])
  const second = await run({ review: 'true' })
  expect(second.github.count('pulls/create-review')).toBe(0)
  expect(second.status).toBe(1)
  expect(world.reviewComments.length).toBe(2)
})

test('comments whose finding is gone say so, unless someone replied', async () => {
  const { run, world } = scene()
  await run({ review: 'true' })
  const [one, other] = world.reviewComments
  const gone = scene(harmless)
  gone.world.reviewComments.push(one!, other!)
  gone.world.reviewComments.push({ id: 5, user: someone, body: 'why?', path: file, line: 5, in_reply_to_id: other!.id })
  const copied = { id: 6, user: someone, path: file, line: 4, body: one!.body }
  gone.world.reviewComments.push(copied)
  const [before, copy] = [other!.body, copied.body]
  const ran = await gone.run({ review: 'true' })
  expect(warnings(ran)).toEqual([])
  expect(one!.body).toContain('No longer found')
  expect(other!.body).toBe(before)
  expect(copied.body).toBe(copy)
  const again = await gone.run({ review: 'true' })
  expect(again.github.count('pulls/update-review-comment')).toBe(0)
})

test('the comment is written once, then kept up to date, and says when all is well', async () => {
  const { run, world } = scene()
  world.comments.push({ id: 1, user: someone, body: 'first!' })
  await run({ comment: 'true' })
  expect(world.comments.length).toBe(2)
  const body = world.comments[1]!.body
  const again = await run({ comment: 'true' })
  expect(again.github.asked.map(a => a.operation)).toEqual(['graphql', 'issues/list-comments'])
  const clean = scene(harmless)
  clean.world.comments.push(...world.comments)
  const ran = await clean.run({ comment: 'true' })
  expect([ran.status, clean.world.comments.length]).toEqual([0, 2])
  expect(clean.world.comments[1]!.body).not.toBe(body)
})

test('no comment is written where there is nothing to say', async () => {
  const { run, world } = scene(harmless)
  await run({ comment: 'true' })
  expect(world.comments).toEqual([])
})

test('a comment of someone else is left alone, whatever it holds', async () => {
  const { run, world } = scene()
  await run({ comment: 'true' })
  const { body } = world.comments.pop()!
  world.comments.push({ id: 1, user: someone, body })
  world.comments.push({ id: 2, user: { login: 'github-actions[bot]', id: 9, type: 'User' }, body })
  await run({ comment: 'true' })
  expect(world.comments.map(c => c.user)).toEqual([
    someone,
    { login: 'github-actions[bot]', id: 9, type: 'User' },
    actionsBot,
  ])
})

test('the comment of another App is found again by that App', async () => {
  const app = { login: 'infra-bot[bot]', id: 77, type: 'Bot' } as const
  const { run, world } = scene(worse, { identity: app })
  await run({ comment: 'true' })
  await run({ comment: 'true' })
  expect(world.comments.map(c => c.user)).toEqual([app])
})

test('a token whose account cannot be found out is taken for GITHUB_TOKEN', async () => {
  const { run, world } = scene()
  const refuse = (operation: string) => (operation === 'graphql' ? { status: 403, data: { message: 'no' } } : null)
  await run({ comment: 'true' }, refuse)
  await run({ comment: 'true' }, refuse)
  expect(world.comments.length).toBe(1)
})

test('the sticky comment is found beyond the first page', async () => {
  const { run, world } = scene()
  await run({ comment: 'true' })
  const ours = world.comments.pop()!
  for (let id = 1; id <= 250; id++) world.comments.push({ id, user: someone, body: 'talk' })
  world.comments.push(ours)
  await run({ comment: 'true' })
  expect(world.comments.length).toBe(251)
})

test('the check run stands on the head commit', async () => {
  const { run, world, origin } = scene()
  await run({ 'check-run': 'true' })
  expect(world.checkRuns.map(r => [r.head_sha, r.conclusion, r.annotations.length])).toEqual([
    [origin.head, 'failure', 2],
  ])
})

test('a check run takes fifty annotations at a time', async () => {
  const many = lines(...Array.from({ length: 120 }, (_, i) => `net.ipv4.tcp_nonsense_${i} = 1`))
  const { run, world } = scene({ base: { [file]: good }, head: { [file]: `${good}${many}` } })
  const { github } = await run({ 'check-run': 'true' })
  expect(github.count('checks/update')).toBe(2)
  expect(world.checkRuns[0]!.annotations.length).toBe(120)
})
