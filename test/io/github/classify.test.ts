import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addFiles, plainGit } from '../temp-tree.ts'
import { checkout, lineAt, outcomeOf, pullRequestEvent, pullRequestTree, type Story } from './pull-request-tree.ts'

const comments = Array.from({ length: 12 }, (_, i) => `# comment ${i}\n`).join('')
const old = `net.ipv4.tcp_fin_timeout = 5\n${comments}net.ipv4.tcp_sack = 1\n`
const path = 'etc/sysctl.d/60-net.conf'
const recycle = 'net.ipv4.tcp_tw_recycle = 1\n'

/** What a story leads to at some depths of the clone, 0 for a full one; at depth 1 the API is needed. */
async function told(story: Story, ...depths: readonly number[]) {
  const tree = pullRequestTree(story)
  const outcomes = []
  for (const depth of depths) {
    const root = checkout(tree.origin, tree.merge, depth)
    const outcome = await outcomeOf(root, pullRequestEvent(tree), { files: tree.files })
    outcomes.push({ ...outcome, depth, tree })
  }
  return outcomes
}

const anyDepth = [1, 2, 0] as const

describe('the merge commit, the base moved on meanwhile', () => {
  const story: Story = {
    start: { [path]: old },
    change: { [path]: `${old}${recycle}` },
    meanwhile: { [path]: `# a\n# b\n# c\n${old}` },
  }

  test('at every depth', async () => {
    for (const { heads, how, tree, depth, ...outcome } of await told(story, 1, 2, 3, 0)) {
      expect(outcome).toMatchObject({
        all: [`${path}:4 tcp_fin_timeout`, `${path}:18 tcp_tw_recycle`],
        fresh: [`${path}:18 tcp_tw_recycle`],
        changed: true,
        apiCalls: depth === 1 ? 1 : 0,
      })
      expect(heads[1]).toBe(`${path}:15!`)
      expect(`${lineAt(tree.origin, tree.head, path, 15)}\n`).toBe(recycle)
      // At depth 1 nobody can tell what the base added outside the diff.
      expect(heads[0]).toBe(depth === 1 ? null : `${path}:1`)
      expect(how).toContain(depth === 1 ? 'GitHub lists' : 'by git')
    }
  })

  test('at depth 1 without the API everything is new', async () => {
    const tree = pullRequestTree(story)
    const outcome = await outcomeOf(checkout(tree.origin, tree.merge, 1), pullRequestEvent(tree))
    expect(outcome).toMatchObject({ fresh: outcome.all, changed: false, apiCalls: 1 })
    expect(outcome.how).toMatch(/GitHub did not list the files, so everything counts as new/)
  })

  test('a finding that came with the base is not in the head', async () => {
    const others: Story = {
      start: { [path]: old },
      change: { [path]: `${old}# the last line\n` },
      meanwhile: { [path]: `${recycle}${old}`, 'etc/sysctl.d/70-new.conf': recycle },
    }
    for (const { fresh, heads, depth } of await told(others, ...anyDepth)) {
      expect(fresh).toEqual([])
      expect(heads).toEqual(depth === 1 ? [null, null, 'etc/sysctl.d/70-new.conf:1'] : [null, `${path}:1`, null])
    }
  })
})

