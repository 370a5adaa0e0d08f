import type { Origin } from '../../core/setting.ts'
import { spanOf } from '../../core/text.ts'
import type { YamlError, YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import type { Context, Piece } from './context.ts'
import { loadYaml } from './load-yaml.ts'
import { isNull, keyName, kindInWords } from './yaml-access.ts'

/** A node of a cloud-config with what is known of the part it stands in. */
export interface Item {
  readonly node: YamlNode
  readonly origin: Origin
}

/** The value of a top-level key. Merging can make a list of items from several parts. */
export interface Entry extends Item {
  readonly key: string
  /** The items where the value is a list; else null. */
  readonly items: readonly Item[] | null
}

/** An entry or some items of it that something keeps from happening. */
export interface Lost {
  readonly entry: Entry
  readonly outcome: 'overridden' | 'ignored'
  readonly why: string
}

/** A cloud-config as modules get it: one value a key. */
export interface Config {
  readonly entries: ReadonlyMap<string, Entry>
  readonly lost: readonly Lost[]
}

/** A part as it was loaded, or why it is ignored. */
export type LoadedConfig =
  | { readonly map: YamlMap; readonly config: Config; readonly error: null }
  | { readonly map: null; readonly error: YamlError | null; readonly templated: boolean }

/** Loads a part as handlers/cloud_config.py does. An empty one has neither map nor error. */
export function loadConfig({ text, origin }: Piece, context: Context): LoadedConfig {
  const { node, error, templated } = loadYaml(text, context)
  if (error) return { map: null, error, templated }
  if (node === null || isNull(node)) return { map: null, error: null, templated }
  if (node.kind === 'map') return { map: node, config: configOf(node, origin), error: null }
  const message = `it is ${kindInWords(node)}, and a cloud-config is a mapping`
  return { map: null, error: { message, at: spanOf(text, 0, text.text.length) }, templated }
}

/** The entries of a mapping; of equal keys the last wins. */
export function configOf(map: YamlMap, origin: Origin): Config {
  const entries = new Map<string, Entry>()
  const lost: Lost[] = []
  // an alias that stands under many keys is read once
  const seen = new Set<YamlNode>()
  for (const { key, value, dead } of map.pairs) {
    const name = keyName(key)
    if (name === null) continue
    if (!dead) entries.set(name, entryOf(name, { node: value, origin }))
    else if (!seen.has(value)) {
      const why = `${name} stands there again further down, and the last one wins`
      lost.push({ entry: entryOf(name, { node: value, origin }), outcome: 'overridden', why })
    }
    seen.add(value)
  }
  return { entries, lost: lost.filter(({ entry }) => entries.get(entry.key)?.node !== entry.node) }
}

/** An entry of one part. */
export function entryOf(key: string, { node, origin }: Item): Entry {
  const items = node.kind === 'seq' ? node.items.map(item => ({ node: item, origin })) : null
  return { key, node, origin, items }
}
