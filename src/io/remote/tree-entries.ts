import { osPath, splitNames } from '../path-bytes.ts'
import { isSkipped } from '../skipped-names.ts'

/** A regular file of a tree. */
export interface TreeEntry {
  readonly id: string
  readonly path: string
}

export interface CandidateEntries {
  readonly entries: readonly TreeEntry[]
  /** How many candidates have a path that is not written to a disk. */
  readonly unsafe: number
}

/**
 * Whether a file is worth fetching: whatever `check` would open, so that an audit finds the same. What git itself reads (.gitattributes,
 * .gitmodules) is not there for it to read.
 */
function isCandidatePath(path: string): boolean {
  return !isSkipped(path) && !/(^|\/)\.git[^/]*$/i.test(path)
}

/** What systems write (Linux: NAME_MAX 255 bytes, PATH_MAX 4096) with room for the folder they are written to. */
const longestName = 255
const longestPath = 3000
const deepest = 100

/** Regular files that are worth looking into, of what `ls-tree -r -z` lists: no links, no submodules. */
export function candidateEntries(listing: Buffer): CandidateEntries {
  const seen = new Set<string>()
  const entries: TreeEntry[] = []
  let unsafe = 0
  for (const line of splitNames(listing)) {
    const tab = line.indexOf('\t')
    const path = line.slice(tab + 1)
    const [mode, , id] = line.slice(0, tab).split(' ')
    if (!mode?.startsWith('100') || id === undefined || !isCandidatePath(path)) continue
    if (!isSafePath(path) || seen.has(path)) unsafe++
    else entries.push({ id, path })
    seen.add(path)
  }
  return { entries, unsafe }
}

/** What HFS+ leaves out of a name when it looks a file up (git utf8.c next_hfs_char). */
const leftOut = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g
/** `.git` to some system: in any case, by its short name, with trailing dots and blanks or a stream (git path.c is_ntfs_dotgit). */
const dotGit = /^(\.git|git~\d+)[. ]*(:.*)?$/i

/**
 * Whether a path of a tree may become a file. git refuses to write the others too, but then writes nothing at all, so that one name
 * would keep a whole repository from being looked at.
 */
function isSafePath(path: string): boolean {
  const names = path.split('/')
  if (names.length > deepest || Buffer.byteLength(path) > longestPath) return false
  return names.every(name => {
    if (name === '' || name === '.' || name === '..' || /[\\\0]/.test(name)) return false
    return Buffer.byteLength(name) <= longestName && !dotGit.test(name.replace(leftOut, ''))
  })
}

/** Entries as `update-index -z --index-info` takes them. */
export function indexInfo(entries: readonly TreeEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ id, path }) => [Buffer.from(`100644 ${id}\t`), Buffer.from(osPath(path)), Buffer.of(0)]),
  )
}