describe('what a change brings', () => {
  const keepalive = 'net.ipv4.tcp_keepalive_time = 600\n'
  const rest = 'net.ipv4.tcp_keepalive_intvl = 30\nnet.ipv4.tcp_keepalive_probes = 5\n'

  test('by taking something away', async () => {
    const story = { start: { [path]: keepalive + comments + rest }, change: { [path]: comments + rest } }
    const [known, lines] = await told(story, 2, 1)
    expect(known!.all.length).toBeGreaterThan(0)
    expect(known!.fresh).toEqual(known!.all)
    // By lines it cannot be seen, and the log says what would help.
    expect(lines!.fresh).toEqual([])
    expect(lines!.how).toContain('fetch-depth: 2')
  })

  test('by a later line that beats an old one', async () => {
    const start = `net.ipv4.tcp_fin_timeout = 30\n${comments}`
    const story = { start: { [path]: start }, change: { [path]: `${start}net.ipv4.tcp_fin_timeout = 25\n` } }
    for (const { all, fresh } of await told(story, ...anyDepth)) {
      expect(all).toEqual([`${path}:1 tcp_fin_timeout`])
      expect(fresh).toEqual(all)
    }
  })

  test('in a file that is renamed and edited', async () => {
    const to = 'etc/sysctl.d/99-renamed.conf'
    const story = { start: { [path]: old }, change: { [path]: null, [to]: `${old}${recycle}` } }
    for (const { all, fresh, heads } of await told(story, ...anyDepth)) {
      expect(all).toEqual([`${to}:1 tcp_fin_timeout`, `${to}:15 tcp_tw_recycle`])
      expect(fresh).toEqual([all[1]])
      expect(heads).toEqual([`${to}:1`, `${to}:15!`])
    }
  })

  test('not by a new name alone', async () => {
    const story = { start: { [path]: old }, change: { [path]: null, 'etc/sysctl.d/1.conf': old } }
    for (const { all, fresh } of await told(story, ...anyDepth)) {
      expect(all.length).toBe(1)
      expect(fresh).toEqual([])
    }
  })

  test('as the second of two equal ones, wherever it stands', async () => {
    const story = {
      start: { [path]: `${comments}${recycle}` },
      change: { [path]: `${recycle}${comments}${recycle}` },
    }
    for (const { all, fresh } of await told(story, ...anyDepth)) {
      const equal = all.filter(one => one.endsWith('tcp_tw_recycle'))
      expect(new Set(equal)).toEqual(new Set([`${path}:1 tcp_tw_recycle`, `${path}:14 tcp_tw_recycle`]))
      expect(fresh).toContain(`${path}:1 tcp_tw_recycle`)
      expect(fresh).not.toContain(`${path}:14 tcp_tw_recycle`)
    }
  })

  test('not by other words around the same value, but by another value', async () => {
    const start = { [path]: old }
    const [blanks] = await told({ start, change: { [path]: old.replace(' = 5', '=5') } }, 2)
    expect(blanks!.fresh).toEqual([])
    const [value] = await told({ start, change: { [path]: old.replace(' = 5', ' = 6') } }, 2)
    expect(value!.fresh).toEqual([`${path}:1 tcp_fin_timeout`])
    expect(value!.heads).toEqual([`${path}:1!`])
  })

  test('in new files of any name; deleted files and submodules are no matter', async () => {
    const names = ['tab\there', 'with space', 'quote"d', 'back\\slash', 'ünïcödé 値', '-dash', ':(top)x', 'star*']
    const start = { [path]: old, 'gone/sysctl.conf': comments, 'gone/more/sysctl.conf': comments + comments }
    const odd = [...names, 'line\nbreak'].map(name => `${name}/etc/sysctl.d/${name}.conf`).sort()
    const change = (root: string): void => {
      plainGit(root, 'rm', '-q', '-r', 'gone')
      addFiles(root, Object.fromEntries(odd.map(name => [name, recycle])))
      const id = plainGit(root, 'rev-parse', 'HEAD').trim()
      plainGit(root, 'update-index', '--add', '--cacheinfo', `160000,${id},modules/other`)
      mkdirSync(join(root, 'modules/other'), { recursive: true })
    }
    for (const { fresh, heads, all } of await told({ start, change }, ...anyDepth)) {
      expect(all.length).toBe(odd.length + 1)
      expect(fresh).toEqual(odd.map(name => `${name}:1 tcp_tw_recycle`))
      expect(heads.filter(head => head?.endsWith('!'))).toEqual(odd.map(name => `${name}:1!`))
    }
  })

  test('in files with odd names that are edited', async () => {
    const files = ['tab\there "q" \\ 値', 'a b ', 'b/ b/x', 'line\nbreak'].map(name => `${name}/etc/sysctl.d/x.conf`)
    const all = (text: string) => Object.fromEntries(files.map(file => [file, text]))
    for (const { fresh, heads } of await told({ start: all(old), change: all(`${old}${recycle}`) }, ...anyDepth)) {
      expect(fresh).toEqual(files.toSorted().map(file => `${file}:15 tcp_tw_recycle`))
      expect(heads).toEqual(files.toSorted().flatMap(file => [`${file}:1`, `${file}:15!`]))
    }
  })

  test('in a file that others gave another name meanwhile', async () => {
    const to = 'etc/sysctl.d/61-moved.conf'
    const story = {
      start: { [path]: old },
      change: { [path]: `${old}${recycle}` },
      meanwhile: (root: string) => void plainGit(root, 'mv', path, to),
    }
    for (const { all, fresh, heads, how, depth } of await told(story, ...anyDepth)) {
      if (depth === 1) {
        expect(fresh).toEqual(all)
        expect(how).toContain('not all files are known')
      } else {
        expect(fresh).toEqual([`${to}:15 tcp_tw_recycle`])
        expect(heads).toEqual([`${path}:1`, `${path}:15!`])
      }
    }
  })

  test('in files with CRLF, and without a last line break', async () => {
    const crlf = old.replaceAll('\n', '\r\n')
    const story = { start: { [path]: crlf }, change: { [path]: `${crlf}net.ipv4.tcp_tw_recycle = 1` } }
    for (const ends of await told(story, 1, 2)) {
      expect(ends.fresh).toEqual([`${path}:15 tcp_tw_recycle`])
      expect(ends.heads[1]).toBe(`${path}:15!`)
    }
  })
})

