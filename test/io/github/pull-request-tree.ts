import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../src/core/finding.ts'
import { noPolicy } from '../../../src/core/policy.ts'
import { formats } from '../../../src/formats/registry.ts'
import { type ClassifyContext, classify, type PullFile } from '../../../src/io/github/classify.ts'
import type { GitHubEvent } from '../../../src/io/github/event.ts'
import { defaultKernel } from '../../../src/kernel/range.ts'
import { lint } from '../../../src/lint.ts'
import { rules } from '../../../src/rules/registry.generated.ts'
import { run } from '../../../src/run.ts'
import { addFiles, plainGit, tempTree } from '../temp-tree.ts'

export type Files = Readonly<Record<string, string | Buffer | null>>

export interface PullRequestTree {
  /** The repository as the server has it. */
  readonly origin: string
  /** Where the pull request's branch left. */
  readonly parting: string
  readonly base: string
  readonly head: string
  readonly merge: string
  /** What the API says of the pull request's files. */
  readonly files: readonly PullFile[]
}

/** Commits everything that is there. */
function commit(root: string, message: string): string {
  plainGit(root, 'add', '-A')
  plainGit(root, 'commit', '-q', '--allow-empty', '-m', message)
  return plainGit(root, 'rev-parse', 'HEAD').trim()
}

function apply(root: string, change: Files | ((root: string) => void)): void {
  if (typeof change === 'function') change(root)
  else
    for (const [path, text] of Object.entries(change)) {
      if (text === null) rmSync(join(root, path), { recursive: true })
      else addFiles(root, { [path]: text })
    }
}

export interface Story {
  readonly start: Files | ((root: string) => void)
  /** The pull request's commit: files, or commands. */
  readonly change: Files | ((root: string) => void)
  /** What happens to the base branch meanwhile. */
  readonly meanwhile?: Files | ((root: string) => void)
}

/** A server's repository with a pull request in it, and the merge commit that GitHub makes of it. */
export function pullRequestTree({ start, change, meanwhile }: Story): PullRequestTree {
  const origin = tempTree()
  plainGit(origin, 'init', '-q')
  appendFileSync(join(origin, '.git/config'), '[uploadpack]\n\tallowAnySHA1InWant = true\n\tallowFilter = true\n')
  apply(origin, start)
  const parting = commit(origin, 'files')
  plainGit(origin, 'checkout', '-q', '-b', 'topic')
  apply(origin, change)
  const head = commit(origin, 'topic')
  let base = parting
  if (meanwhile) {
    plainGit(origin, 'checkout', '-q', 'main')
    apply(origin, meanwhile)
    base = commit(origin, 'meanwhile')
  }
  const merged = plainGit(origin, 'merge-tree', '--write-tree', base, head).trim()
  const merge = plainGit(origin, 'commit-tree', '-p', base, '-p', head, '-m', 'merge', merged).trim()
  mkdirSync(join(origin, '.git/refs/pull/7'), { recursive: true })
  writeFileSync(join(origin, '.git/refs/pull/7/merge'), `${merge}\n`)
  return {
    ...{ origin, parting, base, head, merge },
    get files() {
      return apiFiles(origin, parting, head)
    },
  }
}

/** The list of files as GitHub makes it: from where the branches parted, three lines of context, renames found. */
export function apiFiles(root: string, from: string, to: string): PullFile[] {
  const words: Record<string, string> = { A: 'added', D: 'removed', M: 'modified', T: 'changed', R: 'renamed' }
  const fields = plainGit(root, 'diff', '-M', '-z', '--name-status', from, to).split('\0').slice(0, -1)
  const diffs = plainGit(root, 'diff', '-M', from, to)
    .split(/^diff --git .*\n/m)
    .slice(1)
  const files: PullFile[] = []
  while (fields.length > 0) {
    const status = fields.shift()![0]!
    const old = fields.shift()!
    const filename = status === 'R' ? fields.shift()! : old
    // A change of type is shown as a deletion and an addition.
    const diff = status === 'T' ? diffs.splice(0, 2).join('') : diffs.shift()!
    const at = diff.search(/^@@ /m)
    const patch = at < 0 || status === 'T' ? null : diff.slice(at).replace(/\n$/, '')
    const changes = patch === null ? 0 : patch.split('\n').filter(l => /^[-+]/.test(l)).length
    files.push({ filename, status: words[status]!, previousFilename: status === 'R' ? old : null, patch, changes })
  }
  return files
}

