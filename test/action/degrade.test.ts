import { expect, test } from 'vitest'
import type { Answer } from './github/answer.ts'
import { actionsBot } from './github/world.ts'
import { pullPayload } from './pull-request.ts'
import { runAction } from './run-action.ts'
import { annotated, bad, file, good, lines, scene, warnings } from './scene.ts'

const everything = { review: 'true', comment: 'true', 'check-run': 'true', annotations: 'false' }
const both = [`error ${file}:5 tcp-tw-recycle`, `warning ${file}:4 tcp-fin-timeout`]

const calls = [
  ['pulls/list-review-comments', 'review', 'pull-requests: write'],
  ['pulls/create-review', 'review', 'pull-requests: write'],
  ['issues/list-comments', 'comment', 'pull-requests: write'],
  ['issues/create-comment', 'comment', 'pull-requests: write'],
  ['checks/create', 'check-run', 'checks: write'],
] as const

const refusing = (operation: string, answer: Answer) => (asked: string) => (asked === operation ? answer : null)

test.each(calls)(
  '%s answered with 403 or 422: annotations and one warning that names the permission',
  async (...call) => {
    const [operation, channel, permission] = call
    const { run } = scene()
    const inputs = { annotations: 'false', [channel]: 'true' }
    const [denied, refused] = await Promise.all(
      [403, 422].map(status => run(inputs, refusing(operation, { status, data: { message: 'it says so' } }))),
    )
    expect(warnings(denied!)).toEqual([expect.stringContaining(permission)])
    expect(warnings(refused!)).toEqual([expect.stringMatching(/422 .*it says so/)])
    for (const ran of [denied!, refused!]) {
      expect(annotated(ran)).toEqual(both)
      expect([ran.status, ran.outputs['exit-code'], ran.outputs['errors'], ran.outputs['warnings']]).toEqual([
        1,
        '1',
        '1',
        '1',
      ])
    }
  },
)

test.each([401, 404, 500, 503])('%d is one warning, and all is annotated', async status => {
  const { run } = scene()
  const ran = await run(everything, () => ({ status, data: 'no JSON of GitHub' }))
  expect(warnings(ran)).toEqual([expect.stringContaining(String(status))])
  expect([annotated(ran), ran.status]).toEqual([both, 1])
})

test('all channels refused make one warning with all permissions', async () => {
  const { run } = scene(undefined, { permissions: { pulls: 'read', checks: 'read' } })
  const ran = await run(everything)
  expect(warnings(ran)).toEqual([expect.stringMatching(/pull-requests: write.*checks: write/)])
  expect([annotated(ran), ran.status]).toEqual([both, 1])
})

test('the warning says that the tokens of forks only read', async () => {
  const { run } = scene(undefined, { permissions: { pulls: 'read', checks: 'read' } })
  expect(warnings(await run(everything, undefined, true))).toEqual([expect.stringContaining('fork')])
})

test.each([403, 422])('%d at a later request of a channel loses nothing either', async status => {
  const many = lines(...Array.from({ length: 60 }, (_, i) => `net.ipv4.tcp_nonsense_${i} = 1`))
  const later = [
    ['comment', 'issues/update-comment'],
    ['review', 'pulls/update-review-comment'],
    ['check-run', 'checks/update'],
    ['review', 'pulls/list-files'],
  ] as const
  const runs = later.map(async ([channel, operation]) => {
    const { run, world } = scene({ base: { [file]: good }, head: { [file]: `${bad}${many}` } })
    const stale = '<!-- sysctl-lint:0123456789abcdef -->'
    world.reviewComments.push({ id: 1, user: actionsBot, path: file, line: 4, body: `old\n\n${stale}` })
    if (channel === 'comment') {
      await run({ comment: 'true' })
      world.comments[0]!.body += ' old'
    }
    const refused = operation === 'pulls/list-files' ? [operation, 'pulls/create-review'] : [operation]
    const answer = { status: refused.length > 1 ? 422 : status, data: { message: 'no' } }
    const ran = await run({ [channel]: 'true', annotations: 'false' }, asked =>
      refused.includes(asked) ? answer : null,
    )
    expect([operation, ran.github.count(operation), warnings(ran).length]).toEqual([operation, 1, 1])
    expect([ran.status, ran.outputs['errors'], annotated(ran).length]).toEqual([1, '1', 1 + 9])
  })
  await Promise.all(runs)
})