describe('the scope', () => {
  const other = 'etc/sysctl.d/70-other.conf'
  const story = { start: { [path]: old, [other]: recycle }, change: { [path]: `${old}net.ipv4.tcp_retries2 = 3\n` } }

  test('file: all of a file that is touched', async () => {
    const tree = pullRequestTree(story)
    for (const depth of anyDepth) {
      const options = { files: tree.files, scope: 'file' } as const
      const { all, fresh } = await outcomeOf(checkout(tree.origin, tree.merge, depth), pullRequestEvent(tree), options)
      expect(fresh).toEqual(all.filter(one => one.startsWith(path)))
      expect(fresh.length).toBeLessThan(all.length)
    }
  })

  test('all: everything, still with its places in the head', async () => {
    const tree = pullRequestTree(story)
    const root = checkout(tree.origin, tree.merge, 2)
    const { all, fresh, changed, heads } = await outcomeOf(root, pullRequestEvent(tree), { scope: 'all' })
    expect(fresh).toEqual(all)
    expect(changed).toBe(true)
    expect(heads[0]).toBe(`${path}:1`)
  })
})

describe('a working directory and a selection', () => {
  const story = {
    start: { 'hosts/web/etc/sysctl.d/1.conf': old, 'etc/sysctl.d/9.conf': recycle },
    change: { 'hosts/web/etc/sysctl.d/1.conf': `${old}${recycle}` },
  }

  test('paths in the head are from the root of the repository', async () => {
    const tree = pullRequestTree(story)
    for (const depth of [1, 2]) {
      const root = checkout(tree.origin, tree.merge, depth)
      const options = { files: tree.files, cwd: `${root}/hosts/web` }
      const { all, fresh, heads } = await outcomeOf(root, pullRequestEvent(tree), options)
      expect(all).toEqual(['etc/sysctl.d/1.conf:1 tcp_fin_timeout', 'etc/sysctl.d/1.conf:15 tcp_tw_recycle'])
      expect(fresh).toEqual([all[1]])
      expect(heads[1]).toBe('hosts/web/etc/sysctl.d/1.conf:15!')
    }
  })

  test('what is not looked at is not looked at in the base either', async () => {
    const tree = pullRequestTree({
      start: { [path]: 'net.ipv4.tcp_fin_timeout = 30\n', 'etc/sysctl.d/99-x.conf': 'net.ipv4.tcp_fin_timeout = 5\n' },
      change: { 'etc/sysctl.d/99-x.conf': null },
    })
    const root = checkout(tree.origin, tree.merge, 2)
    const selections = [{ exclude: ['99-*'] }, { paths: ['etc/sysctl.d/60-net.conf'] }, { paths: ['etc/**/6*.conf'] }]
    for (const selection of selections) {
      const seen: string[] = []
      const lintBase = async (sources: readonly { readonly path: string }[]) => {
        seen.push(...sources.map(s => s.path))
        return []
      }
      plainGit(root, 'reset', '-q', '--hard')
      addFiles(root, { [path]: recycle })
      await outcomeOf(root, pullRequestEvent(tree), { selection, lintBase })
      expect(seen).toEqual([path])
    }
  })
})

test('variables behind a link are the same in the base', async () => {
  const story: Story = {
    start: root => {
      addFiles(root, {
        'hosts.ini': 'web1\n',
        'site.yml': "- hosts: all\n  tasks:\n    - sysctl: {name: net.ipv4.tcp_fin_timeout, value: '{{ timeout }}'}\n",
        'shared/cross.yml': 'timeout: 1\n',
        'group_vars/all/.keep': '',
      })
      symlinkSync('../../shared/cross.yml', join(root, 'group_vars/all/cross.yml'))
    },
    change: { 'README.md': 'More\n' },
  }
  for (const { all, fresh } of await told(story, 2, 0))
    expect({ all, fresh }).toEqual({ all: ['shared/cross.yml:1 tcp_fin_timeout'], fresh: [] })
})
