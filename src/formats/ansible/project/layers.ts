import type { YamlPair } from '../../../syntax/yaml-node.ts'
import { keyName } from '../yaml-fields.ts'
import type { Repository } from './repository.ts'

/** Where variables stand in Ansible's order, the weakest first (ansible/vars/manager.py get_vars, 2.14; tried on real runs). */
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
  'include parameters',
] as const

export type Level = (typeof levels)[number]

const ranks = new Map(levels.map((level, i) => [level, i] as const))

/** How strong a level is: the higher wins. */
export function rankOf(level: Level): number {
  return ranks.get(level)!
}

/** Variables that are found together: of one file, of one mapping. */
export interface Layer {
  readonly level: Level
  /** In words: `group_vars/web`, `role defaults`. */
  readonly label: string
  /** The pair of a name, or `unknown` where the layer may define it and cannot be read. */
  pair(name: string): YamlPair | 'unknown' | null
  /** Why nothing of it is ever read, where something of its name hides it. */
  readonly hidden?: string
  /** Whether only a run can tell that it is there. */
  readonly isDoubted?: boolean
}

/** A layer of pairs that are at hand. */
export function layerOf(level: Level, label: string, pairs: readonly YamlPair[]): Layer {
  const byName = new Map<string, YamlPair>()
  for (const pair of pairs) {
    const name = pair.dead ? null : keyName(pair.key)
    if (name !== null) byName.set(name, pair)
  }
  return { level, label, pair: name => byName.get(name) ?? null }
}

/** A layer that may define a name, or any name, and nobody knows as what. */
export function openLayer(level: Level, label: string, name: string | null): Layer {
  return { level, label, pair: asked => (name === null || asked === name ? 'unknown' : null) }
}

/** A layer of a file, which is read only when a name is asked for, and parsed only if its text has the name. */
export function fileLayer(level: Level, label: string, path: string, repository: Repository, hidden?: string): Layer {
  return {
    level,
    label,
    ...(hidden === undefined ? {} : { hidden }),
    pair: name => repository.variable(path, name),
  }
}

/** The same layer where nobody knows whether it is there. */
export function doubtedLayer(layer: Layer): Layer {
  return { ...layer, isDoubted: true }
}

/** Layers with the strongest first; of one level the later is stronger. */
export function inOrder(layers: readonly Layer[]): readonly Layer[] {
  return layers
    .map((layer, i) => ({ layer, i }))
    .sort((a, b) => rankOf(b.layer.level) - rankOf(a.layer.level) || b.i - a.i)
    .map(({ layer }) => layer)
}
