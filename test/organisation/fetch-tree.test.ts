import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FetchError } from '../../src/io/remote/fetch-error.ts'
import { type FetchLimits, fetchLimits, fetchTree } from '../../src/io/remote/fetch-tree.ts'
import { plainGit, plainGitWith, tempTree } from '../io/temp-tree.ts'
import { bareRepository, commitTree, publish, serveGit, writeTree } from './git-server.ts'
import { randomNumbers } from './organisation-of.ts'

const token = 'ghs_0123456789abcdefghij'
const conf = 'net.ipv4.tcp_fin_timeout = 30\n'
type Options = Partial<FetchLimits> & { readonly as?: string | null; readonly branch?: string }

async function fetched(url: string, { as = token, branch = 'main', ...limits }: Options = {}) {
  const folder = tempTree()
  const remote = { server: url, token: as }
  const got = await fetchTree(remote, 'acme/web', branch, folder, { ...fetchLimits, ...limits })
  return { ...got, root: folder, files: filesOf(got.folder) }
}

/** All files of a folder, from its root, but for git's own. */
function filesOf(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  const files = found.filter(f => !f.isDirectory()).map(f => join(f.parentPath, f.name).slice(folder.length + 1))
  return files.filter(f => !f.startsWith('.git/')).sort()
}

function noise(seed: number, length: number): Buffer {
  const random = randomNumbers(seed)
  return Buffer.from(Array.from({ length }, () => random() * 256))
}

const failure = (run: Promise<unknown>): Promise<FetchError> =>
  run.then(
    () => Promise.reject(new Error('it did not fail')),
    error => {
      if (error instanceof FetchError) return error
      throw error
    },
  )

test('candidates are fetched, and neither other files nor history', async () => {
  const root = tempTree()
  publish(root, 'acme/web', {
    'etc/sysctl.d/60-tcp.conf': conf,
    'a b/täg.yml': 'a: 1\n',
    'src/main.c': 'int x;\n'.repeat(5000),
    '.gitignore': '*.conf\n',
    '.gitattributes': '*.conf filter=evil eol=crlf\n',
    '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = file:///etc\n',
  })
  const server = await serveGit(root, { token })
  const { files, folder, commit, remarks } = await fetched(server.url)
  expect(files).toEqual(['a b/täg.yml', 'etc/sysctl.d/60-tcp.conf'])
  expect(readFileSync(join(folder, 'etc/sysctl.d/60-tcp.conf'), 'utf8')).toBe(conf)
  expect([commit?.length, remarks]).toEqual([40, []])
  expect(server.requests.map(r => r.replace(/\?.*/, ''))).toEqual([
    'GET /acme/web.git/info/refs',
    'POST /acme/web.git/git-upload-pack',
    'POST /acme/web.git/git-upload-pack',
    'GET /acme/web.git/info/refs',
    'POST /acme/web.git/git-upload-pack',
  ])
  expect(server.sent()).toBeLessThan(4000)
})

test('what attributes would make of a file is not made', async () => {
  const root = tempTree()
  const attributes = '*.conf text eol=crlf ident working-tree-encoding=UTF-16\n'
  const place = bareRepository(root, 'acme/web')
  const below = writeTree(place, [
    ['100644', attributes, '.gitattributes'],
    ['100644', '# $Id$\n', 'y.conf'],
  ])
  commitTree(
    place,
    writeTree(place, [
      ['100644', attributes, '.gitattributes'],
      ['40000', { id: below }, 'etc'],
    ]),
  )
  const server = await serveGit(root, { token })
  const { files, folder } = await fetched(server.url)
  expect(files).toEqual(['etc/y.conf'])
  expect(readFileSync(join(folder, 'etc/y.conf'), 'latin1')).toBe('# $Id$\n')
})

