import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with files, gone when the test ends. */
export function tempTree(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sysctl-lint-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  addFiles(root, files)
  return root
}

export function addFiles(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** The plain git of this machine, with nobody's configuration but the repository's. */
export function plainGit(cwd: string, ...args: string[]): string {
  return plainGitWith('', cwd, ...args)
}

/** The same with something on its standard input. */
export function plainGitWith(input: string | Buffer, cwd: string, ...args: string[]): string {
  const who = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.org',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
  ]
  return execFileSync('git', [...who, ...args], {
    cwd,
    encoding: 'utf8',
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', HOME: cwd },
  })
}

/** A repository with these files committed. */
export function tempRepository(files: Readonly<Record<string, string | Buffer>>): string {
  const root = tempTree(files)
  plainGit(root, 'init', '-q')
  plainGit(root, 'add', '-A')
  plainGit(root, 'commit', '-q', '--allow-empty', '-m', 'start')
  return root
}
