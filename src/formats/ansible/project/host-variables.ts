import type { BeatenDefinition, Definition } from '../../../core/setting.ts'
import type { Source, Span } from '../../../core/text.ts'
import type { YamlNode, YamlPair } from '../../../syntax/yaml-node.ts'
import type { Lookup } from '../expression/scope.ts'
import { keyName } from '../yaml-fields.ts'

/**
 * Where variables stand in Ansible's order, the weakest first (ansible/vars/manager.py get_vars, 2.14; tried on real runs).
 * `made`: whether it is made to be overridden by what comes later, so that nobody is surprised.
 */
export const levels = [
  'role defaults',
  'inventory, all',
  'inventory, group',
  'group_vars/all',
  'group_vars',
  'inventory, host',
  'host_vars',
  'play vars',
  'vars_files',
  'role vars',
  'task vars',
  'include_vars',
  'set_fact',
  'role parameters',
] as const

export type Level = (typeof levels)[number]

/** A place where a name is given a value, on one host at one moment. */
export interface Found {
  readonly name: string
  readonly level: Level
  /** In words: `group_vars/web`, `role defaults`. */
  readonly label: string
  readonly key: Span
  readonly node: YamlNode
  /** A file that a directory of its name hides. */
  readonly hidden: boolean
}

/** Variables that are found together: of one file, of one mapping. */
export interface Layer {
  readonly level: Level
  readonly label: string
  /** The pairs of a name, or `unknown` where the layer may define it and cannot be read. */
  pairs(name: string): readonly YamlPair[] | 'unknown'
  readonly hidden?: boolean
}

/** A layer of pairs that are at hand. */
export function layerOf(level: Level, label: string, pairs: readonly YamlPair[]): Layer {
  return { level, label, pairs: name => pairs.filter(p => !p.dead && keyName(p.key) === name) }
}

/** A layer of a file, which is parsed only if its text has the name. */
export function fileLayer(
  level: Level,
  label: string,
  source: Source,
  pairsOf: (source: Source) => readonly YamlPair[] | null,
  hidden = false,
): Layer {
  return {
    level,
    label,
    hidden,
    pairs(name) {
      if (source.text.startsWith('$ANSIBLE_VAULT')) return 'unknown'
      if (!source.text.includes(name)) return []
      return pairsOf(source)?.filter(p => !p.dead && keyName(p.key) === name) ?? []
    },
  }
}

const rank = new Map(levels.map((level, i) => [level, i] as const))

/** What a name stands for: the winner, and what it beats, the strongest first. Null for a name that nobody defines. */
export function findVariable(
  layers: readonly Layer[],
  name: string,
): { winner: Found; beaten: readonly Found[] } | 'unknown' | null {
  const found: Found[] = []
  // Within a level the later layer wins; layers of one level come in that order.
  const ordered = layers
    .map((layer, i) => ({ layer, i }))
    .sort((a, b) => rank.get(b.layer.level)! - rank.get(a.layer.level)! || b.i - a.i)
  for (const { layer } of ordered) {
    const pairs = layer.pairs(name)
    if (pairs === 'unknown') {
      if (found.every(f => f.hidden)) return 'unknown'
      continue
    }
    const pair = pairs.at(-1)
    if (pair)
      found.push({
        name,
        level: layer.level,
        label: layer.label,
        key: pair.key.at,
        node: pair.value,
        hidden: layer.hidden ?? false,
      })
  }
  const winner = found.find(f => !f.hidden)
  return winner ? { winner, beaten: found.filter(f => f !== winner) } : null
}

/** A lookup for an expression, which notes what was used. */
export function lookupIn(
  layers: () => readonly Layer[],
  used: (winner: Found, beaten: readonly Found[]) => void,
): (name: string) => Lookup {
  return name => {
    if (
      /^(ansible_\w+|hostvars|groups|group_names|inventory_\w+|play_hosts|playbook_dir|role_path|role_name|omit)$/.test(
        name,
      )
    )
      return { kind: 'unknown' }
    const found = findVariable(layers(), name)
    if (found === 'unknown') return { kind: 'unknown' }
    if (found === null) return { kind: 'undefined' }
    used(found.winner, found.beaten)
    return { kind: 'value', node: found.winner.node }
  }
}

/** Overriding in the direction that is made for it surprises nobody. */
export function beatenDefinition(loser: Found, winner: Found): BeatenDefinition {
  const base = definitionOf(loser)
  if (loser.hidden) return { ...base, surprise: true, why: 'a directory of the same name hides the file' }
  const fromRole =
    winner.level === 'role vars' && rank.get(loser.level)! > rank.get('role defaults')! && loser.level !== 'role vars'
  return { ...base, surprise: fromRole, why: `${winner.label} beat ${loser.label}` }
}

export function definitionOf({ key, node, label }: Found): Definition {
  const valueAt = node.kind === 'scalar' ? { source: node.text.source, ...ends(node) } : node.at
  return { key, valueAt, value: node.kind === 'scalar' ? node.printed : '', level: label }
}

function ends(node: YamlNode & { kind: 'scalar' }): { start: number; end: number } {
  const { at } = node
  const quoted = node.style === 'single' || node.style === 'double'
  return quoted ? { start: at.start + 1, end: at.end - 1 } : { start: at.start, end: at.end }
}
