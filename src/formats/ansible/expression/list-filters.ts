import type { Span } from '../../../core/text.ts'
import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { keyName } from '../yaml-fields.ts'
import { deeplyResolved } from './resolve.ts'
import type { Scope } from './scope.ts'
import { listOf, livePairs, madeString, mapOf } from './values.ts'

interface Place {
  readonly scope: Scope
  readonly at: Span
}

type Named = ReadonlyMap<string, YamlNode>

/** `dict2items`, with names for the two of each item (ansible plugins/filter/core.py, dict_to_list_of_dict_key_value_elements). */
export function dictToItems(of: YamlNode, args: readonly YamlNode[], named: Named, at: Span): YamlNode | null {
  const names = namesOf(args, named)
  if (of.kind !== 'map' || !names) return null
  const items = livePairs(of).map(({ key, value }) =>
    mapOf(
      [
        [madeString(names.key, at), key],
        [madeString(names.value, at), value],
      ],
      of.at,
    ),
  )
  return listOf(items, at)
}

/** `items2dict`, the other way round. */
export function itemsToDict(of: YamlNode, args: readonly YamlNode[], named: Named, place: Place): YamlNode | null {
  const names = namesOf(args, named)
  const list = deeplyResolved(of, place.scope)
  if (list?.kind !== 'seq' || !names) return null
  // of two items with the same key the last counts
  const pairs = new Map<string, readonly [YamlNode, YamlNode]>()
  for (const item of list.items) {
    const key = item.kind === 'map' ? valueUnder(item, names.key) : null
    const value = item.kind === 'map' ? valueUnder(item, names.value) : null
    const name = key && keyName(key)
    if (!key || !value || !name) return null
    pairs.set(name, [key, value])
  }
  return mapOf([...pairs.values()], place.at)
}

function namesOf(args: readonly YamlNode[], named: Named): { readonly key: string; readonly value: string } | null {
  if (args.length > 2 || [...named.keys()].some(name => !/^(key|value)_name$/.test(name))) return null
  const name = (given: YamlNode | undefined, otherwise: string): string | null =>
    given === undefined ? otherwise : given.kind === 'scalar' && typeof given.value === 'string' ? given.value : null
  const key = name(args[0] ?? named.get('key_name'), 'key')
  const value = name(args[1] ?? named.get('value_name'), 'value')
  return key === null || value === null ? null : { key, value }
}

function valueUnder(map: YamlMap, name: string): YamlNode | null {
  return livePairs(map).find(pair => keyName(pair.key) === name)?.value ?? null
}

/** `flatten`: lists in a list become part of it, nothing is left out of it (plugins/filter/mathstuff.py, flatten in core.py). */
export function flattened(of: YamlNode, args: readonly YamlNode[], named: Named, place: Place): YamlNode | null {
  const levels = args[0] ?? named.get('levels')
  if (args.length > 1 || [...named.keys()].some(name => name !== 'levels')) return null
  if (levels && (levels.kind !== 'scalar' || typeof levels.value !== 'bigint')) return null
  const list = deeplyResolved(of, place.scope)
  if (list?.kind !== 'seq') return null
  const deepest = levels?.kind === 'scalar' ? Number(levels.value) : Number.POSITIVE_INFINITY
  const items: YamlNode[] = []
  const add = (node: YamlNode, depth: number): void => {
    if (node.kind === 'seq' && depth <= deepest) for (const item of node.items) add(item, depth + 1)
    else if (node.kind !== 'scalar' || !(node.value === null || node.value === 'None' || node.value === 'null'))
      items.push(node)
  }
  add(list, 0)
  return listOf(items, place.at)
}

/**
 * `unique`: of equal items the first. Of plain ones case makes no difference, unless there is a list or mapping among them
 * (plugins/filter/mathstuff.py, unique, falls back on ==).
 */
export function distinct(of: YamlNode, isExact: boolean, { scope, at }: Place): YamlNode | null {
  const list = deeplyResolved(of, scope)
  if (list?.kind !== 'seq') return null
  const exact = isExact || list.items.some(item => item.kind !== 'scalar')
  const seen = new Set<string>()
  const items: YamlNode[] = []
  for (const item of list.items) {
    const same = sameFor(item, exact)
    if (same === null) return null
    if (seen.has(same)) continue
    seen.add(same)
    items.push(item)
  }
  return listOf(items, at)
}

/** A text that is the same for values that are equal in Python; null where that is not told. */
function sameFor(node: YamlNode, exact: boolean): string | null {
  if (node.kind === 'scalar') {
    const { value } = node
    if (typeof value === 'number') return null
    if (typeof value === 'string') return JSON.stringify(exact ? value : value.toLowerCase())
    return value === null ? 'none' : String(BigInt(value))
  }
  if (node.kind === 'seq') {
    const parts = node.items.map(item => sameFor(item, exact))
    return parts.includes(null) ? null : `[${parts.join()}]`
  }
  const parts = livePairs(node).map(({ key, value }) => {
    const [left, right] = [sameFor(key, exact), sameFor(value, exact)]
    return left === null || right === null ? null : `${left}:${right}`
  })
  return parts.includes(null) ? null : `{${parts.sort().join()}}`
}

/**
 * `community.general.lists_mergeby`: mappings of several lists that have the same under a key are one, what comes later laid over what
 * comes before; they come by that key. What has no such key is left out (plugins/filter/lists_mergeby.py).
 */
export function mergedBy(of: YamlNode, args: readonly YamlNode[], { scope, at }: Place): YamlNode | null {
  const index = args.at(-1)
  const lists = [of, ...args.slice(0, -1)].map(one => deeplyResolved(one, scope))
  if (lists.length < 2 || index?.kind !== 'scalar' || typeof index.value !== 'string') return null
  const full: (readonly YamlNode[])[] = []
  for (const list of lists) {
    if (list?.kind !== 'seq' || list.items.some(item => item.kind !== 'map')) return null
    if (list.items.length > 0) full.push(list.items)
  }
  if (full.length < 2) return listOf(full[0] ?? [], at)
  const merged = new Map<string, Map<string, readonly [YamlNode, YamlNode]>>()
  for (const item of full.flat()) {
    const under = item.kind === 'map' ? valueUnder(item, index.value) : null
    if (item.kind !== 'map' || under === null) continue
    if (under.kind !== 'scalar' || typeof under.value !== 'string') return null
    const pairs = merged.get(under.value) ?? new Map()
    merged.set(under.value, pairs)
    for (const { key, value } of livePairs(item)) {
      const name = keyName(key)
      if (name === null) return null
      pairs.set(name, [key, value])
    }
  }
  const sorted = [...merged].sort(([a], [b]) => (a < b ? -1 : 1))
  return listOf(
    sorted.map(([, pairs]) => mapOf([...pairs.values()], at)),
    at,
  )
}
