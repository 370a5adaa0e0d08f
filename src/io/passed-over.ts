import { clean } from '../reports/clean.ts'

/** Why a path was listed but not read. `repository`: a submodule or another repository inside this one. `special`: a device, FIFO or socket. */
export type PassedOverWhy =
  | 'symbolic-link'
  | 'repository'
  | 'special'
  | 'binary'
  | 'too-large'
  | 'vanished'
  | 'unreadable'

export interface PassedOver {
  readonly path: string
  readonly why: PassedOverWhy
}

const words: Record<PassedOverWhy, readonly [one: string, many: string]> = {
  'symbolic-link': ['symbolic link', 'symbolic links'],
  repository: ['repository of its own', 'repositories of their own'],
  special: ['device, FIFO or socket', 'devices, FIFOs or sockets'],
  binary: ['binary file', 'binary files'],
  'too-large': ['file over 8 MiB', 'files over 8 MiB'],
  vanished: ['missing file', 'missing files'],
  unreadable: ['unreadable file or directory', 'unreadable files or directories'],
}

/** How many paths of a kind are named. */
const named = 3

/** What was passed over, a line for each kind, safe to print: `2 symbolic links (a, b)`. */
export function describePassedOver(passedOver: readonly PassedOver[]): string[] {
  const lines: string[] = []
  for (const why of Object.keys(words) as PassedOverWhy[]) {
    const paths = passedOver.filter(p => p.why === why).map(p => p.path)
    if (paths.length === 0) continue
    const names = paths.sort().slice(0, named).map(clean)
    const more = paths.length > named ? ', …' : ''
    lines.push(`${paths.length} ${words[why][paths.length === 1 ? 0 : 1]} (${names.join(', ')}${more})`)
  }
  return lines
}
