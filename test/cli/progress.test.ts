import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempRepository, tempTree } from '../io/temp-tree.ts'
import { bundleFolder, runCli } from './run-cli.ts'

const conf = { 'a.conf': 'net.ipv4.tcp_fin_timeout = 60\n' }
const hasScript = !spawnSync('script', ['--version']).error

/** A repository whose git takes its time, which is what blocks a run most thoroughly. */
function slowRepository(seconds: number): { readonly root: string; readonly env: NodeJS.ProcessEnv } {
  const root = tempRepository(conf)
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const slow = tempTree({ git: `#!/bin/sh\nsleep ${seconds}\nexec ${git} "$@"\n` })
  chmodSync(join(slow, 'git'), 0o755)
  return { root, env: { PATH: `${slow}:${process.env['PATH']}`, TERM: 'xterm' } }
}

/** What stands on a terminal in which the command line runs. */
function inTerminal(root: string, env: NodeJS.ProcessEnv, args: string): string {
  const command = `'${process.execPath}' '${join(bundleFolder(), 'cli.js')}' ${args}`
  return spawnSync('script', ['-qec', command, '/dev/null'], { cwd: root, encoding: 'utf8', env }).stdout
}

const line = /\r\x1b\[Ksysctl-lint: [a-z ]+, \d+ s/g

describe.skipIf(!hasScript)('on a terminal', () => {
  test('a run of more than a second says what it is busy with, and wipes that away', () => {
    const { root, env } = slowRepository(1.6)
    const shown = inTerminal(root, env, '--no-color')
    const drawn = shown.match(line) ?? []
    expect(drawn.length).toBeGreaterThan(0)
    expect(drawn[0]).toBe('\r\x1b[Ksysctl-lint: looking for files, 1 s')
    const report = runCli(root, []).stdout.replaceAll('\n', '\r\n')
    expect(shown.replace(line, '')).toBe(`\r\x1b[K${report}`)
  })

  test('also before a complaint', () => {
    const { root, env } = slowRepository(1.6)
    const shown = inTerminal(root, env, '--output no/where --no-color')
    expect(shown.replace(line, '')).toBe('\r\x1b[Ksysctl-lint: --output no/where cannot be written (ENOENT)\r\n')
  })

  test('a short run shows nothing', () => {
    const shown = inTerminal(tempRepository(conf), { PATH: process.env['PATH'], TERM: 'xterm' }, '')
    expect(shown).not.toContain('\x1b[K')
  })

  test.each([
    ['--quiet', '-q', {}],
    ['a terminal that knows no escapes', '', { TERM: 'dumb' }],
    ['standard error elsewhere', '2> errors', {}],
  ])('nothing with %s', (_, args, more) => {
    const { root, env } = slowRepository(1.6)
    expect(inTerminal(root, { ...env, ...more }, args)).not.toContain('\x1b[K')
    if (args === '2> errors') expect(readFileSync(join(root, 'errors'), 'utf8')).toBe('')
  })
})

test('nothing where output is piped', () => {
  const { root, env } = slowRepository(1.2)
  expect(runCli(root, ['-q'], { env }).stderr).toBe('')
  expect(runCli(root, [], { env })).toMatchObject({ stderr: '', status: 0 })
})
