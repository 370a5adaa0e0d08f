import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isCandidatePath } from './candidate-paths.ts'
import { splitNames } from './path-bytes.ts'

/** Where repositories are fetched from. */
export interface Remote {
  /** `https://github.com`, or a file: URL in tests; without a final slash. */
  readonly server: string
  /** For the Authorization header; null: none. It reaches git by its environment only: never an argument, a URL or a file. */
  readonly token: string | null
}

/** A repository's files as far as they may hold settings, in a folder. */
export interface FetchedTree {
  /** A working tree without `.git`. */
  readonly folder: string
  readonly commit: string
}

/** Why a repository could not be fetched. */
export class FetchError extends Error {
  override readonly name = 'FetchError'
  readonly timedOut: boolean

  constructor(message: string, timedOut: boolean) {
    super(message)
    this.timedOut = timedOut
  }
}

/**
 * Fetches the newest commit of a branch: trees first, then in one go the files that may hold settings. Nothing of the repository is run:
 * no hooks, no filters (LFS), no submodules; a symbolic link becomes a file that holds its target.
 * @param folder an empty folder of its own
 * @param timeout milliseconds for each of the two fetches
 * @throws FetchError
 */
export function fetchTree(remote: Remote, name: string, branch: string, folder: string, timeout: number): FetchedTree {
  const url = `${remote.server}/${name}${remote.server.startsWith('file:') ? '' : '.git'}`
  const repository = join(folder, 'git')
  const tree = join(folder, 'tree')
  mkdirSync(tree)
  const git = (args: readonly string[], input?: string): Buffer => {
    const { status, signal, stdout, stderr, error } = spawnSync('git', args, {
      cwd: folder,
      env: { ...environment(remote, tree), GIT_DIR: repository },
      timeout,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 29,
      input: input ?? '',
    })
    const timedOut = signal === 'SIGKILL' || (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT'
    if (timedOut) throw new FetchError(`git ${args[0]} took longer than ${timeout / 1000} s`, true)
    if (error) throw new FetchError(error.message, false)
    if (status !== 0) throw new FetchError(complaintOf(stderr, remote), false)
    return stdout
  }
  git(['init', '--quiet', '--template='])
  // what the repository lacks later is asked of a remote by this name
  git(['config', 'remote.origin.url', url])
  git(['config', 'remote.origin.promisor', 'true'])
  git(['config', 'remote.origin.partialclonefilter', 'blob:none'])
  git([
    'fetch',
    '--quiet',
    '--depth=1',
    '--filter=blob:none',
    '--no-tags',
    '--recurse-submodules=no',
    'origin',
    refOf(branch),
  ])
  const commit = git(['rev-parse', '--verify', '--end-of-options', 'FETCH_HEAD^{commit}']).toString('latin1').trim()
  const entries = candidateEntries(git(['ls-tree', '-r', '-z', '--full-tree', commit]))
  if (entries.length > 0) {
    git(['update-index', '-z', '--index-info'], entries.join(''))
    const part = git(['write-tree', '--missing-ok']).toString('latin1').trim()
    git(['read-tree', '--empty'])
    // reading a tree into a working tree asks for all files that are missing in one go, checking an index out asks for each
    git(['read-tree', '-u', '--reset', part])
  }
  return { folder: tree, commit }
}

/** A branch by its full name: a branch may be called like an option or a refspec. */
function refOf(branch: string): string {
  return branch === 'HEAD' ? 'HEAD' : `refs/heads/${branch}`
}

/** Regular files that are worth looking into, as `update-index --index-info` takes them. */
function candidateEntries(listing: Buffer): string[] {
  return splitNames(listing).flatMap(entry => {
    const tab = entry.indexOf('\t')
    const [mode, , id] = entry.slice(0, tab).split(' ')
    const path = entry.slice(tab + 1)
    return mode?.startsWith('100') && isCandidatePath(path) ? [`100644 ${id}\t${path}\0`] : []
  })
}

/** git's own words, without what could be the token. */
function complaintOf(stderr: Buffer, { token }: Remote): string {
  const text = stderr.toString('utf8', 0, 4000)
  const line = text.split('\n').find(one => /^(fatal|error|remote):/.test(one)) ?? text.split('\n')[0] ?? ''
  return (token === null ? line : line.replaceAll(token, '***')) || 'git failed without a word'
}

function environment({ server, token }: Remote, tree: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.toUpperCase().startsWith('GIT_') && !/TOKEN|SECRET|PRIVATE_KEY/i.test(name),
  )
  const configuration: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['core.symlinks', 'false'],
    ['core.autocrlf', 'false'],
    ['core.attributesFile', '/dev/null'],
    ['credential.helper', ''],
    ['fetch.recurseSubmodules', 'no'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['transfer.fsckObjects', 'false'],
    ['http.lowSpeedLimit', '1000'],
    ['http.lowSpeedTime', '30'],
    ...(token === null
      ? []
      : ([
          [
            `http.${server}/.extraheader`,
            `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
          ],
        ] as [string, string][])),
  ]
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_WORK_TREE: tree,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_ALLOW_PROTOCOL: server.startsWith('file:') ? 'file' : 'https',
    GIT_CONFIG_COUNT: String(configuration.length),
    ...Object.fromEntries(
      configuration.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  }
}
