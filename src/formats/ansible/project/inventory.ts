import type { YamlPair } from '../../../syntax/yaml-node.ts'
import { keyName } from '../yaml-fields.ts'
import { expandRange } from './host-range.ts'

/** A group of an inventory. Variables are pairs of a name and a value. */
export interface Group {
  readonly name: string
  /** The hosts that it names itself. */
  readonly hosts: Set<string>
  readonly children: Set<string>
  readonly vars: YamlPair[]
}

export interface HostEntry {
  readonly vars: YamlPair[]
  /** The groups that name it. */
  readonly groups: Set<string>
}

/** Groups and hosts, in the order in which they are named. */
export interface Inventory {
  readonly groups: Map<string, Group>
  readonly hosts: Map<string, HostEntry>
  /** How many hosts more would go beyond what is looked at. */
  left: number
}

/** More hosts of one inventory are left alone. */
export const mostHosts = 20_000
/** Groups in groups that are gone down into. */
const deepest = 20

/** An inventory of nothing. */
export function openInventory(): Inventory {
  return { groups: new Map(), hosts: new Map(), left: mostHosts }
}

/** The group of a name, made when it is named first. */
export function groupOf({ groups }: Inventory, name: string): Group {
  const known = groups.get(name)
  if (known) return known
  const group: Group = { name, hosts: new Set(), children: new Set(), vars: [] }
  groups.set(name, group)
  return group
}

/** Adds the hosts of a pattern to a group. */
export function addHosts(inventory: Inventory, group: string, pattern: string, vars: readonly YamlPair[]): void {
  const { hosts } = groupOf(inventory, group)
  for (const name of expandRange(pattern, inventory.left)) {
    if (inventory.left-- <= 0) return
    const own = inventory.hosts.get(name)
    if (own) own.vars.push(...vars)
    const host = own ?? { vars: [...vars], groups: new Set<string>() }
    if (!own) inventory.hosts.set(name, host)
    host.groups.add(group)
    hosts.add(name)
  }
}

/** For each set of groups that hosts are named in, all their groups in the order in which they win, the weakest first. */
export function createGroupOrder({ groups }: Inventory): (host: HostEntry) => readonly string[] {
  const parents = new Map<string, string[]>()
  for (const [parent, { children }] of groups)
    for (const child of children) {
      const list = parents.get(child)
      if (list) list.push(parent)
      else parents.set(child, [parent])
    }
  const depths = depthsOf(groups)
  const known = new Map<string, readonly string[]>()
  return host => {
    const key = [...host.groups].join('\0')
    let order = known.get(key)
    if (!order) {
      order = orderOf(host.groups, groups, parents, depths)
      known.set(key, order)
    }
    return order
  }
}

/** By depth, ansible_group_priority, then name (inventory/helpers.py, sort_groups); `all` is no group among others. */
function orderOf(
  own: ReadonlySet<string>,
  groups: ReadonlyMap<string, Group>,
  parents: ReadonlyMap<string, readonly string[]>,
  depths: ReadonlyMap<string, number>,
): readonly string[] {
  const found = new Set<string>()
  const open = [...own]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    open.push(...(parents.get(name) ?? []))
  }
  found.delete('all')
  // a host that is in a group is no longer ungrouped (inventory/data.py, reconcile_inventory)
  if (found.size > 1) found.delete('ungrouped')
  const priority = (name: string): number => {
    const pair = groups.get(name)?.vars.findLast(p => keyName(p.key) === 'ansible_group_priority')
    return pair?.value.kind === 'scalar' ? Number(pair.value.printed) || 1 : 1
  }
  return [...found].sort(
    (a, b) => (depths.get(a) ?? 1) - (depths.get(b) ?? 1) || priority(a) - priority(b) || (a < b ? -1 : 1),
  )
}

/** The longest way from the top to each group. */
function depthsOf(groups: ReadonlyMap<string, Group>): Map<string, number> {
  const depths = new Map<string, number>()
  const open: (readonly [string, number])[] = [...groups.keys()].map(name => [name, 1] as const)
  for (let next = open.pop(); next; next = open.pop()) {
    const [name, depth] = next
    if (depth > deepest || (depths.get(name) ?? 0) >= depth) continue
    depths.set(name, depth)
    const below = name === 'all' ? depth : depth + 1
    for (const child of groups.get(name)?.children ?? []) open.push([child, below])
  }
  return depths
}
