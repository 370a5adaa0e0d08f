import type { YamlNode } from '../../syntax/yaml-node.ts'
import { type Config, type Entry, entryOf, type Item, type Lost } from './config.ts'
import { liveValue, stringOf } from './yaml-access.ts'

/** Applies a `#cloud-config-jsonp` (RFC 6902) to what earlier parts made: to whole keys and to items of their lists. */
export function patchConfig(config: Config, patch: YamlNode | null, origin: Item['origin']): Config {
  if (patch?.kind !== 'seq') return config
  const entries = new Map(config.entries)
  const lost: Lost[] = [...config.lost]
  for (const operation of patch.items) {
    const op = operation.kind === 'map' ? stringOf(liveValue(operation, 'op')) : null
    const node = operation.kind === 'map' ? liveValue(operation, 'value') : null
    const path = operation.kind === 'map' ? stringOf(liveValue(operation, 'path')) : null
    const [start, key, position, ...deeper] = path?.split('/') ?? []
    // an operation that fails, or is beyond us, takes the whole patch with it
    if (start !== '' || key === undefined || deeper.length > 0 || (op !== 'remove' && !node)) return config
    const old = entries.get(key)
    const gone = (entry: Entry) => lost.push({ entry, outcome: 'overridden', why: `a later part patches ${key}` })
    if (position === undefined) {
      if (op !== 'add' && !(old && (op === 'remove' || op === 'replace'))) return config
      if (old) gone(old)
      entries.delete(key)
      if (op !== 'remove' && node) entries.set(key, entryOf(key, { node, origin }))
    } else {
      const patched = old && patchItems(old, op, position, node && { node, origin })
      if (!patched) return config
      entries.set(key, patched.entry)
      if (patched.gone.length > 0) gone({ ...old, items: patched.gone })
    }
  }
  return { entries, lost }
}

function patchItems(entry: Entry, op: string | null, position: string, item: Item | null) {
  // a mapping gets a key more, and is no list of ours before or after
  if (entry.node.kind === 'map' && op === 'add') return { entry, gone: [] }
  if (!entry.items || !/^(-|0|[1-9]\d{0,5})$/.test(position)) return null
  const items = [...entry.items]
  const at = position === '-' ? items.length : Number(position)
  const adds = op === 'add'
  if (at > items.length || (!adds && (at === items.length || (op !== 'remove' && op !== 'replace')))) return null
  const gone = items.splice(at, adds ? 0 : 1, ...(op === 'remove' || !item ? [] : [item]))
  return { entry: { ...entry, items }, gone }
}
