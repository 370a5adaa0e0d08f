import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { isWithin } from './is-within.ts'

/** Only this file runs git. */
export interface GitResult {
  readonly ok: boolean
  readonly stdout: Buffer
  /** The first line that git said on standard error, or why it could not be run. Not safe to print as it is. */
  readonly complaint: string
}

/**
 * Configuration of a repository can name programs (gitconfig(5): core.fsmonitor, core.hooksPath, diff.external), and a directory
 * that looks like a bare repository is one. What comes from the command line beats what stands in files.
 */
const armour = [
  '--no-pager',
  '--literal-pathspecs',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'safe.bareRepository=explicit',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'diff.external=',
  '-c',
  'submodule.recurse=false',
  '-c',
  'core.quotePath=false',
  '--no-replace-objects',
]

/** Long enough for a very large repository on a cold disk; a configuration that includes a FIFO would never end. */
const patience = 120_000

/**
 * Runs git and waits for it.
 * @param workspace the root of the working tree; neither its configuration nor a program in it decides what is run
 * @param cwd where to run it, at or below the root
 * @param input for its standard input
 * @param timeout milliseconds
 */
export function git(
  workspace: string,
  cwd: string,
  args: readonly string[],
  input?: string,
  timeout: number = patience,
): GitResult {
  const command = findGit(workspace)
  if (command === null) return notInstalled
  const trusted = isRunners(workspace)
  const words = [...armour, ...(trusted ? ['-c', `safe.directory=${workspace}`] : []), ...args]
  const result = wait(command, words, sandbox(workspace, cwd, timeout), input)
  if (!trusted || result.ok || !refusal.test(result.complaint)) return result
  const again = (file: string): GitResult => {
    const box = sandbox(workspace, cwd, timeout)
    return wait(command, words, { ...box, env: { ...box.env, GIT_CONFIG_GLOBAL: file } }, input)
  }
  return withTrust(workspace, again) ?? result
}

function wait(command: string, words: readonly string[], box: ReturnType<typeof sandbox>, input?: string): GitResult {
  const options = { ...box, maxBuffer: 1 << 30, ...(input === undefined ? {} : { input }) }
  const { status, signal, stdout, stderr, error } = spawnSync(command, words, options)
  if (error) return { ok: false, stdout: nothing, complaint: error.message }
  const complaint = stderr.toString('utf8', 0, 2000).split('\n')[0] || `git ended with ${signal ?? status}`
  return { ok: status === 0, stdout, complaint }
}

/** git's words when a repository belongs to another user: "detected dubious ownership", "unsafe repository" before 2.37. */
const refusal = /dubious ownership|unsafe repository/

/**
 * Whether a directory is the runner's checkout, or in it. A container often runs as another user than the one who checked out, and git
 * then wants to be told that the repository is meant (safe.directory).
 */
function isRunners(workspace: string): boolean {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE } = process.env
  if (GITHUB_ACTIONS !== 'true' || !GITHUB_WORKSPACE) return false
  try {
    return isWithin(realpathSync.native(GITHUB_WORKSPACE), workspace)
  } catch {
    return false
  }
}

/** git before 2.38 takes safe.directory from a file of the user only, not from the command line. */
function withTrust(workspace: string, use: (file: string) => GitResult): GitResult | null {
  let folder: string | null = null
  try {
    folder = mkdtempSync(join(process.env['RUNNER_TEMP'] || tmpdir(), 'sysctl-lint-'))
    const file = join(folder, 'config')
    writeFileSync(file, `[safe]\n\tdirectory = ${JSON.stringify(workspace)}\n`)
    return use(file)
  } catch {
    return null
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true })
  }
}

/** A git that runs beside other work. */
export interface RunningGit {
  /** Never rejected. What git complains of is not kept. */
  readonly result: Promise<GitResult>
  readonly stop: () => void
}

/** The same beside other work. */
export function gitMeanwhile(workspace: string, cwd: string, args: readonly string[]): RunningGit {
  const command = findGit(workspace)
  if (command === null) return { result: Promise.resolve(notInstalled), stop: () => {} }
  const trust = isRunners(workspace) ? ['-c', `safe.directory=${workspace}`] : []
  const child = spawn(command, [...armour, ...trust, ...args], {
    ...sandbox(workspace, cwd, patience),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', chunk => chunks.push(chunk))
  const result = new Promise<GitResult>(done => {
    child.on('error', error => done({ ok: false, stdout: nothing, complaint: error.message }))
    child.on('close', (status, signal) => {
      done({ ok: status === 0, stdout: Buffer.concat(chunks), complaint: `git ended with ${signal ?? status}` })
    })
  })
  return { result, stop: () => child.kill('SIGKILL') }
}

const nothing = Buffer.alloc(0)
const notInstalled: GitResult = { ok: false, stdout: nothing, complaint: 'git is not installed' }

function sandbox(workspace: string, cwd: string, timeout: number) {
  return { cwd, env: environment(workspace), timeout, killSignal: 'SIGKILL' as const, windowsHide: true }
}

function environment(workspace: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'))
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    // core.worktree of a planted configuration would send git elsewhere.
    GIT_WORK_TREE: workspace,
    GIT_CEILING_DIRECTORIES: join(workspace, '..'),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // An empty list allows no transport, whatever the configuration says: git before 2.44 knows no GIT_NO_LAZY_FETCH.
    GIT_ALLOW_PROTOCOL: '',
  }
}

/** The first git on PATH that does not lie in the workspace, by its absolute path. */
function findGit(workspace: string): string | null {
  const name = process.platform === 'win32' ? 'git.exe' : 'git'
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    if (!isAbsolute(directory) || isWithin(workspace, directory)) continue
    const file = join(directory, name)
    try {
      accessSync(file, constants.X_OK)
      if (statSync(file).isFile() && !isWithin(workspace, realpathSync.native(file))) return file
    } catch {}
  }
  return null
}
