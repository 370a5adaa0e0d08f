import type { Lasts } from '../core/effect.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Loader } from '../core/setting.ts'
import type { Phase, Target } from '../core/target.ts'
import { directoryRank, isLoadedName } from './load-order.ts'

export const mainFile = '/etc/sysctl.conf'
export const mainLink = '/etc/sysctl.d/99-sysctl.conf'

/**
 * Whether the loader reads /etc/sysctl.conf at boot. procps does. systemd-sysctl does only through the link
 * /etc/sysctl.d/99-sysctl.conf, which Debian shipped up to 12 and dropped in 13 (systemd 256.4-1, bug 1076190).
 */
export function mainFileIsRead(target: Target, loader: Loader, kernel: KernelRange): boolean | null {
  if (loader === 'procps') return true
  const read = new Set(target.steps.map(step => (step.do === 'write' ? step.path : null)))
  // a link is listed but not read as a file of its own; one that leads elsewhere takes the name
  if (target.present?.includes(mainLink) && !read.has(mainLink)) return !target.elsewhere?.includes(mainLink)
  const debian = /^debian-(\d+)$/.exec(kernel.distribution ?? '')
  return debian ? Number(debian[1]) <= 12 : null
}

/** How long a setting in a file stays: for ever if the loader reads the file at boot. */
export function lastsInFile(path: string | null, phase: Phase, loader: Loader, mainIsRead: boolean | null): Lasts {
  if (path === null) return 'unknown'
  if (path === mainFile) return mainIsRead === null ? 'unknown' : mainIsRead ? 'persistent' : 'runtime'
  if (directoryRank(path) >= 0 && isLoadedName(path, loader)) return 'persistent'
  return phase === 'each-boot' ? 'boot' : 'runtime'
}

/** Names that people give to files they have switched off or keep as a pattern. */
const offOnPurpose =
  /\.(bak|backup|old|orig|save|saved|disabled?|off|dis|example|sample|dist|template|rpmnew|rpmsave|rpmorig|ucf-\w+|dpkg-\w+|md|txt|rst|swp|tmp)$|~$|(^|\/)(README|LICENSE|\.gitkeep|\.gitignore)\b/i

/** Whether the name says that the file is not meant to be read. */
export function isOffOnPurpose(path: string): boolean {
  return offOnPurpose.test(path)
}

/** Why no loader reads a file below one of its directories at boot, or null where that is not certain. */
export function unreadReason(path: string, loader: Loader): string | null {
  const inside = /^(.*\/sysctl\.d)\/(.+)$/.exec(path)
  if (!inside || directoryRank(`${inside[1]}/x`) < 0) return null
  const name = inside[2]!
  if (name.includes('/')) return `${inside[1]} is read without its subdirectories`
  if (!name.endsWith('.conf')) return `only names that end in .conf are read in ${inside[1]}`
  if (!isLoadedName(path, loader)) return 'systemd-sysctl passes over hidden files'
  return null
}