test('the token is in no file', async () => {
  const root = tempTree()
  publish(root, 'acme/web', { 'x.conf': conf })
  const server = await serveGit(root, { token })
  const { folder } = await fetched(server.url)
  const secrets = [token, Buffer.from(`x-access-token:${token}`).toString('base64')]
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const place = join(folder, name)
    if (statSync(place).isFile())
      for (const secret of secrets) expect(readFileSync(place, 'latin1')).not.toContain(secret)
  }
  expect(server.requests.join()).not.toContain(token)
  expect(readFileSync(join(folder, '.git/config'), 'utf8')).toContain(`url = "${server.url}/acme/web.git"`)
})

test('a wrong token, no token and no such repository are told apart', async () => {
  const root = tempTree()
  publish(root, 'acme/other', { 'x.conf': conf })
  const server = await serveGit(root, { token })
  const refused = 'the server refuses the token: give the app read access to the contents of this repository'
  for (const as of ['ghs_wrong', null])
    expect(await failure(fetched(server.url, { as }))).toMatchObject({ message: refused, timedOut: false })
  expect((await failure(fetched(server.url))).message).toBe(
    'the server has no such repository, or does not show it to this token',
  )
})

test('an empty repository is no failure; a branch that is gone is remarked on', async () => {
  const root = tempTree()
  const place = bareRepository(root, 'acme/web')
  const server = await serveGit(root, { token })
  expect(await fetched(server.url)).toMatchObject({ commit: null, files: [], remarks: ['it is empty'] })
  commitTree(place, writeTree(place, [['100644', conf, 'x.conf']]))
  expect(await fetched(server.url, { branch: 'master' })).toMatchObject({
    files: ['x.conf'],
    remarks: ['its branch master is gone, the default branch was taken'],
  })
})

test('a default branch that does not exist', async () => {
  const root = tempTree()
  const place = publish(root, 'acme/web', { 'x.conf': conf })
  plainGit(place, 'symbolic-ref', 'HEAD', 'refs/heads/gone')
  const server = await serveGit(root, { token })
  expect((await failure(fetched(server.url, { branch: 'gone' }))).message).toBe(
    'its default branch gone does not exist',
  )
})

test('a server that does not answer is left in time, and nothing goes on behind', async () => {
  const root = tempTree()
  publish(root, 'acme/web', { 'x.conf': conf })
  const server = await serveGit(root, {
    token,
    instead: path => (path.endsWith('/git-upload-pack') ? 'silence' : null),
  })
  const before = Date.now()
  const error = await failure(fetched(server.url, { timeout: 700 }))
  expect(error).toMatchObject({ message: 'git fetch took longer than 0.7 s', timedOut: true })
  expect(Date.now() - before).toBeLessThan(10_000)
  const left = readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && commandOf(pid).includes(server.url))
  expect(left).toEqual([])
})

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}

test('a server that dies half-way', async () => {
  const root = tempTree()
  publish(root, 'acme/web', { 'x.conf': noise(3, 200_000) })
  const server = await serveGit(root, { token, instead: () => ({ dieAfter: 3000 }) })
  expect(await failure(fetched(server.url))).toMatchObject({
    message: 'the server ended the transfer half-way',
    timedOut: false,
  })
})

test('a server that sends elsewhere is not followed with the token', async () => {
  const elsewhere = await serveGit(tempTree(), { token: null })
  const server = await serveGit(tempTree(), { token, instead: () => ({ moveTo: elsewhere.url }) })
  expect((await failure(fetched(server.url))).message).toBe('the server sends elsewhere: was it renamed or moved?')
  expect(elsewhere.requests).toEqual([])
})

