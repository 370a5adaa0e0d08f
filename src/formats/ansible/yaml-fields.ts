import type { Text } from '../../core/text.ts'
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../syntax/yaml-node.ts'

/** The name a key has, where it is a plain word; a number or boolean as Python prints it. */
export function keyName(key: YamlNode): string | null {
  return key.kind === 'scalar' ? key.printed : null
}

/** The pair that counts under one of these keys; null without one. */
export function livePair(map: YamlMap, ...names: readonly string[]): YamlPair | null {
  return map.pairs.find(pair => !pair.dead && names.includes(keyName(pair.key) ?? '')) ?? null
}

/** The value that counts under one of these keys; null without one. */
export function field(map: YamlMap, ...names: readonly string[]): YamlNode | null {
  return livePair(map, ...names)?.value ?? null
}

/** A list's items; any other value as a list of one, nothing as none. */
export function itemsOf(node: YamlNode | null): readonly YamlNode[] {
  if (node === null) return []
  return node.kind === 'seq' ? node.items : [node]
}

/** Whether Ansible takes a value for true (module_utils/parsing/convert_bool.py); null where it is neither or a template. */
export function truth(node: YamlNode | null): boolean | null {
  if (node?.kind !== 'scalar') return null
  return truthOf(node.printed.trim())
}

/** Words that Ansible takes for booleans; null for others. */
export function truthOf(word: string): boolean | null {
  if (/^(y|yes|on|1|true|t)$/i.test(word)) return true
  return /^(n|no|off|0|false|f)$/i.test(word) ? false : null
}

/** A scalar that is a piece of text of its own: a word of free-form arguments. */
export function scalarOf(text: Text, at: YamlScalar['at']): YamlScalar {
  return { kind: 'scalar', style: 'double', tag: null, text, value: text.text, printed: text.text, at }
}
