import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { plural } from '../../reports/count.ts'
import { largestFile } from '../read-files.ts'
import { complaintOf, FetchError, isMissingBranch } from './fetch-error.ts'
import { fetchFiles } from './fetch-files.ts'
import { gitEnvironment, type Remote } from './remote.ts'
import { type ChildResult, runChild } from './run-child.ts'
import { candidateEntries, indexInfo, type TreeEntry } from './tree-entries.ts'

/** A repository's files as far as they may hold settings, in a folder. */
export interface FetchedTree {
  /** A working tree with an index of just these files. */
  readonly folder: string
  /** null: the repository is empty. */
  readonly commit: string | null
  /** What was left out or is otherwise than planned, in words that follow the repository's name. Not safe to print as they are. */
  readonly remarks: readonly string[]
}

/** What one repository may take. */
export interface FetchLimits {
  /** Milliseconds for each call of git. */
  readonly timeout: number
  /** Bytes of the tree's listing: a tree of a few kilobytes can name billions of files. */
  readonly listing: number
  /** Bytes that are received in one go, compressed. */
  readonly pack: number
  /** Bytes of all files, when written. */
  readonly tree: number
  readonly files: number
}

export const fetchLimits: FetchLimits = {
  timeout: 5 * 60_000,
  listing: 128 << 20,
  pack: 128 << 20,
  tree: 2 ** 31,
  files: 200_000,
}

/** Address space of one git: an object that is a small difference from a huge one is built in memory. */
const memory = 2 ** 32

/** Runs git on the repository. */
export type Git = (
  args: readonly string[],
  options?: { readonly input?: string | Buffer; readonly online?: boolean },
) => Promise<ChildResult>

/**
 * Fetches the newest commit of a branch: trees first, then the files that may hold settings, and no others. Nothing of the repository is
 * run: no hooks, no filters (LFS), no submodules, no links. What is larger than `check` reads is not written.
 * @param folder an empty folder of its own
 * @throws FetchError
 */
export async function fetchTree(
  remote: Remote,
  name: string,
  branch: string,
  folder: string,
  limits: FetchLimits = fetchLimits,
): Promise<FetchedTree> {
  const tree = join(folder, 'tree')
  const git = createGit(remote, tree, limits)
  createRepository(tree, `${remote.server}/${name}.git`)
  const remarks: string[] = []
  const commit = await fetchCommit(git, remote, tree, branch, remarks)
  if (commit === null) return { folder: tree, commit, remarks: ['it is empty'] }
  const listing = await git(['ls-tree', '-r', '-z', '--full-tree', commit])
  if (listing.killed === 'output')
    throw new FetchError(`its tree names more files than ${limits.listing >> 20} MiB hold`)
  const { entries, unsafe } = candidateEntries(sound(listing, remote))
  if (unsafe > 0) remarks.push(`${plural(unsafe, 'file')} left out for a name that no disk should have`)
  if (entries.length > limits.files)
    throw new FetchError(`it has ${entries.length} files that may hold settings, more than ${limits.files}`)
  const tooLarge = await fetchFiles(git, remote, tree, [...new Set(entries.map(e => e.id))], limits)
  const kept = await smallEnough(
    git,
    remote,
    entries.filter(e => !tooLarge.has(e.id)),
    limits,
  )
  const large = entries.filter(e => !kept.has(e))
  if (large.length > 0) remarks.push(`${plural(large.length, 'file')} left out as too large (${large[0]!.path})`)
  if (kept.size > 0) {
    sound(await git(['update-index', '-z', '--index-info'], { input: indexInfo([...kept]) }), remote)
    sound(await git(['checkout-index', '--all', '--force', '--quiet']), remote)
  }
  return { folder: tree, commit, remarks }
}

function createGit(remote: Remote, tree: string, limits: FetchLimits): Git {
  const repository = join(tree, '.git')
  return async (args, { input = '', online = false } = {}) => {
    const result = await runChild('git', args, {
      cwd: tree,
      env: gitEnvironment(process.env, { repository, tree }, online ? remote : null),
      input,
      timeout: limits.timeout,
      mostOutput: limits.listing,
      limits: { file: online ? limits.pack : Math.max(limits.pack, largestFile), memory },
    })
    if (result.killed === 'timeout')
      throw new FetchError(`git ${args[0]} took longer than ${limits.timeout / 1000} s`, true)
    return result
  }
}

/** A repository that knows where its objects are to be had. Its address holds no secret, since names have no @ or colon. */
function createRepository(tree: string, url: string): void {
  const repository = join(tree, '.git')
  for (const below of ['objects', 'refs']) mkdirSync(join(repository, below), { recursive: true })
  writeFileSync(join(repository, 'HEAD'), 'ref: refs/heads/audited\n')
  writeFileSync(
    join(repository, 'config'),
    `[core]\n\trepositoryFormatVersion = 1\n\tbare = false\n[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = ${JSON.stringify(url)}\n\tpromisor = true\n\tpartialCloneFilter = blob:none\n`,
  )
}

const fetchWords = [
  'fetch',
  '--quiet',
  '--depth=1',
  '--filter=blob:none',
  '--no-tags',
  '--recurse-submodules=no',
  'origin',
]

/** @returns null for an empty repository */
async function fetchCommit(
  git: Git,
  remote: Remote,
  tree: string,
  branch: string,
  remarks: string[],
): Promise<string | null> {
  // by its full name: a branch may be called like an option
  const first = await git([...fetchWords, branch === 'HEAD' ? 'HEAD' : `refs/heads/${branch}`], { online: true })
  if (first.status !== 0) {
    if (!isMissingBranch(first.stderr)) throw complaintOf(first.stderr, remote.token)
    const refs = sound(await git(['ls-remote', '--quiet', 'origin', 'HEAD', 'refs/heads/*'], { online: true }), remote)
    if (refs.length === 0) return null
    if (!/\tHEAD$/m.test(refs.toString('latin1'))) throw new FetchError(`its default branch ${branch} does not exist`)
    remarks.push(`its branch ${branch} is gone, the default branch was taken`)
    sound(await git([...fetchWords, 'HEAD'], { online: true }), remote)
  }
  const commit = /^[0-9a-f]{40}(?=\t)/.exec(readFileSync(join(tree, '.git/FETCH_HEAD'), 'latin1'))?.[0]
  if (commit === undefined) throw new FetchError('git names no commit that it fetched')
  return commit
}

/** The files that are there and not larger than `check` reads; no object is unpacked to tell. */
async function smallEnough(
  git: Git,
  remote: Remote,
  entries: readonly TreeEntry[],
  limits: FetchLimits,
): Promise<ReadonlySet<TreeEntry>> {
  const input = entries.map(e => `${e.id}\n`).join('')
  const lines = sound(await git(['cat-file', '--batch-check'], { input }), remote)
    .toString('latin1')
    .split('\n')
  const kept = new Set<TreeEntry>()
  let total = 0
  for (const [i, entry] of entries.entries()) {
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(lines[i] ?? '')?.[1]
    if (size === undefined || Number(size) > largestFile) continue
    total += Number(size)
    kept.add(entry)
  }
  if (total > limits.tree) throw new FetchError(`its files take more than ${limits.tree / 2 ** 30} GiB`)
  return kept
}

function sound({ status, stdout, stderr }: ChildResult, { token }: Remote): Buffer {
  if (status !== 0) throw complaintOf(stderr, token)
  return stdout
}
