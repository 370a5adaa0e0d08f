import type { Span } from '../../../core/text.ts'
import type { YamlNode, YamlPair } from '../../../syntax/yaml-node.ts'
import { keyName, truthOf } from '../yaml-fields.ts'
import { dictToItems, distinct, flattened, itemsToDict, mergedBy } from './list-filters.ts'
import { replaced, stripped } from './methods.ts'
import { truthiness } from './operators.ts'
import { printedText } from './resolve.ts'
import type { Scope } from './scope.ts'
import { listOf, livePairs, madeScalar, madeString, mapOf, retyped, stringOf } from './values.ts'

interface Place {
  readonly scope: Scope
  readonly at: Span
}

/** A filter of Jinja's or Ansible's, as far as it occurs around settings; null for another, and for values that it does not take. */
export function applyFilter(
  name: string,
  of: YamlNode,
  args: readonly YamlNode[],
  named: ReadonlyMap<string, YamlNode>,
  place: Place,
): YamlNode | null {
  const [first, second, third] = args
  const { at } = place
  switch (name) {
    case 'int':
      return named.size === 0 ? toInt(of, args, at) : null
    case 'string':
    case 'quote':
      return toText(of, place, name === 'quote')
    case 'bool':
      return toBool(of, at)
    case 'ternary': {
      const truth = truthiness(of)
      const isNone = of.kind === 'scalar' && of.value === null
      if (truth === null || named.size > 0 || !first || !second) return null
      return isNone && third ? third : truth ? first : second
    }
    case 'join':
      return joined(of, first ?? named.get('d'), place)
    case 'combine':
      return combined([of, ...args], named, at)
    case 'dict2items':
      return dictToItems(of, args, named, at)
    case 'dictsort':
      return args.length + named.size === 0 ? sortedPairs(of, at) : null
    case 'items':
      return of.kind === 'map' ? pairLists(livePairs(of), at) : null
    case 'items2dict':
      return itemsToDict(of, args, named, place)
    case 'flatten':
      return flattened(of, args, named, place)
    case 'unique':
      return args.length + named.size === 0 ? distinct(of, false, place) : null
    case 'union':
      return of.kind === 'seq' && first?.kind === 'seq' && args.length === 1
        ? distinct(listOf([...of.items, ...first.items], at), true, place)
        : null
    case 'community.general.lists_mergeby':
    case 'lists_mergeby':
      return named.size === 0 ? mergedBy(of, args, place) : null
    case 'list':
      return of.kind === 'seq'
        ? of
        : of.kind === 'map'
          ? listOf(
              livePairs(of).map(p => p.key),
              at,
            )
          : null
    case 'first':
      return of.kind === 'seq' ? (of.items[0] ?? null) : null
    case 'last':
      return of.kind === 'seq' ? (of.items.at(-1) ?? null) : null
    case 'length':
    case 'count':
      return of.kind === 'scalar'
        ? null
        : madeScalar(BigInt(of.kind === 'seq' ? of.items.length : livePairs(of).length), at)
    case 'trim':
      return of.kind === 'scalar' && typeof of.value === 'string' && args.length === 0 ? stripped(of) : null
    case 'lower':
    case 'upper': {
      if (of.kind !== 'scalar' || typeof of.value !== 'string') return null
      return madeString(name === 'lower' ? of.value.toLowerCase() : of.value.toUpperCase(), of.at)
    }
    case 'replace':
      return of.kind === 'scalar' && args.length === 2 ? replaced(of, first, second) : null
    case 'mandatory':
      return of
    case 'abs':
    case 'max':
    case 'min':
      return args.length + named.size === 0 ? ofIntegers(name, of, at) : null
    default:
      return null
  }
}

/** Jinja's int: a float is cut, and what is no number becomes the default, 0 (jinja2/filters.py, do_int). */
function toInt(of: YamlNode, args: readonly YamlNode[], at: Span): YamlNode | null {
  const [otherwise, base] = args
  if (of.kind !== 'scalar' || (base && !(base.kind === 'scalar' && base.value === 10n))) return null
  if (typeof of.value === 'bigint') return of
  if (typeof of.value === 'boolean') return madeScalar(BigInt(of.value), of.at)
  if (typeof of.value === 'number')
    return Number.isFinite(of.value) ? madeScalar(BigInt(Math.trunc(of.value)), of.at) : null
  if (typeof of.value !== 'string') return otherwise ?? madeScalar(0n, at)
  const word = of.value.trim()
  if (/^[-+]?\d{1,18}$/.test(word)) {
    const value = BigInt(word.replace(/^\+/, ''))
    return retyped(of, value, String(value))
  }
  if (/^[-+]?\d{1,15}\.\d{0,15}$/.test(word)) return madeScalar(BigInt(Math.trunc(Number(word))), of.at)
  // Python also reads 1_000, 1e3, inf and digits of other scripts
  return /^[\x20-\x7e]*$/.test(word) && !/^[-+.\d]|^(inf|nan)/i.test(word) ? (otherwise ?? madeScalar(0n, at)) : null
}

