import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import { resolved } from './expression/resolve.ts'
import type { Bound, Scope } from './expression/scope.ts'
import { field, keyName } from './yaml-fields.ts'

/** A task's loop. */
export interface Loop {
  /** The names of each round; null where only a run can tell the items. */
  readonly rounds: Iterable<Scope['names']> | null
  /** The names it sets, with nothing known of their values. */
  readonly open: Scope['names']
  /** The items, for whoever has to know whether the task used them; null where they are not known. */
  readonly node: YamlNode | null
}

const lists = ['loop', 'with_items', 'with_list', 'with_flattened']

/** The loop of a task; null where it has none. */
export function loopOf(task: YamlMap, scope: Scope): Loop | null {
  const pair = task.pairs.find(p => !p.dead && /^(loop|with_\w+)$/.test(keyName(p.key) ?? ''))
  if (!pair) return null
  const control = field(task, 'loop_control')
  const controlled = (option: string): string | null => {
    const node = control?.kind === 'map' ? field(control, option) : null
    return node?.kind === 'scalar' ? node.printed : null
  }
  const name = controlled('loop_var') ?? 'item'
  const index = controlled('index_var')
  const open = new Map<string, Bound | null>([[name, null]])
  if (index !== null) open.set(index, null)
  const found = itemsOf(keyName(pair.key)!, pair.value, scope)
  if (!found) return { rounds: null, open, node: null }
  return { rounds: rounds(name, found.items, open), open, node: found.node }
}

interface Items {
  readonly items: Iterable<Bound>
  readonly node: YamlNode
}

/** Null where only a run can tell. */
function itemsOf(key: string, value: YamlNode, scope: Scope): Items | null {
  const found = value.kind === 'scalar' ? (scope.lookup ? resolved(value, scope) : null) : value
  if (found === null || found.kind === 'undefined' || found.kind === 'omit' || found.kind === 'entry') return null
  if (lists.includes(key) && found.kind === 'seq') {
    const flat = key === 'with_items' || key === 'with_flattened'
    // an item that is a template may be a list of its own, which these flatten
    if (flat && scope.lookup && found.items.some(item => isWholeTemplate(item))) {
      const items: YamlNode[] = []
      for (const item of found.items) {
        const one = resolved(item, scope)
        if (one === null || one.kind === 'undefined' || one.kind === 'omit' || one.kind === 'entry') return null
        items.push(one)
      }
      return { items: flattened(items), node: found }
    }
    return { items: flat ? flattened(found.items) : found.items, node: found }
  }
  return key === 'with_dict' && found.kind === 'map' ? { items: entries(found), node: found } : null
}

function isWholeTemplate(node: YamlNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && /^\s*\{\{/.test(node.value)
}

function* rounds(name: string, items: Iterable<Bound>, open: Scope['names']): Iterable<Scope['names']> {
  for (const item of items) yield new Map([...open, [name, item]])
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
