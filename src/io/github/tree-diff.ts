import { type LineChange, readDiff } from '../../core/diff-lines.ts'
import { pathOf, splitNames } from '../path-bytes.ts'
import type { Repository } from './history.ts'

/** A file that differs between two trees. Paths are from the repository's root. */
export interface Difference {
  /** A(dded), D(eleted), M(odified), R(enamed), T(ype changed). */
  readonly status: string
  readonly oldPath: string
  readonly newPath: string
  /** Whether both sides hold the same bytes (a new name or a new mode only). */
  readonly same: boolean
}

/** The repository decides neither what is run nor what is shown: attributes and configuration can name programs and call a text binary. */
const options = [
  '-r',
  '--find-renames',
  '-l1000',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--ignore-submodules=none',
]

/** What differs between two commits, submodules aside; null where a tree is not in this clone. */
export function differences({ ask }: Repository, from: string, to: string): readonly Difference[] | null {
  const { ok, stdout } = ask(['diff-tree', ...options, '--raw', '--no-abbrev', '-z', from, to])
  if (!ok) return null
  const fields = splitNames(stdout)
  const found: Difference[] = []
  for (let at = 0; at + 1 < fields.length; ) {
    const [oldMode, newMode, oldId, newId, status] = fields[at++]!.slice(1).split(' ')
    const oldPath = fields[at++]!
    const newPath = /^[RC]/.test(status ?? '') ? (fields[at++] ?? oldPath) : oldPath
    if (oldMode === '160000' || newMode === '160000') continue
    found.push({ status: status?.[0] ?? '', oldPath, newPath, same: oldId === newId })
  }
  return found
}

/** A byte of a name that is no UTF-8 (see path-bytes.ts). */
const odd = /[\ud800-\udfff]/u

/** How many files git is asked for at once: their names must fit on a command line. */
const batch = 100
/** A longer diff is not read into a string. */
const longest = 1 << 28

/** By `keyOf`: what changes in the lines of these files; null or missing where git does not say. */
export function lineChanges(
  { ask }: Repository,
  from: string,
  to: string,
  files: readonly Difference[],
): ReadonlyMap<string, readonly LineChange[] | null> {
  const found = new Map<string, readonly LineChange[] | null>()
  for (let at = 0; at < files.length; at += batch) {
    const paths = new Set(files.slice(at, at + batch).flatMap(file => [file.oldPath, file.newPath]))
    // Such a name cannot be given on the command line.
    const names = [...paths].filter(path => !odd.test(path))
    const show = ['--patch', '--unified=0', '--text', '--full-index', '--src-prefix=a/', '--dst-prefix=b/']
    const { ok, stdout } = ask(['diff-tree', ...options, ...show, from, to, '--', ...names])
    if (!ok || names.length === 0 || stdout.length > longest) continue
    for (const { oldPath, newPath, changes } of readDiff(stdout.toString('latin1'))) {
      if (oldPath === null || newPath === null) continue
      found.set(keyOf({ oldPath: decode(oldPath), newPath: decode(newPath) }), changes)
    }
  }
  return found
}

export function keyOf({ oldPath, newPath }: Pick<Difference, 'oldPath' | 'newPath'>): string {
  return `${oldPath}\0${newPath}`
}

function decode(bytes: string): string {
  return pathOf(Buffer.from(bytes, 'latin1'))
}
