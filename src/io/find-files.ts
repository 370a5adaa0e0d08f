import { join } from 'node:path'
import { keeper } from './exclude.ts'
import { type Found, listRoots, walkRoot } from './list-roots.ts'
import { type Root, selectPaths } from './select-paths.ts'
import { UserError } from './user-error.ts'

export interface FindOptions {
  /** Absolute, without symbolic links; every path found is relative to it. */
  readonly cwd: string
  /** Files, directories and patterns as typed; none: the working directory. */
  readonly paths: readonly string[]
  /** Patterns as in .gitignore, relative to the working directory. */
  readonly exclude: readonly string[]
  /** Filled with every path there is, also those that are left out. */
  readonly listed?: string[] | null
}

/**
 * Lists the files to read, in parts that arrive one after another; a path may be in more than one.
 * @throws a user error for a path that does not exist, lies outside the repository or matches nothing
 */
export async function* findFiles(options: FindOptions): AsyncGenerator<Found> {
  const { cwd } = options
  const { roots, files, passedOver } = await selectPaths(cwd, options.paths)
  const kept = keeper(options.exclude)
  const left = (found: Found): Found => {
    for (const path of options.listed ? found.files : []) options.listed!.push(path)
    if (options.exclude.length === 0) return found
    return {
      files: found.files.filter(kept),
      passedOver: found.passedOver.filter(p => kept(p.path)),
      notes: found.notes,
    }
  }
  if (files.length > 0 || passedOver.length > 0) yield left({ files, passedOver, notes: [] })
  for (const group of groupByRepository(roots)) {
    const seen = new Set<Root>()
    const belonging = membership(cwd, group, seen)
    for await (const part of listRoots(cwd, group)) yield left({ ...part, files: belonging(part.files) })
    for (const root of group) {
      if (seen.has(root)) continue
      if (root.matches) throw new UserError(`${root.typed} matches no file`)
      if (isNamedInside(root)) yield left(walkRoot(cwd, { ...root, repository: null }))
    }
  }
}

/** A directory that was named although git ignores all of it (rendered templates) is looked through all the same. */
function isNamedInside({ repository, directory }: Root): boolean {
  return repository !== null && repository.distrust === null && directory !== repository.root
}

/** Roots of one repository are listed in one go. */
function groupByRepository(roots: readonly Root[]): readonly (readonly Root[])[] {
  const groups = new Map<string, Root[]>()
  for (const root of roots) {
    const asked = root.repository !== null && root.repository.distrust === null
    const key = asked ? root.repository!.root : `\0${root.directory}`
    groups.set(key, [...(groups.get(key) ?? []), root])
  }
  return [...groups.values()]
}

/** Picks out of listed paths those that belong to a root of the group, and notes in `seen` which roots have any. */
function membership(
  cwd: string,
  group: readonly Root[],
  seen: Set<Root>,
): (files: readonly string[]) => readonly string[] {
  const [only] = group
  if (group.length === 1 && only!.matches === null) {
    return files => {
      if (files.length > 0) seen.add(only!)
      return files
    }
  }
  const belongs = (path: string): boolean => {
    const place = join(cwd, path)
    let any = false
    for (const root of group) {
      if (!place.startsWith(`${root.directory}/`)) continue
      if (root.matches && !root.matches(place.slice(root.directory.length + 1))) continue
      seen.add(root)
      any = true
    }
    return any
  }
  return files => files.filter(belongs)
}
