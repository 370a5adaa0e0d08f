import type { YamlNode } from './yaml-node.ts'

/** Levels of nesting that are read and walked. */
export const yamlDepth = 200

/**
 * Visits a node and all below it, keys before their values, each node once even where aliases share it or lead in circles.
 * @param visit returns false to leave out what is below a node
 */
export function walkYaml(root: YamlNode | null, visit: (node: YamlNode, depth: number) => boolean | undefined): void {
  if (!root) return
  const seen = new Set<YamlNode>()
  const open: { node: YamlNode; depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next
    if (seen.has(node)) continue
    seen.add(node)
    if (visit(node, depth) === false || depth >= yamlDepth || node.kind === 'scalar') continue
    const below = node.kind === 'seq' ? node.items : node.pairs.flatMap(pair => [pair.key, pair.value])
    for (let i = below.length - 1; i >= 0; i--) open.push({ node: below[i]!, depth: depth + 1 })
  }
}
