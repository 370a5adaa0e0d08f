import { describe, expect, test } from 'vitest'
import { asked, auditScene, only } from './audit-scene.ts'
import { actionsBot, addIssue, someone } from './github/world.ts'
import { payloadOf } from './pull-request.ts'
import { bad, file, good, warnings } from './scene.ts'

const silent = { 'fail-on': 'none' }
const update = 'issues/update'

describe('the life of the tracking issue', () => {
  test('opened, kept up to date, closed when nothing is found, opened again', async () => {
    const { run, world, commit } = auditScene({ [file]: bad })
    const opened = await run({ assignees: 'octocat', labels: 'tcp\ngood first issue' })
    expect([opened.status, warnings(opened)]).toEqual([1, []])
    const issue = only(world)
    expect([issue.title, issue.state, issue.labels, issue.assignees, issue.user]).toEqual([
      'sysctl-lint audit',
      'open',
      ['tcp', 'good first issue'],
      ['octocat'],
      actionsBot,
    ])
    expect([opened.outputs['issue-number'], opened.outputs['issue-url']]).toEqual([
      String(issue.number),
      `https://github.com/octo-org/infra/issues/${issue.number}`,
    ])
    expect(issue.body).toMatch(/^<!-- sysctl-lint audit [0-9a-f]{16} -->\n/)
    expect(issue.body).toContain('### 1 error and 1 warning')
    expect(issue.body).toContain('There is no earlier run to compare with.')
    expect(issue.body).toContain('[this run](https://github.com/octo-org/infra/actions/runs/1)')
    // Worst first.
    const order = ['error', 'warning'].map(severity => issue.body!.indexOf(`| ${severity} |`))
    expect(order[0]).toBeLessThan(order[1]!)
    expect(order[0]).toBeGreaterThan(0)

    const same = await run()
    expect(asked(same)).toEqual(['issues/list-for-repo', update])
    expect(issue.body).toContain(
      '[the last run](https://github.com/octo-org/infra/actions/runs/1): 0 new, 0 fixed, 2 still',
    )

    commit({
      [file]: `${good}net.ipv4.tcp_tw_recycle = 1\n`,
      'etc/sysctl.d/70-new.conf': 'net.ipv4.tcp_fin_timeout = 90\n',
    })
    await run()
    expect(issue.body).toContain('1 new, 1 fixed (`tcp-fin-timeout`), 1 still there.')
    expect(issue.body).toMatch(/^\| \*\*new\*\* \| warning \| `etc\/sysctl.d\/70-new.conf` /m)
    expect(issue.body!.match(/\*\*new\*\*/g)?.length).toBe(1)

    commit({ [file]: good, 'etc/sysctl.d/70-new.conf': good })
    const closed = await run()
    expect([closed.status, issue.state, issue.state_reason]).toEqual([0, 'closed', 'completed'])
    expect(issue.body).toContain('### No findings')
    expect(issue.body).toContain('0 new, 2 fixed (`tcp-tw-recycle`, `tcp-fin-timeout`), 0 still there.')
    expect(closed.outputs['issue-number']).toBe(String(issue.number))
    const { body } = issue
    const quiet = await run()
    expect([asked(quiet).includes(update), issue.body]).toEqual([false, body])

    commit({ [file]: bad })
    await run()
    expect([issue.state, issue.state_reason]).toEqual(['open', 'reopened'])
    expect(issue.body).toContain('2 new, 0 fixed, 0 still there.')
    expect(issue.comments.map(c => c.body)).toEqual([
      'There are findings again: 1 error and 1 warning in [this run](https://github.com/octo-org/infra/actions/runs/6).',
    ])
    await run()
    expect([world.issues.length, issue.comments.length]).toEqual([1, 1])
  })

  test('what people change stays: text around ours, title, labels, assignees', async () => {
    const { run, world, commit } = auditScene({ [file]: bad })
    await run({ assignees: 'octocat', labels: 'tcp' })
    const issue = only(world)
    const ours = issue.body!.trimEnd()
    // The web editor sends CRLF.
    issue.body = `Owner: @octo-org/net\r\n\r\n${ours.replaceAll('\n', '\r\n')}\r\n\r\nDo not touch before Friday.\r\n> quoted: ${ours.split('\n')[0]}`
    Object.assign(issue, { title: 'TCP settings of the fleet', labels: ['later'], assignees: ['hubot'] })
    commit({ [file]: good })
    await run({ assignees: 'octocat', labels: 'tcp', 'issue-title': 'other' })
    expect(issue.state).toBe('closed')
    expect(issue.body).toContain('0 new, 2 fixed')
    expect(issue.body.startsWith('Owner: @octo-org/net\r\n\r\n<!-- sysctl-lint audit ')).toBe(true)
    expect(issue.body.endsWith(`-->\r\n\r\nDo not touch before Friday.\r\n> quoted: ${ours.split('\n')[0]}`)).toBe(true)
    expect([issue.title, issue.labels, issue.assignees]).toEqual(['TCP settings of the fleet', ['later'], ['hubot']])
  })

  test('a marker that people removed costs nothing of what they wrote', async () => {
    for (const place of ['start', 'end'] as const) {
      const { run, world } = auditScene({ [file]: bad })
      await run()
      const issue = only(world)
      const markers = issue.body!.split('\n').filter(line => /^<!-- \/?sysctl-lint audit/.test(line))
      issue.body = `before\n${issue.body!.replace(markers[place === 'start' ? 0 : 1]!, 'mine')}after\n`
      await run()
      expect(only(world)).toBe(issue)
      for (const word of ['before\n', 'mine', 'after\n']) expect(issue.body).toContain(word)
      expect(issue.body.match(/^<!-- sysctl-lint audit/gm)?.length).toBe(1)
      expect(issue.body).toContain('cannot be read any more')
      await run()
      expect(issue.body).toContain('0 new, 0 fixed, 2 still there')
      for (const word of ['before\n', 'mine', 'after\n']) expect(issue.body).toContain(word)
    }
  })

  test('who closed it has seen what it says: only something new opens it again', async () => {
    const { run, world, commit } = auditScene({ [file]: bad })
    await run()
    const issue = only(world)
    Object.assign(issue, { state: 'closed', state_reason: 'not_planned' })
    await run()
    expect([issue.state, issue.state_reason, issue.comments]).toEqual(['closed', 'not_planned', []])
    expect(issue.body).toContain('0 new, 0 fixed, 2 still there')
    commit({ 'etc/sysctl.d/70-new.conf': 'net.ipv4.tcp_fin_timeout = 90\n' })
    await run()
    expect([issue.state, issue.comments.length]).toEqual(['open', 1])
  })

  test('nothing is opened where nothing is found', async () => {
    const { run, world } = auditScene({ [file]: good })
    const ran = await run()
    expect([world.issues, asked(ran), ran.outputs['issue-number'], ran.outputs['issue-url']]).toEqual([
      [],
      ['issues/list-for-repo', 'issues/list-for-repo'],
      '',
      '',
    ])
  })
})

