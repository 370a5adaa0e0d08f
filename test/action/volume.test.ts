import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Script, startGitHub } from './github/server.ts'
import { createWorld, type ListedFile } from './github/world.ts'
import { checkout, originOf, pullPayload } from './pull-request.ts'
import { runAction } from './run-action.ts'
import { annotated, file, good, lines, scene, warnings } from './scene.ts'

test('5,000 findings: ten of each level are annotated, the log has them all, and every channel keeps to its limits', async () => {
  const many = lines(...Array.from({ length: 5000 }, (_, i) => `net.ipv4.tcp_nonsense_${i} = 1`))
  const { run, world, workspace } = scene({ base: { [file]: good }, head: { [file]: `${good}${many}` } })
  const ran = await run({
    ...{ review: 'true', comment: 'true', 'check-run': 'true', 'fail-on': 'warning' },
    ...{ sarif: 'out.sarif', report: 'out.json' },
  })
  expect([ran.status, Number(ran.outputs['errors']) + Number(ran.outputs['warnings'])]).toEqual([1, 5000])
  expect(warnings(ran)).toEqual([])
  expect(ran.step.annotations.filter(a => a.data['file']).length).toBe(10)
  for (let i = 0; i < 5000; i++) expect(ran.stdout).toContain(`net.ipv4.tcp_nonsense_${i} `)
  expect(Buffer.byteLength(ran.summary)).toBeLessThanOrEqual(900 * 1024)
  expect(world.checkRuns[0]!.annotations.length).toBe(5000)
  expect(world.comments[0]!.body.length).toBeLessThanOrEqual(65_536)
  expect(world.reviewComments.length).toBe(30)
  expect(JSON.parse(readFileSync(join(workspace, 'out.sarif'), 'utf8')).runs[0].results.length).toBe(5000)
  expect(JSON.parse(readFileSync(join(workspace, 'out.json'), 'utf8')).findings.length).toBe(5000)
})

/** A pull request of three thousand files, checked out without history, so that GitHub's list must tell. */
async function wide(last: ListedFile, before: (i: number) => ListedFile, script?: Script) {
  const origin = originOf({ base: { [file]: good }, head: { [file]: `${good}net.ipv4.tcp_tw_recycle = 1\n` } })
  const files = [...Array.from({ length: 2999 }, (_, i) => before(i)), last]
  const world = createWorld({ pull: { number: 7, files } })
  const github = await startGitHub(world, script)
  const ran = await runAction({
    workspace: checkout(origin),
    event: { name: 'pull_request', payload: pullPayload(origin) },
    inputs: { 'github-token': world.token },
    env: { GITHUB_API_URL: github.url, GITHUB_SHA: origin.merge },
  })
  expect(github.asked.flatMap(a => a.faults)).toEqual([])
  return { ran, github }
}

const patch =
  '@@ -1,3 +1,4 @@\n # comment\n net.core.somaxconn = 1024\n net.ipv4.tcp_syncookies = 1\n+net.ipv4.tcp_tw_recycle = 1'
const small = (i: number): ListedFile => ({
  filename: `docs/${i}.md`,
  status: 'added',
  patch: '@@ -0,0 +1 @@\n+x',
  changes: 1,
})

test('3,000 files: all pages are read', async () => {
  const { ran, github } = await wide({ filename: file, status: 'modified', patch, changes: 1 }, small)
  expect([github.count('pulls/list-files'), github.count('pulls/get')]).toEqual([30, 1])
  expect([ran.status, annotated(ran), warnings(ran)]).toEqual([1, [`error ${file}:4 tcp-tw-recycle`], []])
})

test('3,000 files, the last of them without its patch, as after 20,000 lines: its findings count', async () => {
  const long = `@@ -0,0 +1,300 @@\n${'+x\n'.repeat(300)}`
  const { ran } = await wide({ filename: file, status: 'modified', patch, changes: 1 }, i => ({
    ...small(i),
    patch: long,
    changes: 300,
  }))
  expect([ran.status, ran.outputs['errors'], warnings(ran)]).toEqual([1, '1', []])
})

test('3,000 files, and GitHub does not say whether there are more: everything counts, and one warning says why', async () => {
  const script = (one: string) => (one === 'pulls/get' ? { status: 403, data: { message: 'no' } } : null)
  const { ran } = await wide({ filename: file, status: 'modified', patch, changes: 1 }, small, script)
  expect([ran.status, ran.outputs['errors'], warnings(ran)]).toEqual([
    1,
    '1',
    [expect.stringMatching(/403.*pull-requests/)],
  ])
})
