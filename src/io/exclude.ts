import { parseIgnore } from './gitignore.ts'

/**
 * Whether a path is left in by the patterns of `--exclude`, written as in .gitignore; what lies in an excluded directory is excluded
 * with it, and cannot be taken back.
 * @returns a test for paths relative to the directory that the patterns speak of
 */
export function keeper(exclude: readonly string[]): (path: string) => boolean {
  if (exclude.length === 0) return () => true
  const ignores = parseIgnore(exclude.join('\n'))
  const directories = new Map<string, boolean>()
  const excluded = (path: string, isDirectory: boolean): boolean => {
    const slash = path.lastIndexOf('/')
    return (slash > 0 && excludedDirectory(path.slice(0, slash))) || ignores(path, isDirectory) === true
  }
  const excludedDirectory = (path: string): boolean => {
    const known = directories.get(path)
    if (known !== undefined) return known
    const is = excluded(path, true)
    directories.set(path, is)
    return is
  }
  return path => !excluded(path, false)
}
