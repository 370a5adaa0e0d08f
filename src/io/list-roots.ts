import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { git, gitMeanwhile } from './git.ts'
import { isWithin } from './is-within.ts'
import type { PassedOver } from './passed-over.ts'
import { splitNames } from './path-bytes.ts'
import type { Root } from './select-paths.ts'
import { walk } from './walk.ts'

/** Paths relative to the working directory, with `/`. */
export interface Found {
  readonly files: readonly string[]
  readonly passedOver: readonly PassedOver[]
  /** Why git was not asked, where that was not to be expected. Not safe to print as they are. */
  readonly notes: readonly string[]
}

/**
 * Lists directories of one repository (or of none): by git, or else by a walk. Tracked files come first, so that they can be
 * read while git still looks for others; a path may come twice when git fails half-way.
 * @param cwd absolute, without symbolic links
 */
export async function* listRoots(cwd: string, roots: readonly Root[]): AsyncGenerator<Found> {
  const repository = roots[0]!.repository
  let notes: string[] = []
  if (repository?.distrust) {
    notes = [`git was not asked for the files, since ${repository.distrust}; .gitignore files were read instead`]
  } else if (repository) {
    const complaint = yield* listByGit(cwd, repository.root, roots)
    if (complaint === null) return
    notes = [`git did not list the files (${complaint}); .gitignore files were read instead`]
  }
  for (const root of roots) {
    yield { ...walkRoot(cwd, root), notes }
    notes = []
  }
}

/** Milliseconds. Reading the index is quick even where looking for untracked files is not. */
const indexPatience = 20_000

/** @returns what git complained of, or null */
async function* listByGit(
  cwd: string,
  workspace: string,
  roots: readonly Root[],
): AsyncGenerator<Found, string | null> {
  const base = isWithin(workspace, cwd) ? cwd : workspace
  const prefix = slashed(relative(cwd, base))
  const places = roots.map(root => relative(base, root.directory) || '.')
  const where = places.includes('.') ? [] : ['--', ...places]
  // Looking for untracked files takes git longest; meanwhile the tracked ones are listed and read.
  const others = gitMeanwhile(workspace, base, ['ls-files', '-z', '--others', '--exclude-standard', ...where])
  const first = git(workspace, base, ['ls-files', '-z', '-t', '--cached', ...where], undefined, indexPatience)
  if (!first.ok) {
    others.stop()
    return first.complaint
  }
  yield fromTracked(first.stdout, prefix)
  const second = await others.result
  if (!second.ok) return second.complaint
  yield fromOthers(splitNames(second.stdout), prefix)
  return null
}

/** Names as `ls-files -t` prints them: a letter, a blank, the name. `S`: not checked out on purpose (a sparse checkout). */
function fromTracked(bytes: Buffer, prefix: string): Found {
  const text = bytes.toString('utf8')
  // Nearly always all are plainly tracked (H), and then one cut does for all.
  const plain = text.startsWith('H ') && !/\0[^H]/.test(text) && !text.includes('\ufffd')
  const names = plain ? text.slice(2, -1).split('\0H ') : namesOf(splitNames(bytes))
  return { files: prefix ? names.map(name => prefix + name) : names, passedOver: [], notes: [] }
}

function namesOf(entries: readonly string[]): string[] {
  // An unmerged file is listed once for each side.
  return entries.filter((entry, i) => entry !== entries[i - 1] && !entry.startsWith('S')).map(entry => entry.slice(2))
}

/** git ends the name of a repository inside this one with a slash. */
function fromOthers(names: readonly string[], prefix: string): Found {
  const nested = names.filter(name => name.endsWith('/'))
  return {
    files: names.filter(name => !name.endsWith('/')).map(name => prefix + name),
    passedOver: nested.map(name => ({ path: prefix + name.slice(0, -1), why: 'repository' })),
    notes: [],
  }
}

/** Lists a directory without git, under the .gitignore files that hold there. */
export function walkRoot(cwd: string, { directory, repository }: Root): Found {
  const above: { text: string; way: string }[] = []
  if (repository) {
    const way = relative(repository.root, directory).split(sep).filter(Boolean)
    const add = (file: string, below: readonly string[]): void => {
      const text = readIfThere(file)
      if (text !== null) above.push({ text, way: below.map(name => `${name}/`).join('') })
    }
    add(join(repository.root, '.git/info/exclude'), way)
    for (let depth = 0; depth < way.length; depth++)
      add(join(repository.root, ...way.slice(0, depth), '.gitignore'), way.slice(depth))
  }
  const below = cwd !== directory && isWithin(directory, cwd)
  const prefix = below ? '' : slashed(relative(cwd, directory))
  const { files, passedOver } = walk({ directory, prefix, above, leaveRepositories: repository !== null })
  if (!below) return { files, passedOver, notes: [] }
  const named = (path: string): string => relative(cwd, join(directory, path)).split(sep).join('/')
  return { files: files.map(named), passedOver: passedOver.map(p => ({ ...p, path: named(p.path) })), notes: [] }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** `roles/net/`, or nothing for the directory itself. */
function slashed(way: string): string {
  return way === '' ? '' : `${way.split(sep).join('/')}/`
}
