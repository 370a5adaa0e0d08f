import { accessSync, constants, lstatSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { findRepository } from './find-repository.ts'
import { isWithin } from './is-within.ts'
import { osPath } from './path-bytes.ts'
import { readStanding, type Standing } from './replace-file.ts'

/** Where a path leads, or why nothing may be written there, in words that follow its name. */
export type Place = { readonly place: string } | { readonly refusal: string }

/** The folder below which files may be changed: the repository, or where there is none the working directory. */
export function writableRoot(cwd: string): string {
  return findRepository(cwd)?.root ?? cwd
}

/**
 * Looks at the way to a file: no link on it, nothing outside the repository, nothing of git's own, whose files are programs to it.
 * @param cwd absolute, without symbolic links; what `path` is relative to
 */
export function openPlace(cwd: string, path: string): Place {
  const root = writableRoot(cwd)
  const place = resolve(cwd, path)
  if (place === root || !isWithin(root, place)) return { refusal: 'lies outside the repository' }
  const parts = relative(root, place).split(sep)
  // Windows and macOS take .GIT, `.git.` and git~1 for it too.
  if (parts.some(part => /^(\.git|git~\d+)[. ]*(:|$)/i.test(part))) return { refusal: 'lies inside a .git directory' }
  let here = root
  for (const [index, part] of parts.entries()) {
    here = join(here, part)
    const stats = lstatSync(osPath(here), { throwIfNoEntry: false })
    const last = index === parts.length - 1
    if (!stats) return { place }
    if (stats.isSymbolicLink()) return { refusal: last ? 'is a symbolic link' : 'lies behind a symbolic link' }
    if (last ? !stats.isFile() : !stats.isDirectory())
      return { refusal: last ? 'is not a file' : 'lies in what is no folder' }
  }
  return { place }
}

/** A file that is as it was read, or why it may not be changed, in words that follow its name. */
export type Opened = { readonly place: string; readonly standing: Standing } | { readonly refusal: string }

/** @param text as it was read */
export function openFile(cwd: string, path: string, text: string, toWrite: boolean): Opened {
  try {
    const way = openPlace(cwd, path)
    if ('refusal' in way) return way
    const standing = readStanding(way.place)
    if (!standing) return { refusal: 'is not a file' }
    const { bytes } = standing
    if (!bytes.equals(Buffer.from(text)))
      return bytes.toString('utf8') === text
        ? { refusal: 'is not UTF-8 throughout, so that not every byte would stay what it is' }
        : { refusal: 'has changed since it was read' }
    if (toWrite) {
      accessSync(osPath(way.place), constants.W_OK)
      if (!mayMake(dirname(way.place))) return { refusal: 'lies in a folder that may not be written to' }
    }
    return { place: way.place, standing }
  } catch (error) {
    return { refusal: whyNot(error) }
  }
}

/** Whether a file may be made in a folder: the fixed one stands beside the old one for a moment. */
function mayMake(folder: string): boolean {
  try {
    accessSync(osPath(folder), constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** An error of the file system in words that follow the name of a file. */
export function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  switch (code) {
    case undefined:
      throw error
    case 'ENOENT':
    case 'ENOTDIR':
      return 'is gone since it was read'
    case 'ELOOP':
      return 'is a symbolic link'
    case 'EEXIST':
      return 'exists already'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `may not be written to (${code})`
    default:
      return `cannot be written (${code})`
  }
}
