import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { git } from '../../../src/io/git.ts'
import { plainGit, tempTree } from '../temp-tree.ts'
import {
  apiFiles,
  checkout,
  outcomeOf,
  type PullRequestTree,
  pullRequestEvent,
  pullRequestTree,
} from './pull-request-tree.ts'

const path = 'etc/sysctl.d/60-net.conf'
const old = `net.ipv4.tcp_fin_timeout = 5\n${'# comment\n'.repeat(12)}`
const recycle = 'net.ipv4.tcp_tw_recycle = 1\n'
const story = { start: { [path]: old }, change: { [path]: old + recycle }, meanwhile: { [path]: `# a\n${old}` } }
const right = { fresh: [`${path}:15 tcp_tw_recycle`], heads: [`${path}:1`, `${path}:14!`], changed: true, apiCalls: 0 }

describe('a planted configuration', () => {
  test('runs nothing and changes nothing', async () => {
    const folder = tempTree()
    const mark = join(folder, 'sprung')
    const program = join(folder, 'trap.sh')
    writeFileSync(program, `#!/bin/sh\ntouch ${mark}\ncat "$@" 2>/dev/null\n`)
    chmodSync(program, 0o755)
    const attributes = '* diff=trap filter=trap\n*.conf diff=trap\n'
    const tree = pullRequestTree({ ...story, change: { ...story.change, '.gitattributes': attributes } })
    const root = checkout(tree.origin, tree.merge, 2)
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'pager.diff-tree',
      'pager.cat-file',
      'core.sshCommand',
      'core.editor',
    ])
      plainGit(root, 'config', key, program)
    for (const key of [
      'diff.external',
      'diff.trap.command',
      'diff.trap.textconv',
      'gpg.program',
      'core.alternateRefsCommand',
    ])
      plainGit(root, 'config', key, program)
    for (const key of ['filter.trap.smudge', 'filter.trap.clean', 'filter.trap.process', 'credential.helper'])
      plainGit(root, 'config', key, program)
    plainGit(root, 'config', 'core.hooksPath', folder)
    plainGit(root, 'config', 'alias.diff-tree', `!${program}`)
    plainGit(root, 'config', 'log.showSignature', 'true')
    expect(() => plainGit(root, 'diff', 'HEAD^', 'HEAD')).toThrow('trap.sh')
    expect(existsSync(mark), 'the trap springs for plain git').toBe(true)
    execFileSync('rm', [mark])
    expect(await outcomeOf(root, pullRequestEvent(tree))).toMatchObject(right)
    expect(existsSync(mark)).toBe(false)
  })

  test('cannot change what a diff looks like', async () => {
    const tree = pullRequestTree(story)
    const root = checkout(tree.origin, tree.merge, 2)
    const settings = {
      'color.ui': 'always',
      'color.diff': 'always',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.renames': 'false',
      'diff.renameLimit': '1',
      'diff.context': '50',
      'diff.interHunkContext': '50',
      'diff.suppressBlankEmpty': 'true',
      'diff.relative': 'true',
      'diff.orderFile': '/dev/null',
      'diff.submodule': 'log',
      'diff.wordRegex': '.',
      'diff.colorMoved': 'zebra',
      'diff.ignoreSubmodules': 'all',
      'diff.srcPrefix': 'x/',
      'core.quotePath': 'true',
      'core.abbrev': '4',
      'i18n.logOutputEncoding': 'UTF-16',
      'core.bigFileThreshold': '1',
    }
    for (const [key, value] of Object.entries(settings)) plainGit(root, 'config', key, value)
    expect(await outcomeOf(root, pullRequestEvent(tree))).toMatchObject(right)
  })
})

test('attributes that call a text binary hide nothing', async () => {
  const change = { ...story.change, '.gitattributes': '* -diff -text binary\n' }
  const tree = pullRequestTree({ ...story, change })
  expect(await outcomeOf(checkout(tree.origin, tree.merge, 2), pullRequestEvent(tree))).toMatchObject(right)
  // The API then gives no patch: the file has changed as a whole.
  const files = tree.files.map(file => ({ ...file, patch: null, changes: 0 }))
  const lines = await outcomeOf(checkout(tree.origin, tree.merge, 1), pullRequestEvent(tree), { files })
  expect(lines).toMatchObject({ fresh: lines.all, changed: true })
})

test('a clone without blobs fetches none, and nothing is lost', async () => {
  const tree = pullRequestTree(story)
  const root = tempTree()
  plainGit(root, 'clone', '-q', '--filter=blob:none', '--no-checkout', `file://${tree.origin}`, '.')
  plainGit(root, 'fetch', '-q', 'origin', '+refs/pull/7/merge:refs/remotes/pull/7/merge')
  plainGit(root, 'checkout', '-q', 'refs/remotes/pull/7/merge')
  const objects = readdirSync(join(root, '.git/objects/pack')).length
  const outcome = await outcomeOf(root, pullRequestEvent(tree))
  expect(outcome.fresh).toContain(right.fresh[0])
  expect(outcome.how).toContain('by lines')
  expect(readdirSync(join(root, '.git/objects/pack')).length).toBe(objects)
})

