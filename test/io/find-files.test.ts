import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gather } from '../../src/io/gather.ts'
import { addFiles, plainGit, tempRepository, tempTree } from './temp-tree.ts'

const found = async (cwd: string, paths: readonly string[] = [], exclude: readonly string[] = []) =>
  gather({ cwd, paths, exclude, wanted: () => true })
const names = async (cwd: string, paths: readonly string[] = [], exclude: readonly string[] = []) =>
  (await found(cwd, paths, exclude)).paths
const refusal = async (cwd: string, ...paths: string[]) =>
  gather({ cwd, paths, exclude: [], wanted: () => true }).then(
    () => null,
    (error: Error) => `${error.name}: ${error.message.replaceAll(cwd, '')}`,
  )

const tree = {
  'group_vars/all.yml': 'a: 1\n',
  'roles/net/tasks/main.yml': '- x\n',
  'roles/net/files/a.conf': 'x\n',
  'site.yml': '- x\n',
  '.gitignore': 'out/\n*.tmp\n',
}

describe.each([
  ['by git', tempRepository],
  ['by a walk', tempTree],
])('listed %s', (_, make) => {
  test('tracked and untracked files, but no ignored ones', async () => {
    const root = make(tree)
    addFiles(root, {
      'new.conf': '',
      'out/x.conf': '',
      'roles/net/y.tmp': '',
      'roles/.gitignore': '!y.tmp\nz.conf',
      'roles/z.conf': '',
    })
    expect(await names(root)).toEqual([
      '.gitignore',
      'group_vars/all.yml',
      'new.conf',
      'roles/.gitignore',
      'roles/net/files/a.conf',
      'roles/net/tasks/main.yml',
      'roles/net/y.tmp',
      'site.yml',
    ])
  })

  test('directories, files and patterns', async () => {
    const root = make(tree)
    expect(await names(root, ['roles/net/tasks', 'site.yml'])).toEqual(['roles/net/tasks/main.yml', 'site.yml'])
    expect(await names(root, ['roles', './roles/net/', 'roles/net/tasks/main.yml'])).toEqual([
      'roles/net/files/a.conf',
      'roles/net/tasks/main.yml',
    ])
    expect(await names(root, ['roles/**/*.yml'])).toEqual(['roles/net/tasks/main.yml'])
    expect(await names(root, ['./*.{yml,yaml}', '.gitignore'])).toEqual(['.gitignore', 'site.yml'])
    expect(await names(join(root, 'roles/net'), ['../../*.yml', '../..'])).toContain('../../site.yml')
    expect(await names(join(root, 'roles/net'), ['..'])).toEqual(['files/a.conf', 'tasks/main.yml'])
    expect(await names(join(root, 'roles/net'))).toEqual(['files/a.conf', 'tasks/main.yml'])
  })

  test('a file or directory that is named is read although it is ignored', async () => {
    const root = make(tree)
    addFiles(root, { 'out/x.conf': '', 'out/deep/y.conf': '', 'a.tmp': '' })
    expect(await names(root, ['a.tmp'])).toEqual(['a.tmp'])
    expect(await names(root, ['out'])).toEqual(['out/deep/y.conf', 'out/x.conf'])
  })

  test('what is excluded is left out, however it was named', async () => {
    const root = make(tree)
    expect(await names(root, [], ['roles/', '.gitignore'])).toEqual(['group_vars/all.yml', 'site.yml'])
    expect(await names(root, ['site.yml', 'roles'], ['*.yml'])).toEqual(['roles/net/files/a.conf'])
    expect(await names(root, [], ['*', '!site.yml'])).toEqual(['site.yml'])
  })

  test('the ignore files of directories above hold below', async () => {
    const root = make(tree)
    addFiles(root, { 'roles/net/files/b.tmp': '' })
    // Without a repository nothing says how far up to look.
    const expected = make === tempRepository ? ['a.conf'] : ['a.conf', 'b.tmp']
    expect(await names(join(root, 'roles/net/files'))).toEqual(expected)
  })

  test('names of any bytes survive', async () => {
    const root = make({})
    const odd = Buffer.from('caf\xe9 \xff\x1b\n"\'.conf', 'latin1')
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), odd]), 'net.ipv4.tcp_sack = 1\n')
    addFiles(root, { 'a\nb.conf': 'net.ipv4.tcp_sack = 1\n', 'é.conf': 'net.ipv4.tcp_sack = 1\n' })
    const { paths, sources, passedOver } = await found(root)
    expect(paths).toEqual(['a\nb.conf', 'caf\udce9 \udcff\x1b\n"\'.conf', 'é.conf'])
    expect(sources.map(s => s.text)).toEqual(Array(3).fill('net.ipv4.tcp_sack = 1\n'))
    expect(passedOver).toEqual([])
  })

  test('links, FIFOs and repositories inside are passed over, and said so', async () => {
    const root = make({ 'real/a.conf': 'net.ipv4.tcp_sack = 1\n' })
    symlinkSync('a.conf', join(root, 'real/link.conf'))
    symlinkSync('real', join(root, 'linked'))
    const inner = join(root, 'inner')
    addFiles(inner, { 'b.conf': 'net.ipv4.tcp_sack = 1\n' })
    plainGit(inner, 'init', '-q')
    plainGit(inner, 'add', '-A')
    plainGit(inner, 'commit', '-qm', 'x')
    const { sources, passedOver } = await found(root)
    const walks = make === tempTree
    // Without a repository around it, a repository is a directory like others.
    expect(sources.map(s => s.path)).toEqual(walks ? ['inner/b.conf', 'real/a.conf'] : ['real/a.conf'])
    expect(passedOver).toEqual([
      '2 symbolic links (linked, real/link.conf)',
      ...(walks ? [] : ['1 repository of its own (inner)']),
    ])
    expect((await found(root, ['real/link.conf', 'linked'])).passedOver).toEqual([
      '2 symbolic links (linked, real/link.conf)',
    ])
  })
})

