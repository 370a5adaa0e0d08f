import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { stateComment } from '../../src/reports/audit-state.ts'
import { auditScene, only, type Ran } from './audit-scene.ts'
import { actionsBot } from './github/world.ts'
import { bad, file, good, lines, warnings } from './scene.ts'

const update = 'issues/update'

const evil = stateComment({ run: '5', errors: 0, warnings: 0, notices: 0, found: new Map() }).replace(
  '"5"',
  '"5](https://evil.example)"',
)

test.each(['', evil])('broken or gone: nothing is compared, and the text says so: %s', async text => {
  const { run, world } = auditScene({ [file]: bad })
  await run()
  const issue = only(world)
  issue.body = issue.body!.replace(/<!-- sysctl-lint state .*? -->/, text)
  await run()
  expect(issue.body).toContain('What the last run noted here cannot be read any more')
  expect(issue.body).not.toMatch(/evil|\bnew\b|fixed/)
  await run()
  expect(issue.body).toContain('0 new, 0 fixed, 2 still there.')
})

describe('limits', () => {
  const many = (count: number) =>
    lines(...Array.from({ length: count }, (_, i) => `net.ipv4.tcp_nonsense_${String(i).padStart(4, '0')} = 1`))

  test('more than a thousand findings: whole rows within the limit, and a comparison that says what it covers', async () => {
    const { run, world, commit, workspace } = auditScene({ [file]: `${bad}${many(1100)}` })
    const ran = await run({ report: 'out.json', sarif: 'out.sarif' })
    const issue = only(world)
    expect(warnings(ran)).toEqual([])
    expect(issue.body!.length).toBeGreaterThan(50_000)
    expect(issue.body!.length).toBeLessThanOrEqual(65_536)
    const rows = issue.body!.split('\n').filter(line => line.startsWith('|'))
    for (const row of rows) expect(row.split('|').length).toBe(7)
    const left = Number(/(\d+) more findings did not fit here/.exec(issue.body!)?.[1])
    expect(rows.length - 2 + left).toBe(1102)
    expect(/<!-- sysctl-lint state .*? -->/.exec(issue.body!)![0].length).toBeLessThan(20_000)
    for (const name of ['out.json', 'out.sarif']) expect(existsSync(`${workspace}/${name}`)).toBe(true)
    commit({ [file]: `${good}${many(1100).split('\n').slice(3).join('\n')}` })
    await run()
    expect(issue.body).toContain(
      'found 1102 findings, of which it noted the 1000 worst: 5 of those are fixed (`tcp-tw-recycle`, ',
    )
    expect(issue.body).toContain('What is new cannot be told.')
    expect(issue.body).not.toContain('**new**')
    commit({ [file]: `${good}${many(3)}` })
    await run()
    commit({ [file]: `${good}${many(4)}` })
    await run()
    expect(issue.body).toContain('1 new, 0 fixed, 3 still there.')
  })

  test('people who leave little room get a shorter table; who leave none, a warning', async () => {
    const { run, world } = auditScene({ [file]: `${bad}${many(400)}` })
    await run()
    const issue = only(world)
    const ours = issue.body!
    issue.body = `${'x'.repeat(60_000)}\n${ours}`
    await run()
    expect(issue.body.length).toBeLessThanOrEqual(65_536)
    expect(issue.body).toContain('### 1 error')
    expect(issue.body).toContain('| error |')
    const crowded = `${'x'.repeat(65_200)}\n${ours}`
    issue.body = crowded
    const ran = await run()
    expect([ran.status, issue.body === crowded, warnings(ran)]).toEqual([1, true, [expect.stringContaining('no room')]])
  })

  test('the title is cut where GitHub would refuse it', async () => {
    const { run, world } = auditScene({ [file]: bad })
    await run({ 'issue-title': `a\u202eb ${'x'.repeat(400)}` })
    expect([only(world).title.length, only(world).title.slice(0, 10)]).toEqual([256, 'a\\u202eb x'])
  })
})

