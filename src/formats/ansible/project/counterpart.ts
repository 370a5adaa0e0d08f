import type { Span } from '../../../core/text.ts'
import type { YamlNode, YamlPair, YamlScalar } from '../../../syntax/yaml-node.ts'
import { mappedSetting, namedSetting } from '../shapes.ts'
import { field, keyName } from '../yaml-fields.ts'

/** A scalar with the key that it stands under. */
export interface Leaf {
  readonly scalar: YamlScalar
  /** Null where it stands under none. */
  readonly key: Span | null
}

/** Whether a place lies in a node. */
export function contains({ at }: YamlNode, { source, start, end }: Span): boolean {
  return at.source === source && at.start <= start && end <= at.end
}

/** The scalar in a node that holds a place. */
export function leafAt(node: YamlNode, at: Span, key: Span | null = null, depth = 0): Leaf | null {
  if (depth > 20) return null
  if (node.kind === 'scalar') return { scalar: node, key }
  if (node.kind === 'map') {
    const pair = pairAt(node.pairs, at)
    const named = pair && /^val(ue)?$/.test(keyName(pair.key) ?? '') ? namedSetting(node)?.setting.key : undefined
    return pair ? leafAt(pair.value, at, named ?? pair.key.at, depth + 1) : null
  }
  const item = node.items.find(one => contains(one, at))
  return item ? leafAt(item, at, key, depth + 1) : null
}

function pairAt(pairs: readonly YamlPair[], at: Span): YamlPair | undefined {
  return pairs.find(pair => !pair.dead && contains(pair.value, at))
}

/**
 * What another definition of the same variable has where this one has a place: under the same keys, and of a list of settings in the
 * entry for the same parameter.
 */
export function counterpart(other: YamlNode, own: YamlNode, at: Span, parameter: string, depth = 0): Leaf | null {
  if (depth > 20 || other.kind !== own.kind) return null
  if (own.kind === 'scalar') return { scalar: other as YamlScalar, key: null }
  if (own.kind === 'map' && other.kind === 'map') {
    const pair = pairAt(own.pairs, at)
    const name = pair && keyName(pair.key)
    if (!pair || !name) return null
    const match = other.pairs.find(one => !one.dead && keyName(one.key) === name)
    const found = match ? counterpart(match.value, pair.value, at, parameter, depth + 1) : null
    return found && { ...found, key: found.key ?? match!.key.at }
  }
  if (own.kind !== 'seq' || other.kind !== 'seq') return null
  const item = own.items.find(one => contains(one, at))
  const match = item && other.items.find(one => setsParameter(one, parameter))
  if (!item || !match) return null
  const found = counterpart(match, item, at, parameter, depth + 1)
  const named = match.kind === 'map' ? field(match, 'name', 'key') : null
  return found && { ...found, key: named?.at ?? found.key }
}

function setsParameter(item: YamlNode, parameter: string): boolean {
  if (item.kind !== 'map') return false
  if (namedSetting(item)?.setting.parameter === parameter) return true
  return item.pairs.some(pair => mappedSetting(pair)?.setting.parameter === parameter)
}
