import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GitHubEvent } from '../../../src/io/github/event.ts'
import { addFiles, plainGit, tempRepository, tempTree } from '../temp-tree.ts'
import { checkout, outcomeOf, pullRequestEvent, pullRequestTree } from './pull-request-tree.ts'

const path = 'etc/sysctl.d/60-net.conf'
const old = `net.ipv4.tcp_fin_timeout = 5\n${'# comment\n'.repeat(12)}`
const recycle = 'net.ipv4.tcp_tw_recycle = 1\n'
const both = [`${path}:1 tcp_fin_timeout`, `${path}:14 tcp_tw_recycle`]

function eventOf(name: string, base: string | null, head: string | null, sha = head ?? ''): GitHubEvent {
  const place = { owner: 'octo', repo: 'infra', runUrl: '', ofDefaultBranch: true, serverUrl: '', apiUrl: '' }
  return { ...place, name, pullRequest: null, base, head, sha }
}

describe('the head of a pull request is checked out', () => {
  const story = { start: { [path]: old }, change: { [path]: old + recycle }, meanwhile: { [path]: `# a\n# b\n${old}` } }

  test('with all history: compared with where it left the base', async () => {
    const tree = pullRequestTree(story)
    const root = checkout(tree.origin, tree.head, 0)
    const outcome = await outcomeOf(root, pullRequestEvent(tree), { files: tree.files })
    expect(outcome).toMatchObject({ all: both, fresh: [both[1]], heads: [`${path}:1`, `${path}:14!`], apiCalls: 0 })
  })

  test('without it: the API says which lines are new', async () => {
    const tree = pullRequestTree(story)
    const root = checkout(tree.origin, tree.head, 1)
    const outcome = await outcomeOf(root, pullRequestEvent(tree), { files: tree.files })
    expect(outcome).toMatchObject({ all: both, fresh: [both[1]], heads: [`${path}:1`, `${path}:14!`], apiCalls: 1 })
    expect(outcome.how).toContain('fetch-depth: 0')
  })

  test('what the API says of another push is not believed', async () => {
    const tree = pullRequestTree(story)
    const root = checkout(tree.origin, tree.head, 1)
    const files = tree.files.map(f => ({ ...f, patch: f.patch!.replace('tw_recycle = 1', 'tw_reuse = 1') }))
    const outcome = await outcomeOf(root, pullRequestEvent(tree), { files })
    expect(outcome).toMatchObject({ fresh: both, heads: [`${path}:1`, `${path}:14`] })
  })
})

describe('something else is checked out', () => {
  test('the default branch, as pull_request_target does', async () => {
    const tree = pullRequestTree({ start: { [path]: old }, change: { [path]: old + recycle } })
    const root = checkout(tree.origin, tree.base, 0)
    const event = { ...pullRequestEvent(tree), name: 'pull_request_target', sha: tree.base }
    const outcome = await outcomeOf(root, event, { files: tree.files })
    expect(outcome).toMatchObject({ fresh: [both[0]], heads: [null], changed: false, apiCalls: 0 })
    expect(outcome.how).toContain('neither the head of the pull request nor its merge commit')
  })

  test('the merge commit of a later push', async () => {
    const tree = pullRequestTree({ start: { [path]: old }, change: { [path]: old + recycle } })
    const root = checkout(tree.origin, tree.merge, 2)
    const stale = { ...tree, head: tree.parting }
    const outcome = await outcomeOf(root, pullRequestEvent(stale), { files: tree.files })
    expect(outcome).toMatchObject({ fresh: both, heads: [null, null], changed: false })
  })

  test('no repository at all, or one without a commit', async () => {
    const plain = tempTree({ [path]: recycle })
    const event = eventOf('push', 'a'.repeat(40), 'b'.repeat(40))
    const without = await outcomeOf(plain, event)
    expect(without).toMatchObject({ fresh: [`${path}:1 tcp_tw_recycle`], heads: [`${path}:1`], changed: false })
    plainGit(plain, 'init', '-q')
    expect(await outcomeOf(plain, event)).toMatchObject({ fresh: without.fresh, changed: false })
  })
})

