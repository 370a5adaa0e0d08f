import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { tempRepository, tempTree } from '../io/temp-tree.ts'
import { runAction } from './run-action.ts'
import { bad, file, warnings } from './scene.ts'

test('sarif and report are written into new folders of the workspace and into RUNNER_TEMP', async () => {
  const workspace = tempRepository({ [file]: bad })
  const ran = await runAction({ workspace, inputs: { sarif: 'new/folder/a.sarif', report: 'report.json' } })
  expect(ran.outputs['sarif-file']).toBe(join(workspace, 'new/folder/a.sarif'))
  expect(JSON.parse(readFileSync(ran.outputs['report-file']!, 'utf8')).summary).toMatchObject({
    errors: 1,
    warnings: 1,
  })
  expect(readdirSync(join(workspace, 'new/folder'))).toEqual(['a.sarif'])
  const temp = tempTree()
  const elsewhere = await runAction({ workspace, inputs: { sarif: join(temp, 'x.sarif') }, env: { RUNNER_TEMP: temp } })
  expect([elsewhere.outputs['sarif-file'], existsSync(join(temp, 'x.sarif'))]).toEqual([join(temp, 'x.sarif'), true])
})

test('a file that stands there is replaced as a whole', async () => {
  const workspace = tempRepository({ [file]: bad, 'a.sarif': 'old' })
  await runAction({ workspace, inputs: { sarif: 'a.sarif' } })
  expect(JSON.parse(readFileSync(join(workspace, 'a.sarif'), 'utf8')).version).toBe('2.1.0')
})

test('nothing is written through links, into .git, or outside', async () => {
  const outside = tempTree({ target: 'untouched' })
  const workspace = tempRepository({ [file]: bad })
  symlinkSync(join(outside, 'target'), join(workspace, 'link.sarif'))
  symlinkSync(outside, join(workspace, 'linked'))
  symlinkSync('.git', join(workspace, 'meta'))
  symlinkSync('etc', join(workspace, 'inside'))
  mkdirSync(join(workspace, 'folder.sarif'))
  const wrong = [
    'link.sarif',
    'linked/a.sarif',
    'meta/config',
    'inside/a.sarif',
    '.git/config',
    '.GIT/hooks/a',
    '.git/hooks/post-checkout',
  ]
  for (const name of [
    ...wrong,
    'sub/.git/config',
    '../a.sarif',
    join(outside, 'a.sarif'),
    'folder.sarif',
    `${file}/a.sarif`,
    '.',
  ]) {
    for (const input of ['sarif', 'report']) {
      const { status, outputs, step } = await runAction({ workspace, inputs: { [input]: name } })
      expect([name, status, outputs['exit-code'], outputs['conclusion']]).toEqual([name, 1, '2', 'failure'])
      expect(step.annotations.map(a => a.message)).toEqual([expect.stringMatching(new RegExp(`^${input}: `))])
    }
  }
  expect(readdirSync(outside)).toEqual(['target'])
  expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('untouched')
  expect(existsSync(join(dirname(workspace), 'a.sarif'))).toBe(false)
  expect(lstatSync(join(workspace, 'link.sarif')).isSymbolicLink()).toBe(true)
}, 60_000)

test.each([
  ['scope', 'addded'],
  ['fail-on', 'never'],
  ['min-severity', 'none'],
  ['loader', 'systemctl'],
  ['review', 'yes please'],
  ['kernel', 'windows'],
  ['working-directory', 'nowhere'],
  ['working-directory', '..'],
  ['working-directory', file],
  ['paths', 'nowhere.conf'],
])('%s: %s is wrong use, in one sentence', async (input, value) => {
  const { status, outputs, step, stderr } = await runAction({
    workspace: tempRepository({ [file]: bad }),
    inputs: { [input]: value },
  })
  expect([status, outputs['exit-code'], outputs['conclusion'], stderr]).toEqual([1, '2', 'failure', ''])
  expect(step.annotations.map(a => a.message.split('\n').length)).toEqual([1])
})

