import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseArguments } from '../../src/io/arguments.ts'
import { addFiles, plainGit, tempRepository } from '../io/temp-tree.ts'
import { bundleFolder } from './run-cli.ts'

const project = join(import.meta.dirname, '../..')
const manifest = readFileSync(join(project, '.pre-commit-hooks.yaml'), 'utf8')
const hooks: readonly Record<string, string>[] = parse(manifest)

test('each hook starts a program that there is, with words that it knows', () => {
  const { bin } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  for (const { entry, language } of hooks) {
    const [program, ...words] = entry!.split(' ')
    if (language === 'node') expect(Object.keys(bin)).toContain(program)
    else expect(Object.values(bin)).toContain(program)
    expect(parseArguments(words).command).toBe('check')
  }
})

test('pre-commit runs the hook that needs no installation, on the whole repository', context => {
  if (spawnSync('pre-commit', ['--version']).error) return context.skip('pre-commit is not installed')
  const hook = tempRepository({ '.pre-commit-hooks.yaml': manifest })
  cpSync(bundleFolder(), join(hook, 'dist'), { recursive: true })
  plainGit(hook, 'add', '-A')
  plainGit(hook, 'commit', '-qm', 'hook')
  const rev = plainGit(hook, 'rev-parse', 'HEAD').trim()
  const config = `repos:\n  - repo: ${hook}\n    rev: ${rev}\n    hooks: [{id: sysctl-lint-system-node}]\n`
  const root = tempRepository({
    '.pre-commit-config.yaml': config,
    'roles/etc/sysctl.d/60-a.conf': 'net.ipv4.tcp_fin_timeout = 30s\n',
  })
  addFiles(root, { 'README.md': 'any text file starts a run\n' })
  plainGit(root, 'add', '-A')
  const env = { ...process.env, PRE_COMMIT_HOME: join(hook, '.git/cache'), GIT_CONFIG_GLOBAL: '/dev/null' }
  const run = () => spawnSync('pre-commit', ['run', '--color=never'], { cwd: root, encoding: 'utf8', env })
  const found = run()
  expect([found.status, found.stdout]).toEqual([1, expect.stringContaining('1:28  error  invalid-value')])
  addFiles(root, { 'roles/etc/sysctl.d/60-a.conf': 'net.ipv4.tcp_fin_timeout = 30\n' })
  plainGit(root, 'add', '-A')
  expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining('Passed') })
  expect(existsSync(join(root, 'node_modules'))).toBe(false)
})
