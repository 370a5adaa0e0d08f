import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { gather } from '../../src/io/gather.ts'
import { git, gitMeanwhile } from '../../src/io/git.ts'
import { addFiles, plainGit, tempRepository, tempTree } from './temp-tree.ts'

const list = ['ls-files', '-z', '--others', '--cached', '--exclude-standard']
const everything = { paths: [], exclude: [], wanted: () => true }

/** A program that leaves a mark, and where to look for it. */
function trap(): { readonly program: string; readonly sprung: () => boolean; readonly reset: () => void } {
  const folder = tempTree()
  const mark = join(folder, 'sprung')
  const program = join(folder, 'trap.sh')
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`)
  chmodSync(program, 0o755)
  return { program, sprung: () => existsSync(mark), reset: () => rmSync(mark, { force: true }) }
}

test('a planted configuration runs nothing', async () => {
  const { program, sprung, reset } = trap()
  const root = tempRepository({ 'etc/sysctl.conf': 'net.ipv4.tcp_sack = 1\n' })
  plainGit(root, 'config', 'core.fsmonitor', program)
  plainGit(root, 'config', 'core.hooksPath', root)
  plainGit(root, 'config', 'core.pager', program)
  plainGit(root, 'ls-files')
  expect(sprung(), 'the trap springs for plain git').toBe(true)
  reset()

  const { sources, passedOver } = await gather({ cwd: root, ...everything })
  expect(sources.map(s => s.path)).toContain('etc/sysctl.conf')
  expect(passedOver).toEqual([])
  expect(sprung()).toBe(false)
})

test('a directory that looks like a bare repository runs nothing', async () => {
  const { program, sprung, reset } = trap()
  const root = tempRepository({ 'a.conf': 'net.ipv4.tcp_sack = 1\n' })
  const bare = join(root, 'data')
  mkdirSync(join(bare, 'objects'), { recursive: true })
  mkdirSync(join(bare, 'refs'))
  addFiles(bare, {
    HEAD: 'ref: refs/heads/main\n',
    config: `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ${root}/data\n\tfsmonitor = ${program}\n`,
    'sysctl.conf': 'net.ipv4.tcp_sack = 1\n',
  })
  plainGit(bare, 'ls-files')
  expect(sprung(), 'the trap springs for plain git').toBe(true)
  reset()

  const { sources, passedOver } = await gather({ cwd: bare, ...everything })
  expect(sources.map(s => s.path)).toContain('sysctl.conf')
  expect(passedOver.join()).toContain('data looks like a bare repository')
  expect(sprung()).toBe(false)

  // Even if it were asked: git itself refuses.
  expect(git(root, bare, list).ok && sprung()).toBe(false)
  await gitMeanwhile(root, bare, list).result
  expect(sprung()).toBe(false)
})

test('a work tree elsewhere is not followed', async () => {
  const root = tempRepository({ 'a.conf': 'net.ipv4.tcp_sack = 1\n' })
  const elsewhere = tempTree({ 'secret.conf': 'net.ipv4.tcp_sack = 1\n' })
  plainGit(root, 'config', 'core.worktree', elsewhere)
  expect(plainGit(root, 'ls-files', '--others', '--cached')).toBeDefined()
  const { paths } = await gather({ cwd: root, ...everything })
  expect(paths).toEqual(['a.conf'])
})

test('a git that lies in the workspace is not run', () => {
  const { program, sprung } = trap()
  const root = tempRepository({ 'a.conf': '' })
  const { PATH } = process.env
  onTestFinished(() => {
    process.env['PATH'] = PATH
  })
  mkdirSync(join(root, 'bin'))
  writeFileSync(join(root, 'bin/git'), `#!/bin/sh\nexec ${program}\n`)
  chmodSync(join(root, 'bin/git'), 0o755)
  process.env['PATH'] = `${join(root, 'bin')}:${PATH}`
  expect(git(root, root, list).stdout.toString()).toContain('a.conf')
  process.env['PATH'] = `bin:.:${join(root, 'bin')}`
  expect(git(root, root, list).complaint).toBe('git is not installed')
  expect(sprung()).toBe(false)
})

test('the environment cannot send git to another repository', () => {
  const root = tempRepository({ 'a.conf': '' })
  const other = tempRepository({ 'b.conf': '' })
  vi.stubEnv('GIT_DIR', join(other, '.git'))
  vi.stubEnv('GIT_WORK_TREE', other)
  vi.stubEnv('GIT_CONFIG_COUNT', '1')
  vi.stubEnv('GIT_CONFIG_KEY_0', 'core.quotePath')
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'nonsense')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(git(root, root, list).stdout.toString()).toBe('a.conf\0')
})

test.skipIf(process.getuid?.() !== 0)(
  'files are found without git where it refuses a repository of someone else',
  async () => {
    const root = tempRepository({ 'a.conf': 'net.ipv4.tcp_sack = 1\n', '.gitignore': 'b.conf\n' })
    addFiles(root, { 'b.conf': '' })
    const { chownSync } = await import('node:fs')
    chownSync(root, 12345, 12345)
    chownSync(join(root, '.git'), 12345, 12345)
    const { paths, passedOver } = await gather({ cwd: root, ...everything })
    expect(paths).toEqual(['.gitignore', 'a.conf'])
    expect(passedOver.join()).toMatch(/^git did not list the files \(fatal: detected dubious ownership/)
  },
)

test('a configuration that never ends is given up', async () => {
  const root = tempRepository({ 'a.conf': '' })
  execFileSync('mkfifo', [join(root, 'fifo')])
  plainGit(root, 'config', 'include.path', join(root, 'fifo'))
  const start = performance.now()
  expect(git(root, root, list, undefined, 300)).toMatchObject({
    ok: false,
    complaint: expect.stringContaining('ETIMEDOUT'),
  })
  const { result, stop } = gitMeanwhile(root, root, list)
  stop()
  expect(await result).toMatchObject({ ok: false })
  expect(performance.now() - start).toBeLessThan(5000)
})
