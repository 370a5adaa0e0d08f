import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Source } from '../core/text.ts'
import { isWithin } from './is-within.ts'

/** Where configuration is read from: the disk, or the tree of a commit. */
export interface ConfigSource {
  /**
   * The text of a file, or null if it is absent, too large, no text, a link or outside.
   * @param path from the root of the repository, with `/`
   * @param typed whether somebody typed it, who may name any file, then perhaps an absolute path
   */
  read(path: string, typed?: boolean): Source | null
  /** Why a file that is there was not read, in words that follow its name; null where there is none. */
  refusal?(path: string, typed?: boolean): string | null
}

/** Larger files are no configuration; bytes. */
export const largestConfig = 1 << 20

const straight = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
const plain = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * Files on disk.
 * @param root absolute, without symbolic links
 */
export function diskConfigSource(root: string): ConfigSource {
  const look = (path: string, typed: boolean) => {
    const place = resolve(root, path)
    if (!typed && !isWithin(root, place)) return 'lies outside the repository'
    return typed ? readText(place, plain) : readStraight(place)
  }
  return {
    read(path, typed = false) {
      const found = look(path, typed)
      return found === null || typeof found === 'string' ? null : { path, text: found.text }
    },
    refusal(path, typed = false) {
      const found = look(path, typed)
      return typeof found === 'string' ? found : null
    },
  }
}

type Found = { readonly text: string } | string | null

function readStraight(place: string): Found {
  try {
    if (realpathSync.native(dirname(place)) !== dirname(place)) return 'lies behind a symbolic link'
  } catch {
    return null
  }
  return readText(place, straight)
}

/** The text of a file, why it is not read, or null where there is none. */
function readText(place: string, flags: number): Found {
  let fd: number | null = null
  try {
    fd = openSync(place, flags)
    const status = fstatSync(fd)
    if (!status.isFile()) return 'is not a file'
    if (status.size > largestConfig) return `is larger than any configuration (${largestConfig >> 10} KiB)`
    const bytes = Buffer.alloc(status.size + 1)
    let length = 0
    for (let more = -1; more !== 0 && length < bytes.length; length += more)
      more = readSync(fd, bytes, length, bytes.length - length, null)
    const text = bytes.toString('utf8', 0, length)
    return text.includes('\0') || text.includes('\ufffd') ? 'is no UTF-8 text' : { text }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    if (code === 'ELOOP') return 'is a symbolic link'
    return `cannot be read (${code})`
  } finally {
    if (fd !== null) closeSync(fd)
  }
}
