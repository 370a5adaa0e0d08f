import type { Span } from '../../../core/text.ts'
import type { YamlNode } from '../../../syntax/yaml-node.ts'
import type { Layer, Level } from './layers.ts'

/** A place where a name is given a value, on one host at one moment. */
export interface Found {
  readonly name: string
  readonly level: Level
  readonly label: string
  readonly key: Span
  readonly node: YamlNode
  /** Why it is never read; null where it is. */
  readonly hidden: string | null
}

/** What a name stands for, and what that beats, the strongest first. */
export interface Variable {
  readonly winner: Found
  readonly beaten: readonly Found[]
}

/**
 * What a name stands for; null for a name that nobody defines.
 * @param layers the strongest first
 */
export function findVariable(layers: Iterable<Layer>, name: string): Variable | 'unknown' | null {
  let winner: Found | null = null
  const beaten: Found[] = []
  const doubted: Span[] = []
  for (const layer of layers) {
    const pair = layer.pair(name)
    if (pair === null) continue
    if (pair === 'unknown') {
      if (winner === null && !layer.hidden) return 'unknown'
      continue
    }
    const { level, label, hidden = null } = layer
    if (layer.isDoubted) {
      if (winner === null && hidden === null) doubted.push(pair.key.at)
      continue
    }
    const found: Found = { name, level, label, key: pair.key.at, node: pair.value, hidden }
    if (winner || hidden !== null) beaten.push(found)
    else winner = found
  }
  if (winner === null) return doubted.length > 0 ? 'unknown' : null
  const last = winner
  // what may be read from a file once more is the same either way: `include_vars: "{{ ansible_os_family }}.yml"` beside main.yml
  if (doubted.some(at => at.source !== last.key.source || at.start !== last.key.start)) return 'unknown'
  // the same place can be seen twice, through a play's roles and through the task's own
  const seen = new Set([placeOf(last)])
  return { winner, beaten: beaten.filter(one => !seen.has(placeOf(one)) && seen.add(placeOf(one))) }
}

function placeOf({ key }: Found): string {
  return `${key.source.path}\0${key.start}`
}
