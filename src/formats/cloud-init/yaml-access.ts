import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'

/** The value that Python finds under a key; null without one. */
export function liveValue(map: YamlMap, key: string): YamlNode | null {
  return map.pairs.find(pair => !pair.dead && keyName(pair.key) === key)?.value ?? null
}

/** The values that a later equal key hides. */
export function deadValues(map: YamlMap, key: string): YamlNode[] {
  return map.pairs.filter(pair => pair.dead && keyName(pair.key) === key).map(pair => pair.value)
}

/** A key that is a string; null for others. */
export function keyName(key: YamlNode): string | null {
  return key.kind === 'scalar' && typeof key.value === 'string' ? key.value : null
}

/** A value that is a string; null for others. */
export function stringOf(node: YamlNode | null): string | null {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null
}

/** `None` and an empty value. */
export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null
}

/** What Python takes for false: null, an empty string, zero, an empty list or mapping. */
export function isFalsy(node: YamlNode): boolean {
  if (node.kind === 'seq') return node.items.length === 0
  if (node.kind === 'map') return node.pairs.length === 0
  return node.value === null || node.value === '' || node.value === false || node.value === 0 || node.value === 0n
}

/** cloudinit/util.py translate_bool. */
export function isTrue(node: YamlNode | null): boolean {
  if (!node || isFalsy(node) || node.kind !== 'scalar') return false
  return /^(true|1|on|yes)$/.test(node.printed.trim().toLowerCase())
}

/** What a value is, for messages. */
export function kindInWords(node: YamlNode): string {
  if (node.kind === 'map') return 'a mapping'
  if (node.kind === 'seq') return 'a list'
  if (node.value === null) return 'empty'
  if (node.tag === '!!binary') return 'binary'
  return typeof node.value === 'string' ? 'a string' : typeof node.value === 'boolean' ? 'a boolean' : 'a number'
}
