import type { Loader } from '../core/setting.ts'
import { compareBytes } from './compare-bytes.ts'

/** Where both loaders look, the most important first: a name there hides the same name further down (sysctl.d(5), sysctl(8)). */
export const directories = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
] as const

/** Which files a loader reads and in which order, and what hides the others. */
export interface LoadOrder {
  readonly files: readonly string[]
  /** hidden file → the file of the same name that hides it */
  readonly masked: ReadonlyMap<string, string>
}

/** The directory's rank (0 first) of a file directly in one of the loaders' directories, or -1. */
export function directoryRank(path: string): number {
  return (directories as readonly string[]).indexOf(path.slice(0, path.lastIndexOf('/')))
}

/** Whether a loader reads a file of this name when it stands in one of its directories. systemd passes over hidden files. */
export function isLoadedName(path: string, loader: Loader): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.endsWith('.conf') && name !== '.conf' && (loader === 'procps' || !name.startsWith('.'))
}

/**
 * What `systemd-sysctl` or `sysctl --system` reads of these files: by byte order of the base names, over all directories.
 * @param linked whether /etc/sysctl.d/99-sysctl.conf leads to /etc/sysctl.conf; procps reads /etc/sysctl.conf last in any case
 */
export function loadOrder(paths: Iterable<string>, loader: Loader, linked: boolean): LoadOrder {
  const byName = new Map<string, string>()
  const masked = new Map<string, string>()
  let main = false
  for (const path of [...paths].sort((a, b) => directoryRank(a) - directoryRank(b))) {
    if (path === '/etc/sysctl.conf') main = true
    if (directoryRank(path) < 0 || !isLoadedName(path, loader)) continue
    const name = path.slice(path.lastIndexOf('/') + 1)
    const winner = byName.get(name)
    if (winner === undefined) byName.set(name, path)
    else if (winner !== path) masked.set(path, winner)
  }
  if (main && linked) byName.set('99-sysctl.conf', '/etc/sysctl.conf')
  const files = [...byName].sort(([a], [b]) => compareBytes(a, b)).map(([, path]) => path)
  if (main && loader === 'procps') files.push('/etc/sysctl.conf')
  return { files, masked }
}
