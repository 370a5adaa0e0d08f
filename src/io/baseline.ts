import { readFileSync, statSync } from 'node:fs'
import { posix, relative, resolve, sep } from 'node:path'
import { type Baseline, parseBaseline } from '../core/baseline.ts'
import { findRepository } from './find-repository.ts'
import { git } from './git.ts'
import { splitNames } from './path-bytes.ts'
import { UserError } from './user-error.ts'

/** Larger files are no baseline; bytes. */
export const largestBaseline = 64 << 20

/**
 * Reads a baseline.
 * @param option the name it was asked by, for messages
 * @throws a user error for what is no baseline
 */
export function readBaseline(cwd: string, file: string, option = '--baseline'): Baseline {
  let text: string
  try {
    const place = resolve(cwd, file)
    const status = statSync(place)
    if (!status.isFile()) throw new UserError(`${option} ${file} is not a file`)
    if (status.size > largestBaseline) throw new UserError(`${option} ${file} is larger than any baseline`)
    text = readFileSync(place, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    const { code } = error as NodeJS.ErrnoException
    const hint = code === 'ENOENT' ? 'does not exist; --write-baseline makes it' : `cannot be read (${code})`
    throw new UserError(`${option} ${file} ${hint}`)
  }
  const baseline = parseBaseline(text)
  if ('error' in baseline) throw new UserError(`${option} ${file} ${baseline.error}`)
  return baseline
}

/**
 * Where the files of a baseline are now, as far as git sees them moved since the baseline's last commit: old path → new path,
 * relative to the working directory. Empty where git knows nothing of it.
 * @param cwd absolute, without symbolic links
 * @param files paths of the baseline that are not there any more
 * @param of the commit that the baseline is read from; unless given, the checkout's
 * @param to the commit whose files are meant; unless given, those on disk
 */
export function renamesSince(
  cwd: string,
  baseline: string,
  files: readonly string[],
  { of, to }: { readonly of?: string | null; readonly to?: string | null } = {},
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>()
  const repository = files.length === 0 ? null : findRepository(cwd)
  if (!repository || repository.distrust !== null) return renamed
  const { root } = repository
  const name = relative(root, resolve(cwd, baseline)).split(sep).join('/')
  const last = git(root, root, ['log', '-1', '--format=%H', ...(of ? [of] : []), '--', name])
  const commit = last.ok ? last.stdout.toString('latin1').trim() : ''
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return renamed
  const { ok, stdout } = git(root, root, [
    'diff',
    '--no-ext-diff',
    '--no-textconv',
    '-M',
    '-z',
    '--diff-filter=R',
    '--name-status',
    commit,
    ...(to ? [to] : []),
  ])
  if (!ok) return renamed
  const prefix = relative(root, cwd).split(sep).join('/')
  const here = (path: string): string => (prefix === '' ? path : posix.relative(prefix, path))
  const wanted = new Set(files)
  const parts = splitNames(stdout)
  for (let i = 0; i + 2 < parts.length; i += 3) {
    const [from, to] = [here(parts[i + 1]!), here(parts[i + 2]!)]
    if (wanted.has(from)) renamed.set(from, to)
  }
  return renamed
}