describe('paths that stand for nothing are refused', () => {
  test.each([
    [['site.yaml'], 'UserError: site.yaml does not exist; did you mean site.yml?'],
    [['roles/nett/tasks'], 'UserError: roles/nett/tasks does not exist'],
    [['roles/nett'], 'UserError: roles/nett does not exist; did you mean roles/net?'],
    [['*.toml'], 'UserError: *.toml matches no file'],
    [['nowhere/*.yml'], 'UserError: nowhere/*.yml does not exist'],
    [['!roles'], "UserError: !roles does not exist; to leave files out, use --exclude 'roles'"],
    [[''], 'UserError: An empty path names nothing; leave it out to look through the current directory'],
    [['.git'], 'UserError: .git lies inside a .git directory; name a path of the working tree'],
    [['.git/config'], 'UserError: .git/config lies inside a .git directory; name a path of the working tree'],
    [['/etc'], 'UserError: /etc lies outside the repository ; run sysctl-lint in the directory that holds it'],
    [['../..'], 'UserError: ../.. lies outside the repository ; run sysctl-lint in the directory that holds it'],
  ])('%j', async (paths, expected) => {
    expect(await refusal(tempRepository(tree), ...paths)).toBe(expected)
  })

  test('a link that leads out of the repository', async () => {
    const root = tempRepository(tree)
    symlinkSync('/etc', join(root, 'out'))
    expect(await refusal(root, 'out/passwd')).toMatch(/lies outside the repository/)
  })
})

test('without a repository, paths may lie anywhere', async () => {
  const here = tempTree({})
  const there = tempTree({ 'a.conf': '' })
  expect((await names(here, [there])).map(p => p.split('/').at(-1))).toEqual(['a.conf'])
})

test('a file that is named literally is no pattern', async () => {
  const root = tempRepository({ 'a[1].conf': '', 'a1.conf': '' })
  expect(await names(root, ['a[1].conf'])).toEqual(['a[1].conf'])
})

test('a pathspec is no magic', async () => {
  const root = tempRepository({ ':(top)x/a.conf': '', 'b.conf': '' })
  expect(await names(root, [':(top)x'])).toEqual([':(top)x/a.conf'])
})

test('a submodule is its own business unless it is named', async () => {
  const library = tempRepository({ 'lib.conf': 'net.ipv4.tcp_sack = 1\n' })
  const root = tempRepository({ 'a.conf': '' })
  plainGit(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'vendor')
  const all = await found(root)
  expect(all.paths).toContain('vendor')
  expect(all.sources.map(s => s.path)).toEqual(['.gitmodules', 'a.conf'])
  expect(all.passedOver).toEqual(['1 repository of its own (vendor)'])
  expect(await names(root, ['vendor'])).toEqual(['vendor/lib.conf'])
  expect(await names(root, ['vendor', 'a.conf'])).toEqual(['a.conf', 'vendor/lib.conf'])
})

