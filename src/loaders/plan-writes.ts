import type { Beaten } from '../core/effect.ts'
import { matchesGlob } from '../core/glob.ts'
import type { Loader, Setting } from '../core/setting.ts'
import { parameters } from '../kernel/parameters.ts'
import type { Assignment, Exclusion, Item, Unnamed, Write } from './item.ts'
import { parameterPath } from './sysctl-key.ts'

/** A setting that a loader reads and never writes. */
export interface Lost {
  readonly setting: Setting
  /** The assignment that takes its place; null where an exclusion line does. */
  readonly by: Write | null
  readonly file: string | null
  /** Where it is more than a later line that takes its place. */
  readonly how?: Beaten['how']
  readonly rewriter?: Setting
}

export interface Plan {
  readonly writes: readonly Write[]
  readonly lost: readonly Lost[]
  /** An assignment of which only a run can tell the parameter, and how many of the writes come before it: the last of its kind. */
  readonly unnamed: { readonly setting: Setting; readonly after: number } | null
}

/**
 * What a loader writes of the lines it has read. Globs never touch a key that is named, before or after them.
 *
 * systemd keeps one entry a key and writes the last, so that a refused line still does away with an earlier good one
 * (systemd 257 src/sysctl/sysctl.c apply_all); procps writes each in turn (procps-ng 4.0 src/sysctl.c write_setting_list).
 */
export function planWrites(items: readonly Item[], loader: Loader): Plan {
  const lost: Lost[] = []
  const there: (Assignment | Exclusion | Unnamed)[] = []
  for (const item of items) {
    if (item.kind !== 'assign' || !item.gone) there.push(item)
    else lost.push({ setting: item.setting, file: item.file, ...item.gone })
  }
  const kept = loader === 'systemd' ? lastOfEach(there, lost) : there
  const named = new Set<string>()
  for (const item of kept) if (item.kind !== 'unnamed' && !item.glob) named.add(item.path)
  const writes: Write[] = []
  let unnamed: Plan['unnamed'] = null
  for (const item of kept) {
    if (item.kind === 'exclude') continue
    if (item.kind === 'unnamed') unnamed = { setting: item.setting, after: writes.length }
    else if (item.glob)
      for (const setting of expand(item.path, item.setting, named)) writes.push({ setting, file: item.file })
    else writes.push({ setting: item.setting, file: item.file })
  }
  return { writes, lost, unnamed }
}

function lastOfEach(items: readonly Item[], lost: Lost[]): Item[] {
  const entries = new Map<string | Item, Item>()
  for (const item of items) {
    // what may not be there on the host takes nothing away, nor does what is no more
    if (
      item.kind === 'unnamed' ||
      (item.kind === 'assign' && (item.setting.conditional !== null || item.setting.state === 'absent'))
    ) {
      entries.set(item, item)
      continue
    }
    const before = entries.get(item.path)
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
