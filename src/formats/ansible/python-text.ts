import type { YamlNode } from '../../syntax/yaml-node.ts'

/** Items and levels that are printed; longer values are refused by the kernel all the same. */
const most = 200
const deepest = 5

/** What Python's str() gives for a list or mapping: `[4096, 87380, '6M']`. */
export function pythonText(node: YamlNode, depth = 0): string {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? quoted(node.value) : node.printed
  if (depth >= deepest) return '...'
  if (node.kind === 'seq')
    return `[${node.items
      .slice(0, most)
      .map(n => pythonText(n, depth + 1))
      .join(', ')}]`
  const pairs = node.pairs.filter(p => !p.dead).slice(0, most)
  return `{${pairs.map(p => `${pythonText(p.key, depth + 1)}: ${pythonText(p.value, depth + 1)}`).join(', ')}}`
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\\n\t\r]/g, c => ({ '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' })[c]!)
  return quote + (quote === "'" ? escaped.replace(/'/g, "\\'") : escaped) + quote
}