test('a working directory that is a link out of the workspace is not followed', async () => {
  const workspace = tempRepository({ [file]: bad })
  symlinkSync('/etc', join(workspace, 'away'))
  const { outputs } = await runAction({ workspace, inputs: { 'working-directory': 'away' } })
  expect(outputs['exit-code']).toBe('2')
})

test('paths are given from the root of the repository, whatever the working directory', async () => {
  const workspace = tempRepository({ [`infra/${file}`]: bad, 'infra/.keep': '' })
  const ran = await runAction({ workspace, inputs: { 'working-directory': 'infra', sarif: 'a.sarif' } })
  expect(ran.step.annotations.map(a => a.data['file'])).toContain(`infra/${file}`)
  const [result] = JSON.parse(readFileSync(join(workspace, 'infra/a.sarif'), 'utf8')).runs[0].results
  expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(`infra/${file}`)
})

test('min-severity, fail-on, annotations and summary do what they say', async () => {
  const workspace = tempRepository({ [file]: bad })
  const run = (inputs: Record<string, string>) => runAction({ workspace, inputs })
  const least = await run({ 'min-severity': 'error' })
  expect([least.outputs['errors'], least.outputs['warnings'], least.summary.includes('tcp-fin-timeout')]).toEqual([
    '1',
    '0',
    false,
  ])
  const never = await run({ 'fail-on': 'none' })
  expect([never.status, never.outputs['conclusion'], never.outputs['errors']]).toEqual([0, 'success', '1'])
  const quiet = await run({ annotations: 'false', summary: 'False', 'fail-on': 'none' })
  expect([quiet.step.annotations, quiet.summary]).toEqual([[], ''])
})

test('an empty workspace is told about', async () => {
  const ran = await runAction({ workspace: tempTree() })
  expect([ran.status, warnings(ran)]).toEqual([0, [expect.stringContaining('actions/checkout')]])
})

test('without a summary file or outputs the run is the same', async () => {
  const workspace = tempRepository({ [file]: bad })
  const ran = await runAction({ workspace, env: { GITHUB_STEP_SUMMARY: join(workspace, 'not/there') } })
  expect([ran.status, ran.outputs['errors']]).toEqual([1, '1'])
  writeFileSync(join(workspace, 'x'), '')
})

test('sarif and report are two files', async () => {
  const workspace = tempRepository({ [file]: bad })
  const { outputs, step } = await runAction({ workspace, inputs: { sarif: 'out/a', report: './out/b/../a' } })
  expect([outputs['exit-code'], step.annotations.map(a => a.message)]).toEqual([
    '2',
    [expect.stringContaining('is the file of sarif too')],
  ])
  expect(existsSync(join(workspace, 'out'))).toBe(false)
})

test('names of files as long as they can be, and longer', async () => {
  const workspace = tempRepository({ [file]: bad })
  const longest = `${'x'.repeat(249)}.sarif`
  const fits = await runAction({ workspace, inputs: { sarif: longest } })
  expect([fits.outputs['sarif-file'], warnings(fits)]).toEqual([join(workspace, longest), []])
  const over = await runAction({ workspace, inputs: { sarif: `x${longest}` } })
  expect([over.outputs['exit-code'], over.step.annotations[0]!.message]).toEqual([
    '2',
    expect.stringContaining('cannot be written (ENAMETOOLONG)'),
  ])
})

test('a file that cannot be written is a warning, which takes one of the ten places, and the outcome is the same', async () => {
  const many = Array.from({ length: 20 }, (_, i) => `net.ipv4.tcp_nonsense_${i} = 1\n`).join('')
  const workspace = tempRepository({ [file]: `${bad}${many}` })
  const ran = await runAction({ workspace, inputs: { sarif: `${'d/'.repeat(2100)}a.sarif` } })
  expect([ran.status, ran.outputs['errors'], ran.outputs['sarif-file']]).toEqual([1, '1', ''])
  expect(warnings(ran)).toEqual([expect.stringContaining('could not be written')])
  expect(ran.step.annotations.filter(a => a.level === 'warning').length).toBe(10)
  expect(ran.step.dropped.filter(a => a.level === 'warning')).toEqual([])
})
