import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryAt } from '../../../src/io/github/history.ts'
import { treeConfigSource } from '../../../src/io/github/tree-config-source.ts'
import { plainGit, tempRepository } from '../temp-tree.ts'

const name = '.sysctl-lint.yml'

test('reads plain text files of a commit and nothing else, and says why', () => {
  const root = tempRepository({
    [name]: 'rules: {}\n',
    'a b/[x]*.yml': '# é\n',
    'large.yml': '#'.repeat((1 << 20) + 1),
    'binary.yml': Buffer.from([0x61, 0]),
    'latin.yml': Buffer.from([0xe9]),
    'folder/x.yml': '',
  })
  symlinkSync(name, join(root, 'link.yml'))
  symlinkSync('folder', join(root, 'linked'))
  plainGit(root, 'add', '-A')
  plainGit(root, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`)
  plainGit(root, 'commit', '-qm', 'more')
  const commit = plainGit(root, 'rev-parse', 'HEAD').trim()
  // what lies on the disk is another matter
  rmSync(join(root, name))
  const source = treeConfigSource(repositoryAt(root), commit)
  expect(source.read(name)).toEqual({ path: name, text: 'rules: {}\n' })
  expect(source.read('a b/[x]*.yml')?.text).toBe('# é\n')
  const refused = (path: string) => [source.read(path), source.refusal?.(path)]
  expect(refused('gone.yml')).toEqual([null, null])
  expect(refused('linked/x.yml')).toEqual([null, null])
  expect(refused('link.yml')).toEqual([null, 'is a symbolic link'])
  expect(refused('folder')).toEqual([null, 'is not a file'])
  expect(refused('sub')).toEqual([null, 'is not a file'])
  expect(refused('large.yml')).toEqual([null, 'is larger than any configuration (1024 KiB)'])
  for (const path of ['binary.yml', 'latin.yml']) expect(refused(path)).toEqual([null, 'is no UTF-8 text'])
  for (const path of ['../x.yml', '/etc/hostname']) expect(refused(path)).toEqual([null, 'lies outside the repository'])
  for (const path of ['--output=x', '-r', ':/', ':(glob)**']) expect(source.read(path)).toBe(null)
  expect(source.text('large.yml', 1 << 21)).toHaveLength((1 << 20) + 1)
  expect(source.lost()).toBe(false)
})

test('a file that the clone has not is lost, which is not the same as absent', () => {
  const root = tempRepository({ [name]: 'rules: {}\n' })
  const id = plainGit(root, 'rev-parse', `HEAD:${name}`).trim()
  rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)))
  const source = treeConfigSource(repositoryAt(root), plainGit(root, 'rev-parse', 'HEAD').trim())
  expect([source.read(name), source.refusal?.(name), source.lost()]).toEqual([null, 'is not in this clone', true])
})
