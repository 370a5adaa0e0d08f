import { randomBytes } from 'node:crypto'
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { osPath } from './path-bytes.ts'
import { draftExtension } from './skipped-names.ts'

/** A file as it is on the disk, to tell later whether it still is. */
export interface Standing {
  readonly bytes: Buffer
  readonly stats: BigIntStats
}

// A link is not followed, and a FIFO does not keep us waiting.
const reading = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** @throws an error of the file system; ELOOP for a link */
export function readStanding(place: string): Standing | null {
  const fd = openSync(osPath(place), reading)
  try {
    const stats = fstatSync(fd, { bigint: true })
    return stats.isFile() ? { bytes: readFileSync(fd), stats } : null
  } finally {
    closeSync(fd)
  }
}

/**
 * Puts other bytes in the place of a file, whole or not at all, with its mode and, where the system allows it, its owner.
 * @returns false if the file is no longer the one that was read
 * @throws an error of the file system
 */
export function replaceFile(place: string, bytes: Buffer, was: Standing): boolean {
  const draft = writeDraft(place, bytes, was.stats)
  try {
    if (!isStill(place, was)) {
      remove(draft)
      return false
    }
    renameSync(osPath(draft), osPath(place))
  } catch (error) {
    remove(draft)
    throw error
  }
  syncFolder(dirname(place))
  return true
}

/**
 * Makes a file, whole or not at all.
 * @throws an error of the file system; EEXIST where something stands already
 */
export function createFile(place: string, bytes: Buffer): void {
  const draft = writeDraft(place, bytes, null)
  try {
    // unlike rename, link never takes the place of what is there
    linkSync(osPath(draft), osPath(place))
  } finally {
    remove(draft)
  }
  syncFolder(dirname(place))
}

/** Deletes the drafts in a folder whose process has ended without doing so. */
export function clearDrafts(folder: string): void {
  let names: string[]
  try {
    names = readdirSync(osPath(folder))
  } catch {
    return
  }
  for (const name of names) {
    const process = /^\.(\d{1,10})-[0-9a-f]{16}\.sysctl-lint-draft$/.exec(name)?.[1]
    if (process !== undefined && hasEnded(Number(process))) remove(join(folder, name))
  }
}

function writeDraft(place: string, bytes: Buffer, like: BigIntStats | null): string {
  const name = `.${process.pid}-${randomBytes(8).toString('hex')}.${draftExtension}`
  const draft = join(dirname(place), name)
  // nobody else may read it before it has the mode of the file
  const fd = openSync(osPath(draft), 'wx', like ? 0o600 : 0o666)
  try {
    writeFileSync(fd, bytes)
    if (like) takeAfter(fd, like)
    fsyncSync(fd)
  } catch (error) {
    remove(draft)
    throw error
  } finally {
    closeSync(fd)
  }
  return draft
}

function takeAfter(fd: number, like: BigIntStats): void {
  const own = fstatSync(fd)
  let mode = Number(like.mode) & 0o7777
  if (own.uid !== Number(like.uid) || own.gid !== Number(like.gid))
    try {
      fchownSync(fd, Number(like.uid), Number(like.gid))
    } catch {
      // set-user-ID would now mean another user
      mode &= 0o777
    }
  fchmodSync(fd, mode)
}

/** By its bytes and by all that the system keeps of it: clocks are too coarse to tell of a change right after the last one. */
function isStill(place: string, { bytes, stats }: Standing): boolean {
  const now = readStanding(place)
  if (!now?.bytes.equals(bytes)) return false
  const there = lstatSync(osPath(place), { bigint: true })
  return [now.stats, there].every(
    one =>
      one.dev === stats.dev &&
      one.ino === stats.ino &&
      one.size === stats.size &&
      one.mode === stats.mode &&
      one.mtimeNs === stats.mtimeNs &&
      one.ctimeNs === stats.ctimeNs,
  )
}

/** So that the new name outlives a crash of the machine; not every system can do that. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(osPath(folder), 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch {}
}

function hasEnded(process_: number): boolean {
  try {
    process.kill(process_, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function remove(file: string): void {
  try {
    unlinkSync(osPath(file))
  } catch {}
}
