import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { addFiles, plainGit, tempRepository, tempTree } from '../io/temp-tree.ts'
import type { Json } from './github/json.ts'

export type Files = Readonly<Record<string, string | Buffer | null>>

export interface Change {
  readonly base: Readonly<Record<string, string | Buffer>>
  /** What the change does to it; null removes. */
  readonly head: Files
  /** What happened to the base since. */
  readonly moved?: Files
}

export interface Origin {
  readonly url: string
  /** Where the change started. */
  readonly start: string
  /** The tip of the base branch. */
  readonly base: string
  readonly head: string
  readonly merge: string
}

/** A repository with a pull request from the branch `topic`, and the merge commit that GitHub makes of it. */
export function originOf({ base, head, moved = {} }: Change): Origin {
  const root = tempRepository(base)
  const git = (...args: string[]) => plainGit(root, ...args).trim()
  const start = git('rev-parse', 'HEAD')
  git('checkout', '-q', '-b', 'topic')
  commit(root, head, 'change')
  const tip = git('rev-parse', 'HEAD')
  git('checkout', '-q', '--detach', start)
  commit(root, moved, 'base moves on')
  const main = git('rev-parse', 'HEAD')
  git('branch', '-f', 'main', main)
  git('merge', '-q', '--no-ff', '-m', 'merge', tip)
  const merge = git('rev-parse', 'HEAD')
  git('update-ref', 'refs/pull/7/merge', merge)
  git('update-ref', 'refs/pull/7/head', tip)
  return { url: `file://${root}`, start, base: main, head: tip, merge }
}

function commit(root: string, files: Files, message: string): void {
  const kept = Object.entries(files).filter((entry): entry is [string, string | Buffer] => entry[1] !== null)
  addFiles(root, Object.fromEntries(kept))
  for (const [path, text] of Object.entries(files)) if (text === null) rmSync(join(root, path))
  plainGit(root, 'add', '-A')
  plainGit(root, 'commit', '-q', '--allow-empty', '-m', message)
}

/**
 * A workspace as actions/checkout leaves it.
 * @param depth 0: everything
 */
export function checkout({ url }: Origin, ref = 'refs/pull/7/merge', depth = 1): string {
  const workspace = tempTree()
  plainGit(workspace, 'init', '-q')
  plainGit(workspace, 'remote', 'add', 'origin', url)
  const shallow = depth === 0 ? [] : [`--depth=${depth}`]
  const branches = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : []
  plainGit(workspace, 'fetch', '-q', '--no-tags', ...shallow, 'origin', `+${ref}:refs/remotes/checked-out`, ...branches)
  plainGit(workspace, 'checkout', '-q', '--detach', 'refs/remotes/checked-out')
  return workspace
}

interface Example {
  readonly name: string
  readonly examples: readonly Json[]
}

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly Example[]

/** One of GitHub's own example payloads, with what a test wants in it. */
export function payloadOf(
  name: string,
  change: (payload: Json) => void,
  wanted: (payload: Json) => boolean = () => true,
): object {
  const found = examples.find(e => e.name === name)?.examples.find(wanted)
  if (!found) throw new Error(`there is no example of ${name}`)
  const payload = structuredClone(found)
  change(payload)
  return payload
}

/** The payload of a pull request, from a branch of the same repository or from a fork. */
export function pullPayload({ base, head }: { readonly base: string; readonly head: string }, fork = false): object {
  return payloadOf(
    'pull_request',
    payload => {
      const pull = payload.pull_request
      payload.action = 'synchronize'
      payload.number = pull.number = 7
      for (const repo of [payload.repository, pull.base.repo, pull.head.repo]) repo.full_name = 'octo-org/infra'
      pull.base.sha = base
      pull.head.sha = head
      pull.state = 'open'
      if (fork) pull.head.repo = { ...pull.head.repo, id: 1, full_name: 'stranger/infra', fork: true }
    },
    payload => payload.pull_request.head.repo,
  )
}