test('a linked work tree', async () => {
  const root = tempRepository({ 'a.conf': '' })
  const place = join(tempTree({}), 'other')
  plainGit(root, 'worktree', 'add', '-q', place)
  addFiles(place, { 'b.conf': '' })
  expect(existsSync(join(place, '.git/config'))).toBe(false)
  expect(readFileSync(join(place, '.git'), 'utf8')).toMatch(/^gitdir:/)
  expect(await names(place)).toEqual(['a.conf', 'b.conf'])
})

test('files that are not checked out are no fault, files that are gone are said', async () => {
  const root = tempRepository({ 'a.conf': '', 'b.conf': '', 'c.conf': '' })
  plainGit(root, 'update-index', '--skip-worktree', 'b.conf')
  rmSync(join(root, 'b.conf'))
  rmSync(join(root, 'c.conf'))
  const { paths, passedOver } = await found(root)
  expect(paths).toEqual(['a.conf', 'c.conf'])
  expect(passedOver).toEqual(['1 missing file (c.conf)'])
})

test('an unmerged file is read once', async () => {
  const root = tempRepository({ 'a.conf': 'one\n' })
  plainGit(root, 'checkout', '-qb', 'other')
  addFiles(root, { 'a.conf': 'two\n' })
  plainGit(root, 'commit', '-qam', 'two')
  plainGit(root, 'checkout', '-q', '-')
  addFiles(root, { 'a.conf': 'three\n' })
  plainGit(root, 'commit', '-qam', 'three')
  expect(() => plainGit(root, 'merge', '-q', 'other')).toThrow()
  expect(plainGit(root, 'ls-files').trim().split('\n')).toHaveLength(3)
  expect((await found(root)).sources.map(s => s.path)).toEqual(['a.conf'])
})

test('a FIFO in place of a tracked file, and one that is named, are passed over at once', async () => {
  const root = tempRepository({ 'a.conf': '', 'b.conf': '' })
  rmSync(join(root, 'a.conf'))
  execFileSync('mkfifo', [join(root, 'a.conf'), join(root, 'c.conf')])
  expect((await found(root)).passedOver).toEqual(['1 device, FIFO or socket (a.conf)'])
  expect((await found(root, ['c.conf'])).passedOver).toEqual(['1 device, FIFO or socket (c.conf)'])
  rmSync(join(root, '.git'), { recursive: true })
  expect((await found(root)).passedOver).toEqual(['2 devices, FIFOs or sockets (a.conf, c.conf)'])
})

test('a tracked path that leads through a link is passed over', async () => {
  const outside = tempTree({ 'a.conf': 'net.ipv4.tcp_sack = 1\n' })
  const root = tempRepository({ 'dir/a.conf': 'x\n', 'b.conf': '' })
  rmSync(join(root, 'dir'), { recursive: true })
  symlinkSync(outside, join(root, 'dir'))
  const { sources } = await found(root)
  expect(sources.map(s => s.path)).toEqual(['b.conf'])
})

test('a broken .git is no obstacle', async () => {
  const root = tempTree({ 'a.conf': '' })
  mkdirSync(join(root, '.git'))
  const { paths, passedOver } = await found(root)
  expect(paths).toEqual(['a.conf'])
  expect(passedOver.join()).toMatch(/^git did not list the files \(fatal: not a git repository/)
})

test('depth and number are no obstacle', async () => {
  const root = tempTree({})
  const deep = `${'d/'.repeat(600)}x.conf`
  addFiles(root, { [deep]: '' })
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`many/${i}.conf`, '']))
  addFiles(root, many)
  expect(await names(root)).toHaveLength(3001)
})

test('a working directory that is a link, a file or not there', async () => {
  const root = tempRepository({ 'sub/a.conf': 'net.ipv4.tcp_sack = 1\n' })
  const link = join(tempTree({}), 'link')
  symlinkSync(join(root, 'sub'), link)
  expect((await found(link)).sources.map(s => s.path)).toEqual(['a.conf'])
  await expect(names(join(root, 'gone'))).rejects.toThrow(/The directory .*gone does not exist/)
  await expect(names(join(root, 'sub/a.conf'))).rejects.toThrow(/does not exist/)
})
