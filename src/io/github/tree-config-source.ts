import { type ConfigSource, largestConfig } from '../config-source.ts'
import type { Repository } from './history.ts'

/** Configuration as a commit has it. */
export interface TreeConfigSource extends ConfigSource {
  /** Whether a file was asked for that the commit has and this clone has not. */
  readonly lost: () => boolean
  /** A file's text whatever its size, for what is no configuration; null where the commit has no such plain file. */
  readonly text: (path: string, largest: number) => string | null
}

type Found = { readonly text: string } | string | null

/** Reads from a commit's tree, in which links lead nowhere. */
export function treeConfigSource({ ask }: Repository, commit: string): TreeConfigSource {
  let lost = false
  const known = new Map<string, Found>()
  const find = (path: string, largest: number): Found => {
    if (path === '' || path.startsWith('/') || path.startsWith('../')) return 'lies outside the repository'
    const { ok, stdout } = ask(['ls-tree', '-z', '--full-tree', commit, '--', path])
    const entry = /^(\d{6}) (\w+) ([0-9a-f]+)\t/.exec(stdout.toString('latin1'))
    if (!ok || !entry) return null
    const [, mode, type, id] = entry
    if (mode === '120000') return 'is a symbolic link'
    if (type !== 'blob') return 'is not a file'
    const size = ask(['cat-file', '-s', id!])
    const { ok: read, stdout: bytes } =
      size.ok && Number(size.stdout) <= largest ? ask(['cat-file', 'blob', id!]) : { ok: false, stdout: null }
    if (size.ok && bytes === null) return `is larger than any configuration (${largest >> 10} KiB)`
    if (!size.ok || !read || bytes === null) {
      lost = true
      return 'is not in this clone'
    }
    const text = bytes.toString('utf8')
    return text.includes('\0') || text.includes('\ufffd') ? 'is no UTF-8 text' : { text }
  }
  // each question is a run of git
  const look = (path: string, largest: number): Found => {
    const key = `${largest} ${path}`
    const found = known.has(key) ? known.get(key)! : find(path, largest)
    known.set(key, found)
    return found
  }
  const textOf = (path: string, largest: number): string | null => {
    const found = look(path, largest)
    return found === null || typeof found === 'string' ? null : found.text
  }
  return {
    read(path) {
      const text = textOf(path, largestConfig)
      return text === null ? null : { path, text }
    },
    refusal(path) {
      const found = look(path, largestConfig)
      return typeof found === 'string' ? found : null
    },
    lost: () => lost,
    text: textOf,
  }
}