describe('a push', () => {
  function pushed(): { readonly root: string; readonly ids: readonly string[] } {
    const root = tempRepository({ [path]: old })
    const ids = [plainGit(root, 'rev-parse', 'HEAD').trim()]
    for (const text of [old + recycle, `# up\n${old}${recycle}`]) {
      addFiles(root, { [path]: text })
      plainGit(root, 'commit', '-q', '-a', '-m', 'more')
      ids.push(plainGit(root, 'rev-parse', 'HEAD').trim())
    }
    plainGit(root, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    return { root, ids }
  }

  test('of one commit or two, with enough history and without', async () => {
    const { root, ids } = pushed()
    const push = (from: number, to: number): GitHubEvent => eventOf('push', ids[from]!, ids[to]!)
    expect((await outcomeOf(checkout(root, ids[2]!, 2), push(1, 2))).fresh).toEqual([])
    const two = await outcomeOf(checkout(root, ids[2]!, 0), push(0, 2))
    expect(two).toMatchObject({
      fresh: [`${path}:15 tcp_tw_recycle`],
      heads: [`${path}:2!`, `${path}:15!`],
      changed: true,
    })
    const shallow = await outcomeOf(checkout(root, ids[2]!, 1), push(0, 2))
    expect(shallow).toMatchObject({ fresh: shallow.all, changed: false, apiCalls: 0 })
    expect(shallow.how).toContain('fetch-depth: 0')
  })

  test('the first of a branch', async () => {
    const { root, ids } = pushed()
    const outcome = await outcomeOf(checkout(root, ids[2]!, 0), eventOf('push', null, ids[2]!))
    expect(outcome).toMatchObject({ fresh: outcome.all, heads: [`${path}:2`, `${path}:15`], changed: false })
    expect(outcome.how).toContain('nothing to compare with')
  })

  test('forced: compared with what was thrown away, if that is still here', async () => {
    const { root, ids } = pushed()
    plainGit(root, 'reset', '-q', '--hard', ids[0]!)
    addFiles(root, { 'etc/sysctl.d/70.conf': recycle })
    plainGit(root, 'add', '-A')
    plainGit(root, 'commit', '-q', '-m', 'other')
    const head = plainGit(root, 'rev-parse', 'HEAD').trim()
    const event = eventOf('push', ids[2]!, head)
    expect((await outcomeOf(root, event)).fresh).toEqual(['etc/sysctl.d/70.conf:1 tcp_tw_recycle'])
    const fresh = await outcomeOf(checkout(root, head, 0), event)
    expect(fresh).toMatchObject({ fresh: fresh.all, changed: false })
  })

  test('of an annotated tag: the payload names the tag, not its commit', async () => {
    const { root, ids } = pushed()
    plainGit(root, 'tag', '-a', '-m', 'one', 'v1')
    const tag = plainGit(root, 'rev-parse', 'v1').trim()
    const outcome = await outcomeOf(checkout(root, ids[2]!, 1), eventOf('push', null, tag, ids[2]!))
    expect(outcome).toMatchObject({ fresh: outcome.all, heads: [`${path}:2`, `${path}:15`] })
  })
})

test('a merge group is compared with its base, at depth 2 too', async () => {
  const tree = pullRequestTree({ start: { [path]: old }, change: { [path]: old + recycle } })
  for (const depth of [2, 0]) {
    const outcome = await outcomeOf(
      checkout(tree.origin, tree.merge, depth),
      eventOf('merge_group', tree.base, tree.merge),
    )
    expect(outcome).toMatchObject({ fresh: [both[1]], heads: [`${path}:1`, `${path}:14!`], changed: true })
  }
})

test.each(['schedule', 'workflow_dispatch', ''])('%s has nothing to compare with', async name => {
  const root = tempRepository({ [path]: recycle })
  const head = plainGit(root, 'rev-parse', 'HEAD').trim()
  const outcome = await outcomeOf(root, eventOf(name, null, head))
  expect(outcome).toMatchObject({ fresh: outcome.all, heads: [`${path}:1`], changed: false, apiCalls: 0 })
})

describe('refs that somebody typed', () => {
  test('are names of branches, here or at the origin', async () => {
    const tree = pullRequestTree({ start: { [path]: old }, change: { [path]: old + recycle }, meanwhile: { a: '' } })
    const root = checkout(tree.origin, tree.head, 0)
    for (const base of ['main', 'origin/main', 'refs/remotes/origin/main', tree.base]) {
      const outcome = await outcomeOf(root, eventOf('workflow_dispatch', base, tree.head))
      expect(outcome, base).toMatchObject({ fresh: [both[1]], changed: true })
    }
    const named = await outcomeOf(root, eventOf('workflow_dispatch', 'main', 'topic'))
    expect(named).toMatchObject({ fresh: [both[1]], changed: true })
  })

  test('win over the pull request, and then the API is not asked', async () => {
    const tree = pullRequestTree({ start: { [path]: old }, change: { [path]: old + recycle } })
    const full = checkout(tree.origin, tree.merge, 0)
    const event = pullRequestEvent(tree)
    const same = await outcomeOf(full, { ...event, base: tree.merge }, { files: tree.files })
    expect(same).toMatchObject({ fresh: [], changed: true, apiCalls: 0 })
    const shallow = await outcomeOf(
      checkout(tree.origin, tree.merge, 1),
      { ...event, base: 'main' },
      { files: tree.files },
    )
    expect(shallow).toMatchObject({ fresh: both, changed: false, apiCalls: 0 })
  })

  test('are nothing where git does not know them', async () => {
    const root = tempRepository({ [path]: recycle })
    const head = plainGit(root, 'rev-parse', 'HEAD').trim()
    for (const event of [
      eventOf('workflow_dispatch', '--output=FILE', head),
      eventOf('push', head, 'no such branch'),
    ]) {
      const outcome = await outcomeOf(root, event)
      expect(outcome).toMatchObject({ fresh: outcome.all, changed: false })
    }
    expect(existsSync(join(root, 'FILE'))).toBe(false)
  })
})
