import type { Span, Text } from '../../../core/text.ts'
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from '../../../syntax/yaml-node.ts'

/** Values that stand nowhere as they are, made from others; each part keeps its place. A tag keeps strings from being templated again. */

const finished = '!unsafe'

/** A string that is finished. */
export function stringOf(text: Text, at: Span): YamlScalar {
  return { kind: 'scalar', style: 'double', tag: finished, text, value: text.text, printed: text.text, at }
}

/** A string that is finished, computed from what stands at a place. */
export function madeString(text: string, at: Span): YamlScalar {
  return stringOf(wholeText(text, at), at)
}

/** Any other scalar, computed from what stands at a place. */
export function madeScalar(value: bigint | boolean | null, at: Span): YamlScalar {
  const printed = value === null ? 'None' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
  return { kind: 'scalar', style: 'plain', tag: null, text: wholeText(printed, at), value, printed, at }
}

/** The same characters as another kind of scalar: `'30' | int`. */
export function retyped(scalar: YamlScalar, value: bigint, printed: string): YamlScalar {
  const text = scalar.text.text === printed ? scalar.text : wholeText(printed, scalar.at)
  return { ...scalar, style: 'plain', tag: null, text, value, printed }
}

export function listOf(items: readonly YamlNode[], at: Span): YamlSeq {
  return { kind: 'seq', tag: null, items, at }
}

export function mapOf(pairs: readonly (readonly [YamlNode, YamlNode])[], at: Span): YamlMap {
  return {
    kind: 'map',
    tag: null,
    pairs: pairs.map(([key, value]): YamlPair => ({ key, value, dead: false, merged: false })),
    at,
  }
}

/** The pairs that count. */
export function livePairs(map: YamlMap): readonly YamlPair[] {
  return map.pairs.filter(pair => !pair.dead)
}

function wholeText(text: string, at: Span): Text {
  return { source: at.source, text, base: at.start, whole: { start: at.start, end: at.end } }
}