describe('which issue is ours', () => {
  test('a forged one of somebody else is neither trusted nor touched', async () => {
    const { run, world } = auditScene({ [file]: bad })
    await run()
    const { body } = world.issues.pop()!
    const lookalike = { login: 'github-actions[bot]', id: 9, type: 'User' } as const
    for (const user of [someone, lookalike]) addIssue(world, { user, body })
    addIssue(world, { user: actionsBot, body, pull_request: {} })
    addIssue(world, { user: actionsBot, body: `> ${body!.replaceAll('\n', '\n> ')}` })
    addIssue(world, { user: actionsBot, body: null })
    const before = structuredClone(world.issues)
    await run()
    expect(world.issues.length).toBe(6)
    expect(world.issues.slice(0, 5)).toEqual(before)
    expect(world.issues[5]!.body).toContain('There is no earlier run')
  })

  test('it is found among hundreds, open or closed', async () => {
    const { run, world } = auditScene({ [file]: bad })
    for (let i = 0; i < 150; i++)
      addIssue(world, { user: actionsBot, title: 'nightly', state: i % 2 ? 'open' : 'closed' })
    await run()
    const ours = world.issues.at(-1)!
    for (let i = 0; i < 250; i++) addIssue(world, { user: actionsBot, state: i % 2 ? 'open' : 'closed' })
    await run()
    ours.state = 'closed'
    await run()
    expect(world.issues.filter(i => i.title === 'sysctl-lint audit')).toEqual([ours])
    expect(ours.body).toContain('runs/2): 0 new')
  })

  test('of two the older one is kept, and nothing is opened', async () => {
    const { run, world } = auditScene({ [file]: bad })
    await run()
    const [first] = world.issues
    const second = addIssue(world, { user: actionsBot, body: first!.body, title: 'copy' })
    const copy = structuredClone(second)
    await run()
    expect(first!.body).toContain('0 new')
    expect([world.issues.length, second]).toEqual([2, copy])
    // An open one before a closed one.
    first!.state = 'closed'
    const body = first!.body
    await run()
    expect([first!.body, first!.state, second.body!.includes('0 new')]).toEqual([body, 'closed', true])
  })

  test('each workflow, job and folder has its own', async () => {
    const { run, world } = auditScene({ [file]: bad, [`infra/${file}`]: bad })
    await run()
    await run({ 'working-directory': 'infra' })
    await run({}, { env: { GITHUB_JOB: 'other' } })
    await run({}, { env: { GITHUB_WORKFLOW: 'other' } })
    expect(world.issues.length).toBe(4)
    expect(world.issues[1]!.body).toContain('looked at in `infra` by')
    expect(world.issues[1]!.body).toContain(`/infra/${file}#L4)`)
  })

  test('the issue of another App is found again by that App', async () => {
    const app = { login: 'infra-bot[bot]', id: 77, type: 'Bot' } as const
    const { run, world } = auditScene({ [file]: bad }, { identity: app })
    await run()
    await run()
    expect(only(world).user).toEqual(app)
  })

  test('a guess at who asks that turns out wrong makes no second one', async () => {
    const app = { login: 'infra-bot[bot]', id: 77, type: 'Bot' } as const
    const { run, world } = auditScene({ [file]: bad }, { identity: app })
    await run()
    const script = (one: string) => (one === 'graphql' ? { status: 502, data: {} } : null)
    const ran = await run({}, { script })
    const open = world.issues.filter(i => i.state === 'open')
    expect(open).toEqual([world.issues[0]])
    expect(ran.outputs['issue-number']).toBe(String(open[0]!.number))
  })

  test('a run that finds none reads the list again before it opens one: another may have been quicker', async () => {
    const { run, world } = auditScene({ [file]: bad })
    // Each look is two lists, of what is open and what is closed: the third starts the second look.
    const waits = async (operation: string, times: number) => {
      if (operation === 'issues/list-for-repo' && times === 3) await run()
      return null
    }
    const slow = await run({}, { script: waits })
    expect([warnings(slow), slow.github.count('issues/create')]).toEqual([[], 0])
    expect(slow.outputs['issue-number']).toBe(String(only(world).number))
    expect(only(world).body).toContain('0 new, 0 fixed, 2 still there.')
  })

  test('two runs that open one at the same moment: the older stays open, both name it', async () => {
    const { run, world } = auditScene({ [file]: bad })
    const waiting: (() => void)[] = []
    const script = (operation: string) => {
      if (operation !== 'issues/create') return null
      return new Promise<null>(done => {
        waiting.push(() => done(null))
        if (waiting.length === 2) for (const go of waiting) go()
      })
    }
    const both = await Promise.all([run({}, { script }), run({}, { script })])
    expect(both.map(warnings)).toEqual([[], []])
    const [older, younger] = world.issues
    expect(world.issues.map(i => [i.state, i.state_reason])).toEqual([
      ['open', null],
      ['closed', 'not_planned'],
    ])
    expect(both.map(ran => ran.outputs['issue-number'])).toEqual([String(older!.number), String(older!.number)])
    await run()
    expect([older!.body!.includes('0 new'), younger!.state]).toEqual([true, 'closed'])
  })
})

