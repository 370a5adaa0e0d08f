/** Paths of a repository: relative to its root, with `/`, '' for the root itself. */

/** A path without `.` and `..`; those that lead out stay at its start. */
export function normalize(path: string): string {
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop()
    else names.push(name)
  }
  return names.join('/')
}

export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../')
}

/** The folder that a file is in. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** A path within a folder, relative to it; null for one that is not. */
export function within(folder: string, path: string): string | null {
  if (folder === '') return isOutside(path) ? null : path
  if (path === folder) return ''
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null
}

/** A path as seen from a folder: `../.sysctl-lint.yml`. */
export function seenFrom(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/')
  const to = path.split('/')
  let same = 0
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
}
