import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startGitHub } from './github/server.ts'
import { createWorld } from './github/world.ts'
import { checkout, originOf, pullPayload } from './pull-request.ts'
import { runAction } from './run-action.ts'
import { annotated, file, good, lines, scene, warnings } from './scene.ts'

const ignored = lines(
  '# sysctl-lint: ignore[tcp-fin-timeout] agreed with the web team',
  'net.ipv4.tcp_fin_timeout = 60',
)

describe('what a comment sets aside', () => {
  test('is not annotated, not reviewed and no failure; SARIF says that it is suppressed', async () => {
    const { run, world, workspace } = scene({ base: { [file]: good }, head: { [file]: `${good}${ignored}` } })
    const all = { review: 'true', comment: 'true', 'check-run': 'true', 'fail-on': 'warning', sarif: 'a.sarif' }
    const ran = await run(all)
    expect([ran.status, ran.outputs['warnings'], ran.outputs['conclusion']]).toEqual([0, '0', 'success'])
    // That the change brings the comment is a note, and no finding.
    expect(annotated(ran)).toEqual([`notice ${file}:4 sysctl-lint: policy`])
    expect([world.reviewComments, world.comments, world.checkRuns[0]!.annotations]).toEqual([[], [], []])
    expect(ran.summary).toContain('1 finding is set aside.')
    expect(ran.summary).not.toContain('there before')
    const [result] = JSON.parse(readFileSync(join(workspace, 'a.sarif'), 'utf8')).runs[0].results
    expect([result.ruleId, result.suppressions]).toEqual([
      'tcp-fin-timeout',
      [{ kind: 'inSource', status: 'accepted', justification: 'agreed with the web team' }],
    ])
  })

  test('is brought to light by whoever removes the comment', async () => {
    const { run } = scene({
      base: { [file]: `${good}${ignored}` },
      head: { [file]: `${good}net.ipv4.tcp_fin_timeout = 60\n` },
    })
    expect(annotated(await run({}))).toEqual([`warning ${file}:4 tcp-fin-timeout`])
  })
})

test('with a scope that counts old findings, the new ones are annotated first', async () => {
  const old = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`etc/sysctl.d/${10 + i}-old.conf`, `net.ipv4.tcp_nonsense_${i} = 1\n`]),
  )
  const { run } = scene({ base: old, head: { 'etc/sysctl.d/90-new.conf': 'net.ipv4.tcp_nonsense_90 = 1\n' } })
  const ran = await run({ scope: 'all' })
  expect(annotated(ran).length).toBe(10)
  expect(annotated(ran)[0]).toBe('warning etc/sysctl.d/90-new.conf:1 unknown-parameter')
  expect(ran.outputs['warnings']).toBe('13')
})

test('a job leaves the comments of another job alone, and repeats none of them', async () => {
  const other = 'roles/web/files/etc/sysctl.d/60-tcp.conf'
  const both = { [file]: good, [other]: good }
  const { run, world } = scene({
    base: both,
    head: { [file]: `${good}net.ipv4.tcp_fin_timeout = 60\n`, [other]: `${good}net.ipv4.tcp_fin_timeout = 90\n` },
  })
  const jobs = async () => {
    for (const [paths, job] of [
      ['etc', 'hosts'],
      ['roles', 'roles'],
    ] as const)
      expect(warnings(await run({ review: 'true', paths }, undefined, false, { GITHUB_JOB: job }))).toEqual([])
  }
  await jobs()
  const bodies = world.reviewComments.map(c => c.body)
  expect(world.reviewComments.map(c => c.path).sort()).toEqual([file, other].sort())
  await jobs()
  expect(world.reviewComments.map(c => c.body)).toEqual(bodies)
})

test('the base moved on: annotations, review and check run stand in the head, SARIF and summary in the checkout', async () => {
  const origin = originOf({
    base: { [file]: good },
    head: { [file]: `${good}net.ipv4.tcp_fin_timeout = 60\n` },
    moved: { [file]: `# a\n# b\n# c\n${good}` },
  })
  const workspace = checkout(origin, 'refs/pull/7/merge', 2)
  const patch = `@@ -1,3 +1,4 @@\n${good.replace(/^/gm, ' ').trimEnd()}\n+net.ipv4.tcp_fin_timeout = 60`
  const pull = { number: 7, files: [{ filename: file, status: 'modified', patch, changes: 1 }] }
  const world = createWorld({ commits: [origin.head], pull })
  const github = await startGitHub(world)
  const ran = await runAction({
    workspace,
    inputs: { 'github-token': world.token, review: 'true', 'check-run': 'true', sarif: 'a.sarif' },
    event: { name: 'pull_request', payload: pullPayload(origin) },
    env: { GITHUB_API_URL: github.url, GITHUB_SHA: origin.merge },
  })
  expect([warnings(ran), github.asked.flatMap(a => a.faults)]).toEqual([[], []])
  expect(annotated(ran)).toEqual([`warning ${file}:4 tcp-fin-timeout`])
  expect(world.reviewComments.map(c => [c.path, c.line])).toEqual([[file, 4]])
  expect(world.checkRuns[0]!.annotations).toMatchObject([{ path: file, start_line: 4, end_line: 4 }])
  const [result] = JSON.parse(readFileSync(join(workspace, 'a.sarif'), 'utf8')).runs[0].results
  expect(result.locations[0].physicalLocation.region.startLine).toBe(7)
  expect(ran.summary).toContain(`[7](https://github.com/octo-org/infra/blob/${origin.merge}/${file}#L7)`)
})

test('Octokit is loaded only when a channel needs it', async () => {
  const { run, workspace } = scene()
  const list = join(workspace, '.git/loaded')
  const hook = join(workspace, '.git/hook.cjs')
  const text = `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, Object.keys(require.cache).join('\\n')))`
  writeFileSync(hook, text)
  const loaded = async (inputs: Record<string, string>) => {
    await run(inputs, undefined, false, { NODE_OPTIONS: `--require ${hook}` })
    const files = readFileSync(list, 'utf8').split('\n')
    return files.some(one => readFileSync(one, 'utf8').includes('octokit-core.js/'))
  }
  expect([await loaded({ sarif: 'a.sarif' }), await loaded({ comment: 'true' })]).toEqual([false, true])
})