describe('events', () => {
  const dispatch = (ref: string) => ({
    name: 'workflow_dispatch',
    payload: payloadOf('workflow_dispatch', p =>
      Object.assign(p, { ref, repository: { ...p.repository, default_branch: 'main' } }),
    ),
  })

  test('workflow_dispatch and push of the default branch keep the issue, of another branch they leave it', async () => {
    const { run, world } = auditScene({ [file]: bad })
    await run({}, { event: dispatch('refs/heads/main'), env: { GITHUB_REF: 'refs/heads/main' } })
    expect(world.issues.length).toBe(1)
    const aside = await run({}, { event: dispatch('refs/heads/topic'), env: { GITHUB_REF: 'refs/heads/topic' } })
    expect([asked(aside), aside.outputs['issue-number'], warnings(aside)]).toEqual([[], '', []])
    expect(aside.stdout).toContain('not about the default branch')
  })

  test('a pull request is audited too, and leaves the issue', async () => {
    const { run, world } = auditScene({ [file]: bad })
    const event = { name: 'pull_request', payload: payloadOf('pull_request', () => {}) }
    const ran = await run({}, { event })
    expect([ran.status, ran.outputs['errors'], ran.outputs['warnings'], world.issues]).toEqual([1, '1', '1', []])
  })
})

