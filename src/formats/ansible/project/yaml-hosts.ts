import type { YamlMap, YamlNode, YamlPair } from '../../../syntax/yaml-node.ts'
import { field, keyName } from '../yaml-fields.ts'
import { addHosts, groupOf, type Inventory } from './inventory.ts'

/** Groups in groups that are gone down into; aliases can make few of them many, so that each is read once. */
const deepest = 20

/**
 * Reads an inventory that is YAML: groups with `hosts`, `vars` and `children` (ansible/plugins/inventory/yaml.py).
 * @returns false for what is none
 */
export function readYamlHosts(inventory: Inventory, document: YamlNode): boolean {
  if (document.kind !== 'map' || document.pairs.some(pair => !isGroup(pair))) return false
  const seen = new Set<YamlNode>()
  for (const pair of document.pairs) readGroup(inventory, pair, 0, seen)
  return true
}

function isGroup({ key, value }: YamlPair): boolean {
  if (keyName(key) === null) return false
  if (value.kind === 'scalar') return value.value === null
  return value.kind === 'map' && value.pairs.every(pair => /^(hosts|vars|children)$/.test(keyName(pair.key) ?? ''))
}

function readGroup(inventory: Inventory, { key, value, dead }: YamlPair, depth: number, seen: Set<YamlNode>): void {
  const name = keyName(key)
  if (name === null || dead || depth > deepest) return
  const group = groupOf(inventory, name)
  if (value.kind !== 'map' || seen.has(value)) return
  seen.add(value)
  for (const host of pairsOf(value, 'hosts')) {
    const pattern = keyName(host.key)
    if (pattern !== null) addHosts(inventory, name, pattern, host.value.kind === 'map' ? live(host.value) : [])
  }
  group.vars.push(...pairsOf(value, 'vars'))
  for (const child of pairsOf(value, 'children')) {
    const childName = keyName(child.key)
    if (childName !== null) group.children.add(childName)
    readGroup(inventory, child, depth + 1, seen)
  }
}

function pairsOf(map: YamlMap, name: string): readonly YamlPair[] {
  const node = field(map, name)
  return node?.kind === 'map' ? live(node) : []
}

function live(map: YamlMap): readonly YamlPair[] {
  return map.pairs.filter(pair => !pair.dead)
}