test('a base with binary, empty, huge and linked files is read', async () => {
  const tree = pullRequestTree({
    start: {
      [path]: old,
      'a.conf': Buffer.from(`net.ipv4.tcp_sack\0${recycle}`),
      'b.conf': '',
      'c.conf': `${recycle}${'#'.repeat(9 << 20)}`,
      'z.conf': recycle,
    },
    change: root => {
      execFileSync(
        'sh',
        ['-c', `for f in a b c z; do echo '# more' >> $f.conf; done; ln -s z.conf link.conf; echo x >> ${path}`],
        {
          cwd: root,
        },
      )
    },
  })
  const { all, fresh } = await outcomeOf(checkout(tree.origin, tree.merge, 2), pullRequestEvent(tree))
  expect(all).toContain('z.conf:1 tcp_tw_recycle')
  expect(fresh.filter(one => !one.includes('undefined'))).toEqual([])
})

/** A pull request that changes many files, in a repository without a working tree. */
function manyFiles(count: number): PullRequestTree {
  const origin = tempTree()
  plainGit(origin, 'init', '-q', '--bare')
  const blob = (mark: number, text: string): string => `blob\nmark :${mark}\ndata ${text.length}\n${text}\n`
  const files = (mark: number): string =>
    Array.from({ length: count }, (_, i) => `M 100644 :${mark} host${i}.conf\n`).join('')
  const commit = (ref: string, from: string): string => `commit ${ref}\ncommitter t <t> 0 +0000\ndata 1\nx\n${from}`
  const input = [
    blob(1, old) + blob(2, old + recycle),
    commit('refs/heads/main', '') + files(1),
    commit('refs/heads/topic', 'from refs/heads/main\n') + files(2),
    commit('refs/pull/7/merge', 'from refs/heads/main\nmerge refs/heads/topic\n') + files(2),
  ].join('')
  execFileSync('git', ['fast-import', '--quiet'], { cwd: origin, input })
  plainGit(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const refs = ['main', 'topic', 'refs/pull/7/merge']
  const [base, head, merge] = plainGit(origin, 'rev-parse', ...refs).split('\n') as [string, string, string]
  return { ...{ origin, parting: base, base, head, merge }, files: apiFiles(origin, base, head) }
}

test('3,000 changed files take seconds', async () => {
  const tree = manyFiles(3_100)
  const roots = [2, 1].map(depth => checkout(tree.origin, tree.merge, depth))
  const files = tree.files.slice(0, 3_000)
  const started = performance.now()
  const byGit = await outcomeOf(roots[0]!, pullRequestEvent(tree))
  expect(byGit.fresh.length).toBe(3_100)
  expect(byGit.heads.filter(head => head?.endsWith(':14!')).length).toBe(3_100)
  const byApi = await outcomeOf(roots[1]!, pullRequestEvent(tree), { files })
  // What GitHub does not list may be new.
  expect(byApi.all.length).toBe(2 * 3_100)
  expect(byApi.fresh.length).toBe(3_000 + 2 * 100)
  expect(byApi.how).toContain('not all files are known')
  expect(performance.now() - started).toBeLessThan(20_000)
}, 120_000)

describe.skipIf(process.getuid?.() !== 0)('a checkout of another user', () => {
  test('is asked in the workspace of the runner, and only there', async () => {
    const tree = pullRequestTree(story)
    const root = checkout(tree.origin, tree.merge, 2)
    execFileSync('chown', ['-R', '12345:12345', root])
    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('GITHUB_ACTIONS', '')
    vi.stubEnv('GITHUB_WORKSPACE', root)
    expect((await outcomeOf(root, pullRequestEvent(tree))).how).toContain('git says nothing')
    vi.stubEnv('GITHUB_ACTIONS', 'true')
    expect(await outcomeOf(root, pullRequestEvent(tree))).toMatchObject(right)
    vi.stubEnv('GITHUB_WORKSPACE', tempTree())
    expect(git(root, root, ['rev-parse', 'HEAD']).complaint).toContain('dubious ownership')
  })

  test('also by a git that wants to be told in a file (before 2.38)', () => {
    const tree = pullRequestTree(story)
    const root = checkout(tree.origin, tree.merge, 1)
    execFileSync('chown', ['-R', '12345:12345', root])
    // As git 2.36: a safe.directory of the command line does not count.
    const bin = tempTree({
      git: '#!/bin/sh\nfor word; do case $word in safe.directory=*) word=x.y=z;; esac; set -- "$@" "$word"; shift; done\nexec /usr/bin/git "$@"\n',
    })
    chmodSync(join(bin, 'git'), 0o755)
    onTestFinished(() => void vi.unstubAllEnvs())
    const temp = tempTree()
    for (const [name, value] of Object.entries({
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: root,
      RUNNER_TEMP: temp,
      PATH: `${bin}:${process.env['PATH']}`,
    }))
      vi.stubEnv(name, value)
    expect(git(root, root, ['rev-parse', 'HEAD']).stdout.toString().trim()).toBe(tree.merge)
    expect(readdirSync(temp)).toEqual([])
    vi.stubEnv('RUNNER_TEMP', join(temp, 'missing'))
    expect(git(root, root, ['rev-parse', 'HEAD']).complaint).toContain('dubious ownership')
  })
})
