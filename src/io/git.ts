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

/** Long enough for very large repositories on slow disks; a configuration that includes a FIFO would never end. */
const patience = { tracked: 20_000, others: 120_000 }

/**
 * Runs git and waits for it.
 * @param workspace the root of the working tree; neither its configuration nor a program in it decides what is run
 * @param cwd where to run it, at or below the root
 * @param timeout milliseconds
 */
export function git(
  workspace: string,
  cwd: string,
  args: readonly string[],
  timeout: number = patience.tracked,
): GitResult {
  const command = findGit(workspace)
  if (command === null) return notInstalled
  const { status, signal, stdout, stderr, error } = spawnSync(command, [...armour, ...args], {
    ...sandbox(workspace, cwd),
    timeout,
    maxBuffer: 1 << 30,
  })
  if (error) return { ok: false, stdout: nothing, complaint: error.message }
  const complaint = stderr.toString('utf8', 0, 2000).split('\n')[0] || `git ended with ${signal ?? status}`
  return { ok: status === 0, stdout, complaint }
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
  const child = spawn(command, [...armour, ...args], {
    ...sandbox(workspace, cwd),
    timeout: patience.others,
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

function sandbox(workspace: string, cwd: string) {
  return { cwd, env: environment(workspace), killSignal: 'SIGKILL' as const, windowsHide: true }
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