function ofIntegers(name: 'abs' | 'max' | 'min', of: YamlNode, at: Span): YamlNode | null {
  if (name === 'abs')
    return of.kind === 'scalar' && typeof of.value === 'bigint'
      ? madeScalar(of.value < 0n ? -of.value : of.value, at)
      : null
  let found: bigint | null = null
  for (const item of of.kind === 'seq' ? of.items : []) {
    const value = item.kind === 'scalar' ? item.value : null
    if (typeof value !== 'bigint') return null
    if (found === null || (name === 'max' ? value > found : value < found)) found = value
  }
  return found === null ? null : madeScalar(found, at)
}

function toText(of: YamlNode, { scope, at }: Place, quoted: boolean): YamlNode | null {
  if (of.kind === 'scalar') {
    if (quoted && !/^[\w@%+=:,./-]+$/.test(of.printed)) return null
    return typeof of.value === 'string' ? of : stringOf(retyped(of, 0n, of.printed).text, of.at)
  }
  const text = printedText(of, scope)
  return text === null || quoted ? null : madeString(text, at)
}

/** Ansible's bool: words for true are true, all else is false (plugins/filter/core.py to_bool). */
function toBool(of: YamlNode, at: Span): YamlNode | null {
  if (of.kind !== 'scalar') return null
  if (typeof of.value === 'boolean' || of.value === null) return of
  if (typeof of.value === 'bigint') return madeScalar(of.value === 1n, at)
  if (typeof of.value !== 'string') return null
  const word = of.value.toLowerCase()
  // y and t are no words of this filter's, and words it does not know are false
  return /^(yes|on|1|true)$/.test(word) ? madeScalar(true, at) : truthOf(word) === true ? null : madeScalar(false, at)
}

function joined(of: YamlNode, separator: YamlNode | undefined, { scope, at }: Place): YamlNode | null {
  if (of.kind !== 'seq' || (separator && (separator.kind !== 'scalar' || typeof separator.value !== 'string')))
    return null
  const parts = of.items.map(item => printedText(item, scope))
  if (!parts.every(part => part !== null)) return null
  return madeString(parts.join(separator?.kind === 'scalar' ? String(separator.value) : ''), at)
}

/** Mappings one over the other; with `recursive` what is a mapping in both is combined too. */
function combined(maps: readonly YamlNode[], named: ReadonlyMap<string, YamlNode>, at: Span): YamlNode | null {
  const option = named.get('recursive')
  const recursive = option === undefined ? false : truthiness(option)
  if (recursive === null || [...named.keys()].some(key => key !== 'recursive')) return null
  return maps
    .slice(1)
    .reduce<YamlNode | null>((under, over) => under && overlaid(under, over, recursive, at, 0), maps[0]!)
}

function overlaid(under: YamlNode, over: YamlNode, recursive: boolean, at: Span, depth: number): YamlNode | null {
  if (under.kind !== 'map' || over.kind !== 'map' || depth > 20) return null
  const pairs = new Map<string, readonly [YamlNode, YamlNode]>()
  for (const { key, value } of [...livePairs(under), ...livePairs(over)]) {
    const name = keyName(key)
    if (name === null) return null
    const before = pairs.get(name)?.[1]
    const both = recursive && before?.kind === 'map' && value.kind === 'map'
    const made = both ? overlaid(before, value, recursive, at, depth + 1) : value
    if (made === null) return null
    pairs.set(name, [key, made])
  }
  return mapOf([...pairs.values()], at)
}

/** By key, whatever its case (jinja2/filters.py, do_dictsort). */
function sortedPairs(of: YamlNode, at: Span): YamlNode | null {
  if (of.kind !== 'map') return null
  const pairs = livePairs(of).map(pair => [keyName(pair.key)?.toLowerCase(), pair] as const)
  if (pairs.some(([name]) => name === undefined)) return null
  pairs.sort(([a], [b]) => (a! < b! ? -1 : a! > b! ? 1 : 0))
  return pairLists(
    pairs.map(([, pair]) => pair),
    at,
  )
}

function pairLists(pairs: readonly YamlPair[], at: Span): YamlNode {
  return listOf(
    pairs.map(({ key, value }) => listOf([key, value], at)),
    at,
  )
}