test('names that no disk should have are left out, and the others are still there', async () => {
  const root = tempTree()
  const place = bareRepository(root, 'acme/web')
  const evil = '[core]\n\tfsmonitor = touch /tmp/sysctl-lint-was-here\n'
  const inner = { id: writeTree(place, [['100644', evil, 'config.conf']]) }
  const deep = Array.from({ length: 300 }).reduce<string>(
    id => writeTree(place, [['40000', { id }, 'd']]),
    writeTree(place, [['100644', conf, 'x.conf']]),
  )
  const tree = writeTree(place, [
    ['40000', inner, '..'],
    ['40000', inner, '.GIT'],
    ['40000', inner, '.git'],
    ['40000', inner, '.g\u200cit'],
    ['40000', inner, 'GIT~1'],
    ['100644', conf, 'a\\..\\b.conf'],
    ['100644', conf, 'line\nbreak.conf'],
    ['100644', conf, Buffer.from('latin-\xe9.conf', 'latin1')],
    ['100644', conf, `${'n'.repeat(300)}.conf`],
    ['40000', { id: deep }, 'deep'],
    ['100644', conf, 'fine.conf'],
    ['120000', '/etc/passwd', 'link.conf'],
    ['160000', { id: '1'.repeat(40) }, 'module.conf'],
    ['100644', 'twice', 'twice.conf'],
    ['100644', 'again', 'twice.conf'],
  ])
  commitTree(place, tree)
  const server = await serveGit(root, { token })
  const { folder, remarks } = await fetched(server.url)
  const names = readdirSync(folder, { encoding: 'buffer' }).map(name => name.toString('latin1'))
  expect(names.sort()).toEqual(['.git', 'fine.conf', 'latin-\xe9.conf', 'line\nbreak.conf', 'twice.conf'])
  expect(remarks).toEqual(['9 files left out for a name that no disk should have'])
  expect(readFileSync(join(folder, '.git/config'), 'utf8')).not.toContain('fsmonitor')
  expect(existsSync(join(folder, '../config.conf'))).toBe(false)
})

test('a tree of a few objects that names a billion files is not listed', async () => {
  const root = tempTree()
  const place = bareRepository(root, 'acme/web')
  let id = writeTree(place, [['100644', conf, 'x.conf']])
  for (let level = 0; level < 9; level++)
    id = writeTree(
      place,
      Array.from({ length: 10 }, (_, i) => ['40000', { id }, `d${i}`] as const),
    )
  commitTree(place, id)
  const server = await serveGit(root, { token })
  const error = await failure(fetched(server.url, { listing: 2 << 20 }))
  expect(error.message).toBe('its tree names more files than 2 MiB hold')
})

test('objects that are too large are left out, one by one, and received in part only', async () => {
  const root = tempTree()
  publish(root, 'acme/web', {
    'a.conf': conf,
    'b/huge.json': noise(1, 3_000_000),
    'c.conf': `# c\n${conf}`,
    // received, since it is small when compressed, and larger than what is read
    'd/zeros.conf': Buffer.alloc(9 << 20, 0x20),
    'e.conf': `# e\n${conf}`,
    'f/noise.yml': noise(2, 200_000),
  })
  const server = await serveGit(root, { token })
  const { files, remarks } = await fetched(server.url, { pack: 512 << 10 })
  expect(files).toEqual(['a.conf', 'c.conf', 'e.conf', 'f/noise.yml'])
  expect(remarks).toEqual(['2 files left out as too large (b/huge.json)'])
})

test('more files than are looked at', async () => {
  const root = tempTree()
  publish(root, 'acme/web', { 'a.conf': conf, 'b.conf': conf, 'c.conf': conf })
  const server = await serveGit(root, { token })
  expect((await failure(fetched(server.url, { files: 2 }))).message).toBe(
    'it has 3 files that may hold settings, more than 2',
  )
  expect((await failure(fetched(server.url, { tree: 10 }))).message).toMatch(/^its files take more than/)
})

test('a tree of 100,000 entries', async () => {
  const root = tempTree()
  const place = bareRepository(root, 'acme/web')
  const blob = { id: plainGitWith('int x;', place, 'hash-object', '-w', '--stdin').trim() }
  commitTree(
    place,
    writeTree(
      place,
      Array.from({ length: 100_000 }, (_, i) => ['100644', blob, `f${String(i).padStart(6, '0')}.c`] as const),
    ),
  )
  const server = await serveGit(root, { token })
  expect((await fetched(server.url)).files).toEqual([])
})