test('a review that GitHub refuses is sent again without the comments it cannot place', async () => {
  const { run, world } = scene()
  // As the API sees it, the second line is outside the diff.
  ;(world.pull as { files: unknown }).files = [
    { filename: file, status: 'modified', changes: 1, patch: '@@ -1,3 +1,4 @@\n a\n b\n c\n+d' },
  ]
  const ran = await run({ review: 'true' })
  expect(ran.github.asked.filter(a => a.operation === 'pulls/create-review').map(a => a.status)).toEqual([422, 200])
  expect(world.reviewComments.map(c => c.line)).toEqual([4])
})

test('nothing listens: the outcome is right and comes soon', async () => {
  const { origin, workspace } = scene()
  const alone = await runAction({
    workspace,
    inputs: { ...everything, 'github-token': 'ghs_x' },
    event: { name: 'pull_request', payload: pullPayload(origin) },
  })
  expect([alone.status, annotated(alone), warnings(alone).length]).toEqual([1, both, 1])
  expect(alone.milliseconds).toBeLessThan(10_000)
})

test('an API that does not answer is waited for once, not at every call', async () => {
  const { run } = scene()
  const ran = await run(everything, () => new Promise<never>(() => {}))
  expect([ran.status, annotated(ran), warnings(ran).length]).toEqual([1, both, 1])
  expect(ran.milliseconds).toBeLessThan(20_000)
})

test('a pause that GitHub asks for is kept', async () => {
  const { run, world } = scene()
  const limited = {
    status: 403,
    data: { message: 'You have exceeded a secondary rate limit' },
    headers: { 'retry-after': '1' },
  }
  const ran = await run({ comment: 'true' }, (asked, nth) =>
    asked === 'issues/create-comment' && nth === 1 ? limited : null,
  )
  expect([world.comments.length, warnings(ran), ran.status]).toEqual([1, [], 1])
  expect(ran.milliseconds).toBeGreaterThan(1000)
})

test('a pause that is too long is not', async () => {
  const { run, world } = scene()
  const limited = { status: 429, data: { message: 'slow down' }, headers: { 'retry-after': '3600' } }
  const ran = await run({ comment: 'true' }, asked => (asked === 'issues/create-comment' ? limited : null))
  expect([world.comments.length, warnings(ran).length, ran.status]).toEqual([0, 1, 1])
  expect(ran.milliseconds).toBeLessThan(10_000)
})

test('a token that is not there is a warning', async () => {
  const { run } = scene()
  const ran = await run({ ...everything, 'github-token': '' })
  expect([ran.status, annotated(ran), warnings(ran)]).toEqual([1, both, [expect.stringContaining('github-token')]])
})

test('the token is in no log, no output and no file', async () => {
  const { run, world } = scene()
  const ran = await run({ ...everything, sarif: 'out/a.sarif', report: 'out/a.json' }, asked =>
    asked === 'checks/create' ? { status: 403, data: { message: `no ${world.token}` } } : null,
  )
  const log = [ran.stdout, ran.stderr]
    .join('\n')
    .split('\n')
    .filter(line => !line.startsWith('::add-mask::'))
  // What the server repeats is masked by the runner; we are to send no more of it.
  expect(ran.step.commands.filter(c => c.name === 'add-mask').map(c => c.data)).toEqual([world.token])
  expect(JSON.stringify([ran.outputs, ran.summary, world.comments, world.reviewComments])).not.toContain(world.token)
  expect(log.filter(line => line.includes(world.token) && !line.includes('answered 403'))).toEqual([])
})
