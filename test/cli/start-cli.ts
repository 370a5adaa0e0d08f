import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { bundleFolder, type Ran } from './run-cli.ts'

/** Starts the built command line beside the test, which goes on meanwhile: as a server, for example. */
export function startCli(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
  const node = process.env['SYSCTL_LINT_NODE'] ?? process.execPath
  const child = spawn(node, [join(bundleFolder(), 'cli.js'), ...args], { cwd, env: { ...process.env, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  child.stdin.end()
  const ended = new Promise<Ran>(done => child.on('close', status => done({ status, stdout, stderr })))
  return { child, ended }
}
