import type { Span } from '../core/text.ts'
import type { YamlMap, YamlNode, YamlPair } from './yaml-node.ts'

/** A mapping while it is being built: its pairs may still be added. */
export interface OpenMap extends YamlMap {
  readonly pairs: YamlPair[]
}

interface Entry {
  readonly key: YamlNode
  readonly value: YamlNode
}

/** Says what is wrong with a key or a merge, and where. */
export type Complain = (message: string, at: Span) => void

/** Merged pairs that one file may hold: mappings that each merge the one before make their square. */
export interface MergeBudget {
  left: number
}

/**
 * Fills a mapping as PyYAML does: merged pairs first, so that explicit keys win wherever they stand; of equal keys the last wins.
 * @param filled whether a mapping has all its pairs, so that a mapping merged into itself is told
 */
export function fillMap(
  map: OpenMap,
  entries: readonly Entry[],
  filled: (map: YamlMap) => boolean,
  budget: MergeBudget,
  complain: Complain,
): void {
  const explicit = entries.filter(e => !isMerge(e.key))
  const merged: Entry[] = []
  for (const { key, value } of entries)
    if (isMerge(key)) for (const pair of mergedPairs(value, filled, budget, complain)) merged.push(pair)
  const all = [...merged.map(pair => ({ pair, merged: true })), ...explicit.map(pair => ({ pair, merged: false }))]
  const taken = new Set<string>()
  const dead: boolean[] = []
  for (let i = all.length - 1; i >= 0; i--) {
    const id = keyIdentity(all[i]!.pair.key)
    dead[i] = id !== null && taken.has(id)
    if (id !== null) taken.add(id)
    else
      complain(
        'a mapping or list stands where a key is expected; a value that starts with {{ needs quotes',
        all[i]!.pair.key.at,
      )
  }
  all.forEach((entry, i) => {
    map.pairs.push({ key: entry.pair.key, value: entry.pair.value, dead: dead[i]!, merged: entry.merged })
  })
}

function isMerge(key: YamlNode): boolean {
  return (
    key.kind === 'scalar' &&
    (key.tag === '!!merge' || (key.tag === null && key.style === 'plain' && key.value === '<<'))
  )
}

function mergedPairs(
  value: YamlNode,
  filled: (map: YamlMap) => boolean,
  budget: MergeBudget,
  complain: Complain,
): readonly Entry[] {
  const sources = value.kind === 'seq' ? [...value.items].reverse() : [value]
  const pairs: Entry[] = []
  for (const source of sources) {
    if (source.kind !== 'map') complain('a merge key << takes a mapping or a list of mappings', source.at)
    else if (!filled(source)) complain('a mapping is merged into itself', value.at)
    else if (budget.left < source.pairs.length) complain('merge keys << add up to more than is read', value.at)
    else {
      budget.left -= source.pairs.length
      for (const pair of source.pairs) if (!pair.dead) pairs.push(pair)
    }
  }
  return pairs
}

/** The same for keys that are equal in Python: `1`, `1.0` and `true` are. Null for what cannot be a key. */
function keyIdentity(key: YamlNode): string | null {
  if (key.kind !== 'scalar') return null
  const { value } = key
  if (typeof value === 'string') return `s${value}`
  if (value === null) return 'null'
  return typeof value === 'boolean' ? `n${Number(value)}` : `n${value}`
}
