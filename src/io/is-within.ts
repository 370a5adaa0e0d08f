import { isAbsolute, relative } from 'node:path'

/** Whether an absolute path is a directory or lies below it. Symbolic links are not looked at. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path)
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('..\\') || isAbsolute(way))
}