describe('where GitHub refuses', () => {
  const refusing = (operation: string, status: number, message = 'it says so', headers = {}) => {
    return (one: string) => (one === operation ? { status, data: { message }, headers } : null)
  }
  const outcome = (ran: Ran) => [
    ran.status,
    ran.outputs['errors'],
    ran.outputs['warnings'],
    ran.outputs['issue-number'],
    warnings(ran).length,
  ]

  test.each([
    ['issues/list-for-repo', [403, 410, 500]],
    ['issues/create', [404, 403, 422]],
  ] as const)('%s answered with %j: one warning, the outcome is the same', async (operation, statuses) => {
    for (const status of statuses) {
      const ran = await auditScene({ [file]: bad }).run({}, { script: refusing(operation, status) })
      expect([status, ...outcome(ran)]).toEqual([status, 1, '1', '1', '', 1])
      expect(warnings(ran)[0]!.includes('the permission issues: write')).toBe(status === 403 || status === 404)
    }
  })

  test.each([403, 410, 502])('%d when it is changed: nothing is opened beside it', async status => {
    const { run, world } = auditScene({ [file]: bad })
    await run()
    const ran = await run({}, { script: refusing(update, status) })
    expect([...outcome(ran), world.issues.length]).toEqual([1, '1', '1', '', 1, 1])
  })

  test('a token that only reads', async () => {
    const { run, world } = auditScene(
      { [file]: bad },
      { permissions: { pulls: 'read', checks: 'read', issues: 'read' } },
    )
    const ran = await run()
    expect([...outcome(ran), world.issues]).toEqual([1, '1', '1', '', 1, []])
    expect(warnings(ran)[0]).toMatch(/403 .*Resource not accessible.*issues: write/)
  })

  test('issues are switched off', async () => {
    const ran = await auditScene({ [file]: bad }, { issuesDisabled: true }).run()
    expect(outcome(ran)).toEqual([1, '1', '1', '', 1])
    expect(warnings(ran)[0]).toMatch(/410 .*disabled/)
    expect(warnings(ran)[0]).not.toContain('permission')
  })

  test('a secondary rate limit is not for want of a permission', async () => {
    const limit = 'You have exceeded a secondary rate limit'
    const script = refusing('issues/create', 403, limit, { 'retry-after': '3600' })
    const ran = await auditScene({ [file]: bad }).run({}, { script })
    expect(outcome(ran)).toEqual([1, '1', '1', '', 1])
    expect(warnings(ran)[0]).not.toContain('issues: write')
    const { run, world } = auditScene({ [file]: bad })
    const short = refusing('issues/create', 403, limit, { 'retry-after': '1' })
    const waited = await run({}, { script: (one, nth) => (nth === 1 ? short(one) : null) })
    expect([warnings(waited), only(world).state]).toEqual([[], 'open'])
  })

  test('an assignee or a label that GitHub does not take: opened without, and one warning', async () => {
    const nobody = auditScene({ [file]: bad })
    const first = await nobody.run({ assignees: '@octocat\nnobody', labels: 'tcp' })
    expect([only(nobody.world).assignees, only(nobody.world).labels]).toEqual([[], ['tcp']])
    expect([first.outputs['issue-number'], warnings(first)]).toEqual([
      '8',
      [expect.stringMatching(/octocat, nobody.*422/)],
    ])

    const long = auditScene({ [file]: bad })
    const second = await long.run({ assignees: 'octocat', labels: 'x'.repeat(60) })
    expect([only(long.world).assignees, only(long.world).labels]).toEqual([['octocat'], []])
    expect(warnings(second)).toEqual([expect.stringContaining('xxxxx')])

    const both = auditScene({ [file]: bad })
    const third = await both.run({ assignees: 'nobody', labels: 'x'.repeat(60) })
    expect([only(both.world).assignees, only(both.world).labels, warnings(third).length]).toEqual([[], [], 1])

    const vague = auditScene({ [file]: bad })
    const script = (one: string, nth: number) =>
      one === 'issues/create' && nth === 1 ? { status: 422, data: { message: 'Validation Failed' } } : null
    await vague.run({ assignees: 'octocat', labels: 'tcp' }, { script })
    expect([only(vague.world).assignees, only(vague.world).labels]).toEqual([[], []])
  })

  test('a last look at the list that is refused', async () => {
    const { run, world } = auditScene({ [file]: bad })
    const script = (one: string, nth: number) =>
      one === 'issues/list-for-repo' && nth > 4 ? { status: 500, data: { message: 'no' } } : null
    const ran = await run({}, { script })
    expect([ran.outputs['issue-number'], only(world).state]).toEqual(['8', 'open'])
    expect(warnings(ran)).toEqual([expect.stringMatching(/another run.*500/)])
  })

  test('a comment that is refused, and a locked issue', async () => {
    const { run, world, commit } = auditScene({ [file]: bad })
    await run()
    const issue = only(world)
    const again = async (script: Parameters<typeof run>[1]) => {
      commit({ [file]: good })
      await run()
      commit({ [file]: bad })
      return run({}, script)
    }
    const refused = await again({ script: refusing('issues/create-comment', 403) })
    expect([issue.state, refused.outputs['issue-number'], warnings(refused)]).toEqual([
      'open',
      String(issue.number),
      [expect.stringContaining('comment on the tracking issue')],
    ])
    issue.locked = true
    expect(warnings(await again({}))).toEqual([])
    expect([issue.state, issue.comments]).toEqual(['open', []])
  })

  test('nothing listens', async () => {
    const ran = await auditScene({ [file]: bad }).run({}, { env: { GITHUB_API_URL: 'http://127.0.0.1:9' } })
    expect(outcome(ran)).toEqual([1, '1', '1', '', 1])
  })

  test('what GitHub answers is not trusted', async () => {
    for (const data of [
      {},
      null,
      [
        { number: 'x', user: actionsBot, body: 7 },
        { number: 1, user: null },
      ],
    ]) {
      const { run } = auditScene({ [file]: bad })
      const ran = await run({}, { script: one => (one.startsWith('issues/') ? { status: 200, data } : null) })
      expect([ran.status, ran.outputs['exit-code'], ran.outputs['issue-number']]).toEqual([1, '1', ''])
    }
  })
})