/** A clone as actions/checkout makes it. Depth 0: everything. */
export function checkout(origin: string, commit: string, depth: number): string {
  const root = tempTree()
  plainGit(root, 'init', '-q')
  const wanted = [`+${commit}:refs/remotes/pull/7/merge`]
  if (depth === 0) wanted.push('+refs/heads/*:refs/remotes/origin/*')
  plainGit(
    root,
    'fetch',
    '-q',
    '--no-tags',
    ...(depth === 0 ? [] : [`--depth=${depth}`]),
    `file://${origin}`,
    ...wanted,
  )
  plainGit(root, 'checkout', '-q', '--force', 'refs/remotes/pull/7/merge')
  return root
}

export function pullRequestEvent({ base, head, merge }: PullRequestTree): GitHubEvent {
  return {
    ...{ name: 'pull_request', owner: 'octo', repo: 'infra', base, head, sha: merge },
    pullRequest: { number: 7, headSha: head, baseSha: base, headRepo: 'octo/infra', fork: false },
    ...{ runUrl: '', ofDefaultBranch: false, serverUrl: 'https://github.com', apiUrl: 'https://api.github.com' },
  }
}

export interface Outcome {
  /** `path:line parameter`, in the checkout; all findings and the new ones. */
  readonly all: readonly string[]
  readonly fresh: readonly string[]
  /** `path:line`, where they are in the head commit; `!` after it: a review may comment there. */
  readonly heads: readonly (string | null)[]
  readonly how: string
  readonly changed: boolean
  readonly apiCalls: number
}

/** Lints a checkout and classifies what is found there. */
export async function outcomeOf(
  root: string,
  event: GitHubEvent,
  more: Partial<ClassifyContext> & { readonly files?: readonly PullFile[] | null } = {},
): Promise<Outcome> {
  const options = { kernel: defaultKernel, loader: 'systemd', judge: true } as const
  const selection = {
    paths: [],
    exclude: [],
    wanted: (p: string) => formats.some(f => f.claimsPath?.(p)),
    ...more.selection,
  }
  const cwd = more.cwd ?? root
  const report = await run({ ...options, ...selection, cwd })
  let apiCalls = 0
  const view = await classify(report, {
    ...{ cwd, workspace: root, event, scope: 'added' },
    lintBase: async (sources, library) =>
      (await lint(sources, formats, rules, { ...options, policy: noPolicy, library })).findings,
    pullFiles: async () => {
      apiCalls++
      return more.files ?? null
    },
    ...more,
    selection,
  })
  const shown = ({ at, parameter }: Finding): string =>
    `${at.source.path}:${at.source.text.slice(0, at.start).split('\n').length} ${parameter?.split('.').at(-1)}`
  return {
    all: view.classified.map(c => shown(c.finding)),
    fresh: view.classified.filter(c => c.fresh).map(c => shown(c.finding)),
    heads: view.classified.map(c => c.head && `${c.head.path}:${c.head.line}${c.inHunk ? '!' : ''}`),
    ...{ how: view.how, changed: view.changed, apiCalls },
  }
}

/** What stands in a line of a file at a commit, from 1. */
export function lineAt(origin: string, commit: string, path: string, line: number): string | undefined {
  return plainGit(origin, 'show', `${commit}:${path}`).split('\n')[line - 1]
}
