import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkedOut, mergeBase, repositoryAt, resolveCommit } from '../../../src/io/github/history.ts'
import { plainGit, tempRepository, tempTree } from '../temp-tree.ts'

test('a ref that looks like an option, or like anything but a commit, is nothing', () => {
  const root = tempRepository({ 'etc/sysctl.conf': '' })
  execFileSync('git', ['log', '--output=FILE'], { cwd: root })
  expect(existsSync(join(root, 'FILE')), 'plain git does as it is told').toBe(true)
  execFileSync('rm', ['FILE'], { cwd: root })
  const repository = repositoryAt(root)
  const options = ['--output=FILE', '-oFILE', '--help', '--all', '--end-of-options', '--', '-', '--git-dir']
  const others = [
    'HEAD..HEAD',
    '^HEAD',
    'HEAD:etc',
    'HEAD^{tree}',
    '@{-1}',
    ':/nothing',
    '*',
    '$(touch FILE)',
    '`touch FILE`',
  ]
  const odd = ['', ' ', 'a\nb', 'a\0b', '\0', 'HEAD\n', 'x'.repeat(200_000), '\u202e', 'HEAD^{/.*}x', '0'.repeat(40)]
  for (const ref of [...options, ...others, ...odd]) expect(resolveCommit(repository, ref), ref).toBe(null)
  expect(plainGit(root, 'status', '--porcelain')).toBe('')
})

test('a ref is a name of 40 or 64 digits', () => {
  for (const format of ['sha1', 'sha256']) {
    const root = tempTree()
    plainGit(root, 'init', '-q', `--object-format=${format}`)
    plainGit(root, 'commit', '-q', '--allow-empty', '-m', 'start')
    plainGit(root, 'tag', '-a', '-m', 'one', 'v1')
    const repository = repositoryAt(root)
    const id = plainGit(root, 'rev-parse', 'HEAD').trim()
    for (const ref of ['HEAD', 'main', 'v1', 'refs/tags/v1', id, id.slice(0, 12)])
      expect(resolveCommit(repository, ref)).toBe(id)
    expect(id.length).toBe(format === 'sha1' ? 40 : 64)
    expect(checkedOut(repository)).toEqual({ id, parents: [] })
    expect(mergeBase(repository, id, id)).toBe(id)
    expect(mergeBase(repository, id, 'a'.repeat(id.length))).toBe(null)
  }
})

test('parents are those of the commit itself, whatever its message says', () => {
  const root = tempRepository({})
  const parent = plainGit(root, 'rev-parse', 'HEAD').trim()
  plainGit(root, 'commit', '-q', '--allow-empty', '-m', `x\n\nparent ${'a'.repeat(40)}\nparent ${'b'.repeat(40)}`)
  const other = plainGit(root, 'rev-parse', 'HEAD').trim()
  expect(checkedOut(repositoryAt(root))?.parents).toEqual([parent])
  // A replacement that came with the clone does not stand in for the commit.
  plainGit(root, 'replace', '--graft', 'HEAD')
  expect(plainGit(root, 'cat-file', 'commit', 'HEAD')).not.toContain(`parent ${parent}`)
  expect(checkedOut(repositoryAt(root))).toEqual({ id: other, parents: [parent] })
})
