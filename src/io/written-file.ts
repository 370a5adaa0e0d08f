import { lstatSync, mkdirSync, realpathSync, renameSync, type Stats, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { isWithin } from './is-within.ts'
import { UserError } from './user-error.ts'

/** A file that may be written: absolute, below a folder that is ours to write to, with no link and no .git on the way to it. */
export interface WrittenFile {
  readonly path: string
}

/**
 * Where an input that names a file may write. The tree is a stranger's: a link in it would send the file elsewhere, and what is
 * written into .git is a program or configuration to the next git.
 * @param cwd absolute; what relative names are relative to
 * @param roots folders that may be written to; those that do not exist are passed over
 * @throws a user error that names the input
 */
export function writtenFile(input: string, name: string, cwd: string, roots: readonly string[]): WrittenFile {
  const asked = resolve(cwd, name)
  for (const root of roots) {
    const real = realPath(root)
    if (real === null) continue
    // The folders themselves may lie behind links (/tmp on macOS); what is below them may not.
    const base = isWithin(resolve(root), asked) ? resolve(root) : isWithin(real, asked) ? real : null
    if (base === null) continue
    const way = relative(base, asked)
    refuse(input, name, real, way)
    return { path: join(real, way) }
  }
  throw new UserError(`${input}: ${name} lies outside the workspace; name a file in it or in RUNNER_TEMP`)
}

/**
 * Writes the file, whole or not at all; missing folders are made.
 * @throws an error of the file system
 */
export function writeWhole({ path }: WrittenFile, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  // Not after the file's own name, which may be as long as a name can be.
  const draft = join(dirname(path), `.sysctl-lint.${process.pid}.tmp`)
  try {
    writeFileSync(draft, text, { flag: 'wx' })
    renameSync(draft, path)
  } catch (error) {
    remove(draft)
    throw error
  }
}

function refuse(input: string, name: string, root: string, way: string): void {
  const parts = way.split(sep)
  // Windows and macOS take .GIT, `.git.` and git~1 for it too.
  if (parts.some(part => /^(\.git|git~\d+)[. ]*(:|$)/i.test(part)))
    throw new UserError(`${input}: ${name} lies inside a .git directory; name a file of the working tree`)
  let here = root
  for (const [index, part] of parts.entries()) {
    here = join(here, part)
    const stats = statsOf(here)
    if (typeof stats === 'string') throw new UserError(`${input}: ${name} cannot be written (${stats})`)
    if (!stats) return
    const last = index === parts.length - 1
    if (stats.isSymbolicLink())
      throw new UserError(`${input}: ${name} ${last ? 'is' : 'leads through'} a symbolic link; name the file itself`)
    if (last ? !stats.isFile() : !stats.isDirectory())
      throw new UserError(`${input}: ${name} ${last ? 'is not a file' : 'leads through what is no folder'}`)
  }
}

/** @returns the code of the error where the system does not say, such as for a name that is too long */
function statsOf(path: string): Stats | undefined | string {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EIO'
  }
}

function realPath(path: string): string | null {
  try {
    return realpathSync.native(path)
  } catch {
    return null
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file)
  } catch {}
}
