import type { YamlNode } from '../../syntax/yaml-node.ts'

/** Characters that are printed and levels that are gone down; longer values are refused by the kernel all the same. */
const longest = 5000
const deepest = 20

/** What Python's str() gives for a list or mapping: `[4096, 87380, '6M']`. */
export function pythonText(node: YamlNode): string {
  return printed(node, { left: longest }, 0)
}

function printed(node: YamlNode, room: { left: number }, depth: number): string {
  if (room.left <= 0 || depth > deepest) return '...'
  if (node.kind === 'scalar') {
    const text = typeof node.value === 'string' ? quoted(node.value) : node.printed
    room.left -= text.length
    return text
  }
  const parts: string[] = []
  const isList = node.kind === 'seq'
  const below = isList ? node.items.map(item => [item] as const) : livePairs(node)
  for (const part of below) {
    room.left -= 2
    parts.push(part.map(one => printed(one, room, depth + 1)).join(': '))
    if (room.left <= 0) break
  }
  return isList ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`
}

function livePairs(node: YamlNode & { kind: 'map' }): readonly (readonly YamlNode[])[] {
  return node.pairs.filter(pair => !pair.dead).map(({ key, value }) => [key, value])
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\\n\t\r]/g, c => ({ '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' })[c]!)
  return quote + (quote === "'" ? escaped.replace(/'/g, "\\'") : escaped) + quote
}
