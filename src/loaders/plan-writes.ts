import { matchesGlob } from '../core/glob.ts'
import type { Loader, Setting } from '../core/setting.ts'
import { parameters } from '../kernel/parameters.ts'
import type { Item } from './content-items.ts'
import { parameterPath } from './sysctl-key.ts'

/** One write to the kernel that a loader makes, in its order. */
export interface Write {
  readonly setting: Setting
  readonly file: string | null
}

/** A setting that a loader reads and never writes. */
export interface Lost {
  readonly setting: Setting
  /** The assignment that takes its place; null where an exclusion line does. */
  readonly by: Write | null
  readonly file: string | null
}

export interface Plan {
  readonly writes: readonly Write[]
  readonly lost: readonly Lost[]
}

/**
 * What a loader writes of the lines it has read. Globs never touch a key that is named, before or after them.
 *
 * systemd keeps one entry a key and writes the last, so that a refused line still does away with an earlier good one
 * (systemd 257 src/sysctl/sysctl.c apply_all); procps writes each in turn (procps-ng 4.0 src/sysctl.c write_setting_list).
 */
export function planWrites(items: readonly Item[], loader: Loader): Plan {
  const lost: Lost[] = []
  const kept = loader === 'systemd' ? lastOfEach(items, lost) : withoutRemoved(items, lost)
  const named = new Set<string>()
  for (const item of kept) if (!item.glob) named.add(item.path)
  const writes: Write[] = []
  for (const item of kept) {
    if (item.kind === 'exclude') continue
    if (item.glob)
      for (const setting of expand(item.path, item.setting, named)) writes.push({ setting, file: item.file })
    else writes.push({ setting: item.setting, file: item.file })
  }
  return { writes, lost }
}

/** procps' reading keeps every line but those that a tool has taken out of the file since. */
function withoutRemoved(items: readonly Item[], lost: Lost[]): readonly Item[] {
  const removed = new Map<string, { at: number; by: Write }>()
  for (const [at, item] of items.entries())
    if (item.kind === 'assign' && item.setting.state === 'absent' && item.setting.conditional === null)
      removed.set(item.path, { at, by: { setting: item.setting, file: item.file } })
  if (removed.size === 0) return items
  return items.filter((item, at) => {
    const end = removed.get(item.path)
    if (!end || at >= end.at || item.kind !== 'assign') return true
    lost.push({ setting: item.setting, by: end.by, file: item.file })
    return false
  })
}

function lastOfEach(items: readonly Item[], lost: Lost[]): Item[] {
  const entries = new Map<string, Item>()
  for (const item of items) {
    const before = entries.get(item.path)
    // what may not be there on the host takes nothing away
    if (item.kind === 'assign' && item.setting.conditional !== null) {
      entries.set(`${item.path}\0${item.setting.key.start}`, item)
      continue
    }
    if (before?.kind === 'assign' && !before.glob) {
      const by = item.kind === 'assign' ? { setting: item.setting, file: item.file } : null
      lost.push({ setting: before.setting, by, file: before.file })
    }
    entries.delete(item.path)
    entries.set(item.path, item)
  }
  return [...entries.values()]
}

function* expand(pattern: string, setting: Setting, named: ReadonlySet<string>): Iterable<Setting> {
  for (const parameter of parameters.values()) {
    const path = parameterPath(parameter.name)
    if (parameter.removedIn === null && parameter.effect !== 'vendor' && !named.has(path) && matchesGlob(pattern, path))
      yield { ...setting, parameter: parameter.name }
  }
}
