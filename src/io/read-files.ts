import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Source } from '../core/text.ts'
import { binaries, candidates } from './byte-search.ts'
import type { PassedOver, PassedOverWhy } from './passed-over.ts'
import { anyOdd, osPath, pathOf } from './path-bytes.ts'
import { isSkipped } from './skipped-names.ts'

/** Which files are given, and what reading gave besides them. */
export interface ReadOptions {
  /** Whether a file matters whatever its bytes are; `all` where they need not be looked at. */
  readonly wanted: ((path: string) => boolean) | 'all'
  readonly passedOver: (one: PassedOver) => void
}

/** Larger files are passed over. */
export const largestFile = 8 << 20

/** One buffer for many small files, searched at once: two system calls less time for each than a buffer of its own. */
const bufferSize = 1 << 19
/** What is asked for at first; most files of a repository are smaller. */
const firstRead = 1 << 16
/** A read may end early on some network file systems, but then at a page. */
const page = 4096

// A link is not followed, and a FIFO or a terminal does not keep us waiting.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Reads files of one directory, their paths relative to it: those whose bytes name a parameter, decoded, in no certain order. */
export type ReadFiles = (files: readonly string[], options: ReadOptions) => Source[]

/**
 * What reads files of a directory one after another, with one buffer for all calls: one for each file that is read by itself would have
 * the garbage collected every few files. Synchronous: asynchronous reads of small files take twice as long.
 * @param cwd absolute, without symbolic links
 */
export function createReader(cwd: string): ReadFiles {
  let bytes: Buffer | null = null
  const isStraight = straightness(cwd)
  return (files, options) => {
    bytes ??= Buffer.allocUnsafeSlow(bufferSize)
    return readCandidates(bytes, cwd, files, isStraight, options)
  }
}

function readCandidates(
  bytes: Buffer,
  cwd: string,
  files: readonly string[],
  isStraight: (path: string) => boolean,
  options: ReadOptions,
): Source[] {
  const start = cwd === process.cwd() ? '' : `${cwd}/`
  const sources: Source[] = []
  const place = anyOdd(files) ? osPath : (path: string) => path
  let paths: string[] = []
  let starts: number[] = []
  let filled = 0
  const pass = (path: string, why: PassedOverWhy): void => options.passedOver({ path, why })
  const { wanted } = options
  const isWanted = (path: string): boolean => wanted === 'all' || wanted(path)

  const search = (batch: Buffer): void => {
    const found = { bytes: batch, starts }
    const hits = wanted === 'all' ? null : candidates(found)
    const notText = binaries(found)
    for (let i = 0; i < paths.length; i++) {
      const path = paths[i]!
      if (notText.has(i)) pass(path, 'binary')
      else if (hits && !hits.has(i) && !isWanted(path)) continue
      else if (!isStraight(path)) pass(path, 'symbolic-link')
      else sources.push({ path, text: batch.toString('utf8', starts[i], (starts[i + 1] ?? batch.length + 1) - 1) })
    }
    paths = []
    starts = []
    filled = 0
  }
  const searchFilled = (): void => {
    if (filled > 0) search(bytes.subarray(0, filled - 1))
  }
  const take = (path: string, fd: number): void => {
    const length = readSync(fd, bytes, filled, firstRead, null)
    if (length % page !== 0) {
      paths.push(path)
      starts.push(filled)
      filled += length
      bytes[filled++] = 0x0a
      return
    }
    const large = length === 0 ? whyEmpty(fd) : readLarge(fd, bytes.subarray(filled, filled + length))
    if (typeof large === 'string') pass(path, large)
    else if (large) {
      searchFilled()
      paths = [path]
      starts = [0]
      search(large)
    } else if (isWanted(path)) sources.push({ path, text: '' })
  }
  const read = (path: string): void => {
    if (filled + firstRead > bufferSize) searchFilled()
    let fd: number | null = null
    try {
      fd = openSync(place(start + path), flags)
      take(path, fd)
    } catch (error) {
      pass(path, whyOf(error))
    } finally {
      if (fd !== null) closeSync(fd)
    }
  }

  for (const path of files) if (!isSkipped(path)) read(path)
  searchFilled()
  return sources
}

/** Nothing was read: an empty file, or none at all. */
function whyEmpty(fd: number): PassedOverWhy | null {
  return fstatSync(fd).isFile() ? null : 'special'
}

/** The whole of a file that does not fit into the shared buffer. */
function readLarge(fd: number, first: Buffer): Buffer | PassedOverWhy {
  const status = fstatSync(fd)
  if (!status.isFile()) return 'special'
  if (status.size > largestFile) return 'too-large'
  const whole = Buffer.allocUnsafeSlow(Math.max(status.size, first.length))
  first.copy(whole)
  let length = first.length
  while (length < whole.length) {
    const more = readSync(fd, whole, length, whole.length - length, null)
    if (more === 0) break
    length += more
  }
  return whole.subarray(0, length)
}

function whyOf(error: unknown): PassedOverWhy {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'vanished'
    case 'ELOOP':
      return 'symbolic-link'
    case 'EISDIR':
      return 'repository'
    case 'ENXIO':
    case 'EAGAIN':
      return 'special'
    default:
      return 'unreadable'
  }
}

/** Whether no directory on the way to a path is a symbolic link, which git and the walk see to, but not for what a hostile index names. */
function straightness(cwd: string): (path: string) => boolean {
  const known = new Map<string, boolean>()
  return path => {
    const directory = dirname(join(cwd, path))
    let straight = known.get(directory)
    if (straight === undefined) {
      straight = realDirectory(directory) === directory
      known.set(directory, straight)
    }
    return straight
  }
}

function realDirectory(directory: string): string | null {
  try {
    return pathOf(realpathSync.native(osPath(directory), 'buffer'))
  } catch {
    return null
  }
}
