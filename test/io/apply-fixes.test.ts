import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Finding, Fix } from '../../src/core/finding.ts'
import { applyFixes } from '../../src/io/apply-fixes.ts'
import { clearDrafts, createFile, readStanding, replaceFile } from '../../src/io/replace-file.ts'
import { tempTree } from './temp-tree.ts'

/** A finding whose fix writes `30` for the `60` of a file as it was read. */
function finding(path: string, text: string, more: Partial<Fix> = {}): Finding {
  const source = { path, text }
  const start = text.indexOf('60')
  const edits = [{ at: { source, start, end: start + 2 }, text: '30' }]
  return {
    ...{ rule: 'r', severity: 'warning', message: 'm', at: { source, start, end: start } },
    fix: { title: 't', safe: true, edits, ...more },
  }
}

const drafts = (root: string) => readdirSync(root).filter(name => name.endsWith('.sysctl-lint-draft'))

test('only the exact bytes change: mode, line breaks, mark and a missing last line break stay', () => {
  const text = '\ufeffnet.ipv4.tcp_fin_timeout = 60\r\n# ünï\r\nlast'
  const root = tempTree({ 'a.conf': text })
  chmodSync(join(root, 'a.conf'), 0o640)
  const applied = applyFixes(root, [finding('a.conf', text)], 'safe')
  expect(applied).toMatchObject({ changed: 1, created: 0, refusals: [] })
  expect(readFileSync(join(root, 'a.conf')).equals(Buffer.from(text.replace('60', '30')))).toBe(true)
  expect(statSync(join(root, 'a.conf')).mode & 0o7777).toBe(0o640)
  expect(readdirSync(root)).toEqual(['a.conf'])
})

test.skipIf(process.getuid?.() !== 0)('root leaves a file to its owner', () => {
  const root = tempTree({ 'a.conf': '60' })
  chownSync(join(root, 'a.conf'), 1234, 2345)
  applyFixes(root, [finding('a.conf', '60')], 'safe')
  expect(statSync(join(root, 'a.conf'))).toMatchObject({ uid: 1234, gid: 2345 })
  expect(readFileSync(join(root, 'a.conf'), 'utf8')).toBe('30')
})

test('what may not be written is left as it is, each with its reason, and the others go on', () => {
  const root = tempTree({
    'repo/.git/HEAD': 'ref: x',
    'repo/.git/60.conf': '60',
    'repo/good.conf': '60',
    'repo/changed.conf': '60 since',
    'repo/latin.conf': Buffer.from('60 \xfc', 'latin1'),
    'repo/real/a.conf': '60',
    'outside.conf': '60',
  })
  const repo = join(root, 'repo')
  symlinkSync('good.conf', join(repo, 'link.conf'))
  symlinkSync('real', join(repo, 'linked'))
  mkdirSync(join(repo, 'folder.conf'))
  const all = [
    ...['gone.conf', 'link.conf', 'linked/a.conf', 'folder.conf', '../outside.conf', '.git/60.conf', 'changed.conf'],
    ...['.GIT/60.conf', 'good.conf'],
  ].map(path => finding(path, '60'))
  const { changed, fixed, refusals } = applyFixes(repo, [...all, finding('latin.conf', '60 \ufffd')], 'safe')
  expect(changed).toBe(1)
  expect(fixed.map(one => one.at.source.path)).toEqual(['good.conf'])
  expect(Object.fromEntries(refusals.map(({ path, why }) => [path, why]))).toEqual({
    'gone.conf': 'is gone since it was read',
    'link.conf': 'is a symbolic link',
    'linked/a.conf': 'lies behind a symbolic link',
    'folder.conf': 'is not a file',
    '../outside.conf': 'lies outside the repository',
    '.git/60.conf': 'lies inside a .git directory',
    '.GIT/60.conf': 'lies inside a .git directory',
    'changed.conf': 'has changed since it was read',
    'latin.conf': 'is not UTF-8 throughout, so that not every byte would stay what it is',
  })
  expect(readFileSync(join(repo, 'good.conf'), 'utf8')).toBe('30')
  expect(lstatSync(join(repo, 'link.conf')).isSymbolicLink()).toBe(true)
  for (const path of ['.git/60.conf', 'real/a.conf', '../outside.conf'])
    expect(readFileSync(join(repo, path), 'utf8')).toBe('60')
})