describe('the outcome', () => {
  test('everything is judged, whatever an event changed; fail-on decides', async () => {
    const { run, workspace, commit } = auditScene({ [file]: bad })
    commit({ 'etc/sysctl.d/70-new.conf': good })
    const event = { name: 'push', payload: payloadOf('push', p => Object.assign(p, { before: 'a'.repeat(40) })) }
    const ran = await run({ issue: 'false', report: 'out.json' }, { event })
    expect([ran.status, ran.outputs['errors'], ran.outputs['warnings'], asked(ran)]).toEqual([1, '1', '1', []])
    expect(ran.summary).toContain('mode: audit')
    expect(ran.outputs['report-file']).toBe(`${workspace}/out.json`)
    const never = await run(silent)
    expect([never.status, never.outputs['conclusion']]).toEqual([0, 'success'])
  })

  test('what the configuration requires is asked for, in an audit only', async () => {
    const config = 'require:\n  net.ipv4.tcp_fin_timeout:\n    severity: error\n    why: house rule\n'
    const { run, world } = auditScene({ [file]: good, '.sysctl-lint.yml': config })
    const check = await run({ mode: 'check', issue: 'false' })
    expect([check.status, check.outputs['errors']]).toEqual([0, '0'])
    const audit = await run()
    expect([audit.status, audit.outputs['errors']]).toEqual([1, '1'])
    expect(only(world).body).toContain('`required-parameter`')
    expect(only(world).body).toContain('house rule')
  })

  test('what comments set aside is counted only, unless the audit does without them', async () => {
    const ignored = '# sysctl-lint: ignore[tcp-tw-recycle] old hosts\nnet.ipv4.tcp_tw_recycle = 1\n'
    const { run, world } = auditScene({ [file]: `${good}net.ipv4.tcp_fin_timeout = 60\n${ignored}` })
    const ran = await run()
    expect([ran.status, ran.outputs['errors'], ran.outputs['warnings']]).toEqual([0, '0', '1'])
    expect(only(world).body).toContain('1 finding is set aside.')
    expect(only(world).body).not.toContain('`tcp-tw-recycle`')
    const strict = await run({ 'inline-ignores': 'false' })
    expect([strict.status, strict.outputs['errors']]).toEqual([1, '1'])
    expect(only(world).body).toContain('1 new, 0 fixed, 1 still there.')
    expect(only(world).body).toMatch(/\| \*\*new\*\* \| error \| .*`tcp-tw-recycle`/)
  })

  test.each([
    [{ mode: 'check', issue: 'true' }, 'mode: audit'],
    [{ mode: 'audits' }, 'mode audits is not known'],
    [{ scope: 'added' }, 'scope: added'],
    [{ assignees: 'octo-org/team' }, 'assignees: octo-org/team'],
    [{ assignees: 'a, b' }, 'one a line'],
    [{ assignees: Array.from({ length: 11 }, (_, i) => `a${i}`).join('\n') }, 'ten at most'],
  ])('%j is wrong use', async (inputs, words) => {
    const { run } = auditScene({ [file]: bad })
    const ran = await run(inputs)
    expect([ran.status, ran.outputs['exit-code'], asked(ran)]).toEqual([1, '2', []])
    expect(ran.step.annotations.map(a => a.message)).toEqual([expect.stringContaining(words)])
  })
})
