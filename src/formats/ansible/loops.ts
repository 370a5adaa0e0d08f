import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import { resolved } from './expression/evaluate.ts'
import type { Bound, Scope } from './expression/scope.ts'
import { field, keyName } from './yaml-fields.ts'

/** A loop over items that the file itself holds. */
export interface LiteralLoop {
  readonly rounds: Iterable<Scope['names']>
  /** The items, for whoever has to know whether the task used them. */
  readonly node: YamlNode
}

const lists = ['loop', 'with_items', 'with_list', 'with_flattened']

/** The rounds of a task's loop; null where it has none, or where only a run can tell the items. */
export function literalLoop(task: YamlMap, scope: Scope): LiteralLoop | null {
  const control = field(task, 'loop_control')
  const named = control?.kind === 'map' ? field(control, 'loop_var') : null
  const name = named?.kind === 'scalar' ? named.printed : 'item'
  for (const pair of task.pairs) {
    const key = pair.dead ? null : keyName(pair.key)
    if (key === null) continue
    const found = scope.lookup && pair.value.kind === 'scalar' ? resolved(pair.value, scope) : pair.value
    if (found === null || found.kind === 'undefined' || found.kind === 'omit' || found.kind === 'entry') continue
    const value = found
    if (lists.includes(key) && value.kind === 'seq') {
      const flat = key === 'with_items' || key === 'with_flattened'
      return { rounds: rounds(name, flat ? flattened(value.items) : value.items), node: value }
    }
    if (key === 'with_dict' && value.kind === 'map') return { rounds: rounds(name, entries(value)), node: value }
  }
  return null
}

function* rounds(name: string, items: Iterable<Bound>): Iterable<Scope['names']> {
  for (const item of items) yield new Map([[name, item]])
}

function* flattened(items: readonly YamlNode[]): Iterable<Bound> {
  for (const item of items) {
    if (item.kind === 'seq') yield* item.items
    else yield item
  }
}

function* entries(map: YamlMap): Iterable<Bound> {
  for (const { key, value, dead } of map.pairs) if (!dead) yield { kind: 'entry', key, value }
}
