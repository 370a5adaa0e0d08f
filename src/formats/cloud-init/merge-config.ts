import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import type { Config, Entry, Item, Lost } from './config.ts'
import { isNull, liveValue, stringOf } from './yaml-access.ts'

/** How a part is merged into those before it: a merger and its options, as in `list(append)`. */
interface Merger {
  readonly name: string
  readonly options: readonly string[]
}

/** handlers/cloud_config.py DEF_MERGERS: a later part replaces keys. */
const defaultMergers: readonly Merger[] = [
  { name: 'dict', options: ['replace'] },
  { name: 'list', options: [] },
  { name: 'str', options: [] },
]

/** The mergers that a part or its header asks for; null where the request cannot be read, so that the part is ignored. */
export function mergersOf(map: YamlMap, header: string): readonly Merger[] | null {
  const asked = [liveValue(map, 'merge_how'), liveValue(map, 'merge_type')].find(node => node && !isNull(node)) ?? null
  const text = stringOf(asked)
  const inside = asked === null ? [] : text === null ? listedMergers(asked) : namedMergers(text)
  const outside = namedMergers(header)
  if (!inside || !outside) return null
  const all = [...inside, ...outside]
  if (!all.every(m => /^(m_)?(dict|list|str)$/.test(m.name))) return null
  return all.length === 0 ? defaultMergers : all.map(m => ({ ...m, name: m.name.replace(/^m_/, '') }))
}

/** `list(append)+dict(recurse_array)+str()` (mergers/__init__.py string_extract_mergers). */
function namedMergers(text: string): Merger[] | null {
  const mergers: Merger[] = []
  for (const piece of text.split('+', 50)) {
    const name = piece.toLowerCase().trim().replaceAll('-', '_')
    if (name === '') continue
    const parts = /^([a-z_]\w*)\(([^)]*)\)$/.exec(name)
    if (!parts) return null
    const options = parts[2]!
      .split(',')
      .map(o => o.trim())
      .filter(o => o !== '')
    mergers.push({ name: parts[1]!, options })
  }
  return mergers
}

/** A list of `{name, settings}` or of lists that start with the name. */
function listedMergers(node: YamlNode): Merger[] | null {
  if (node.kind !== 'seq') return null
  const mergers: Merger[] = []
  for (const item of node.items) {
    const name = item.kind === 'map' ? liveValue(item, 'name') : item.kind === 'seq' ? (item.items[0] ?? null) : null
    const settings = item.kind === 'map' ? liveValue(item, 'settings') : null
    const options = settings?.kind === 'seq' ? settings.items : item.kind === 'seq' ? item.items.slice(1) : []
    const text = stringOf(name)
    if (text === null || (item.kind === 'map' && settings?.kind !== 'seq')) return null
    mergers.push({ name: text.replaceAll('-', '_').trim(), options: options.flatMap(o => stringOf(o) ?? []) })
  }
  return mergers
}

/** Merges a part into what earlier ones made (mergers/m_dict.py, m_list.py). What goes away on either side is in `lost`. */
export function mergeConfig(earlier: Config, later: Config, mergers: readonly Merger[]): Config {
  const lost: Lost[] = [...earlier.lost, ...later.lost]
  const entries = new Map(earlier.entries)
  const dict = mergers.find(m => m.name === 'dict')
  if (!dict) return withoutPart(earlier, later, 'merge_how names no dict(), so nothing of this part is merged')
  const recurses = dict.options.some(o => o === 'recurse_array' || o === 'recurse_list')
  for (const [key, entry] of later.entries) {
    const old = entries.get(key)
    if (!old) entries.set(key, entry)
    else if (isNull(entry.node) && dict.options.includes('allow_delete')) {
      entries.delete(key)
      lost.push(replaced(old))
    } else if (dict.options.includes('replace')) {
      entries.set(key, entry)
      lost.push(replaced(old))
    } else if (entry.node.kind === 'map' || (entry.items && recurses)) {
      const merged = mergeValues(old, entry, mergers)
      if (!merged)
        return withoutPart(earlier, later, `cloud-init fails at merging ${key} into what an earlier part set`)
      entries.set(key, merged.entry)
      lost.push(...merged.lost)
    } else lost.push(ignored(entry, `an earlier part sets ${key} already, and merge_how keeps that`))
  }
  return { entries, lost }
}

function withoutPart(earlier: Config, part: Config, why: string): Config {
  const gone = [...part.entries.values()].map(entry => ignored(entry, why))
  return { entries: earlier.entries, lost: [...earlier.lost, ...part.lost, ...gone] }
}

function replaced(entry: Entry): Lost {
  return { entry, outcome: 'overridden', why: `a later part sets ${entry.key} again and replaces it` }
}

function ignored(entry: Entry, why: string): Lost {
  return { entry, outcome: 'ignored', why }
}

/** A value merged into an earlier one, whose type decides; null where that fails and takes the whole part with it. */
function mergeValues(
  old: Entry,
  later: Entry,
  mergers: readonly Merger[],
): { entry: Entry; lost: readonly Lost[] } | null {
  const named = (name: string) => mergers.find(m => m.name === name)
  const list = named('list')
  if (!old.items) {
    if (stringOf(old.node) !== null && named('str')) return { entry: later, lost: [replaced(old)] }
    return { entry: old, lost: [ignored(later, `an earlier part sets ${old.key} to no list`)] }
  }
  if (!list) return { entry: old, lost: [ignored(later, 'merge_how names no list(), so an earlier list stays')] }
  const method = ['append', 'prepend', 'replace', 'no_replace'].find(m => list.options.includes(m)) ?? 'replace'
  // a list that a mapping is added to gets its keys
  const items = later.items ?? keysOf(later)
  if (method === 'append') return { entry: { ...old, items: [...old.items, ...items] }, lost: [] }
  if (method === 'prepend') return { entry: { ...old, items: [...items, ...old.items] }, lost: [] }
  if (!later.items && method === 'replace') return { entry: later, lost: [replaced(old)] }
  const common = Math.min(old.items.length, items.length)
  // the items of a mapping are asked for by number
  if (!later.items && common > 0) return null
  if (method === 'no_replace')
    return { entry: old, lost: [ignored(later, 'merge_how keeps the items of an earlier part')] }
  return {
    entry: { ...old, items: [...items.slice(0, common), ...old.items.slice(common)] },
    lost: [
      replaced({ ...old, items: old.items.slice(0, common) }),
      // what the later list has more than the earlier is left out
      ignored(
        { ...later, items: items.slice(common) },
        'list() replaces item by item, and the earlier list has no such item',
      ),
    ],
  }
}

function keysOf({ node, origin }: Entry): readonly Item[] {
  return node.kind === 'map' ? node.pairs.filter(pair => !pair.dead).map(pair => ({ node: pair.key, origin })) : []
}