test('a file that changes between reading and replacing is left to whoever changed it', () => {
  const root = tempTree({ 'a.conf': '60' })
  const place = join(root, 'a.conf')
  for (const change of [
    () => writeFileSync(place, '61'),
    // the same bytes, which somebody has written meanwhile
    () => utimesSync(place, 1, 1),
    () => chmodSync(place, 0o600),
    () => {
      writeFileSync(join(root, 'b'), '60')
      renameSync(join(root, 'b'), place)
    },
  ]) {
    const was = readStanding(place)!
    change()
    const now = readFileSync(place)
    expect(replaceFile(place, Buffer.from('30'), was)).toBe(false)
    expect(readFileSync(place).equals(now)).toBe(true)
    expect(drafts(root)).toEqual([])
  }
})

test('the other name of a file keeps what it had', () => {
  const root = tempTree({ 'a.conf': '60' })
  linkSync(join(root, 'a.conf'), join(root, 'twin'))
  applyFixes(root, [finding('a.conf', '60')], 'safe')
  expect(readFileSync(join(root, 'twin'), 'utf8')).toBe('60')
})

test('new files are made with their folders, and never in the place of what is there', () => {
  const root = tempTree({ 'a.conf': '60', 'b.conf': '60', 'there.conf': 'mine', 'c.conf': '60' })
  symlinkSync('nowhere', join(root, 'dangling.conf'))
  const creates = (path: string) => ({ creates: [{ path, text: 'new\n' }] })
  const { fixed, refusals, created } = applyFixes(
    root,
    [
      finding('a.conf', '60', creates('etc/sysctl.d/x.conf')),
      finding('b.conf', '60', creates('there.conf')),
      finding('c.conf', '60', creates('dangling.conf')),
    ],
    'safe',
  )
  expect(fixed.map(one => one.at.source.path)).toEqual(['a.conf'])
  expect(created).toBe(1)
  expect(refusals).toEqual([
    { path: 'there.conf', why: 'exists already' },
    { path: 'dangling.conf', why: 'is a symbolic link' },
  ])
  expect(readFileSync(join(root, 'etc/sysctl.d/x.conf'), 'utf8')).toBe('new\n')
  expect(readFileSync(join(root, 'there.conf'), 'utf8')).toBe('mine')
  for (const path of ['b.conf', 'c.conf']) expect(readFileSync(join(root, path), 'utf8')).toBe('60')
  expect(() => createFile(join(root, 'there.conf'), Buffer.from('x'))).toThrow(/EEXIST/)
  expect(drafts(root)).toEqual([])
})

test('a draft that a killed run left is deleted by the next, one of a living process is not', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid
  const root = tempTree({
    'a.conf': '60',
    [`.${ended}-0123456789abcdef.sysctl-lint-draft`]: 'half',
    [`.${process.pid}-0123456789abcdef.sysctl-lint-draft`]: 'half',
    '.x.sysctl-lint-draft': 'of somebody else',
  })
  clearDrafts(join(root, 'nowhere'))
  applyFixes(root, [finding('a.conf', '60')], 'safe')
  expect(drafts(root)).toEqual([`.${process.pid}-0123456789abcdef.sysctl-lint-draft`, '.x.sysctl-lint-draft'])
})

test.skipIf(process.getuid?.() === 0)('a folder or a file that may not be written to is said', () => {
  const root = tempTree({ 'shut/a.conf': '60', 'b.conf': '60' })
  chmodSync(join(root, 'shut'), 0o500)
  chmodSync(join(root, 'b.conf'), 0o400)
  const { refusals } = applyFixes(root, [finding('shut/a.conf', '60'), finding('b.conf', '60')], 'safe')
  chmodSync(join(root, 'shut'), 0o700)
  expect(refusals.map(r => r.why)).toEqual([
    'lies in a folder that may not be written to',
    'may not be written to (EACCES)',
  ])
  expect(existsSync(join(root, 'shut/a.conf'))).toBe(true)
})
