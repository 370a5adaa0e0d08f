import type { Span } from '../../../core/text.ts'
import type { Lookup } from '../expression/scope.ts'
import { listOf, madeString } from '../expression/values.ts'
import type { Inventory } from './inventory.ts'

/** Where the names of hosts and groups stand: nowhere in the repository. */
const nowhere: Span = { source: { path: '', text: '' }, start: 0, end: 0 }

/**
 * What Ansible itself tells of a host's place in the inventory (vars/manager.py, _get_magic_variables): `inventory_hostname`, its first
 * part, `group_names` by name, and the hosts of one group, asked for as `groups[web]`. Null for other names.
 */
export function createGivenNames(
  inventory: Inventory,
): (host: string, groups: readonly string[], name: string) => Lookup | null {
  const known = new Map<string, Lookup | null>()
  const groupHosts = (group: string): Lookup | null => {
    const hosts = hostsOf(inventory, group)
    if (hosts === null) return null
    return hosts === 'undefined' ? { kind: 'undefined' } : listed(hosts)
  }
  return (host, groups, name) => {
    if (name === 'inventory_hostname') return { kind: 'value', node: madeString(host, nowhere) }
    if (name === 'inventory_hostname_short') return { kind: 'value', node: madeString(host.split('.')[0]!, nowhere) }
    if (name === 'group_names') return listed(groups.length > 0 ? [...groups].sort() : ['ungrouped'])
    const group = /^groups\[(.*)\]$/s.exec(name)?.[1]
    if (group === undefined) return null
    let found = known.get(group)
    if (found === undefined) {
      found = groupHosts(group)
      known.set(group, found)
    }
    return found
  }
}

function listed(names: readonly string[]): Lookup {
  const items = names.map(name => madeString(name, nowhere))
  return { kind: 'value', node: listOf(items, nowhere) }
}

/**
 * A group's own hosts, then those of its children, level by level (inventory/group.py, _get_hosts). Null where several groups below it
 * have children themselves, which come in no certain order, and for the groups that hosts are in of themselves.
 */
function hostsOf({ groups }: Inventory, name: string): readonly string[] | 'undefined' | null {
  if (name === 'all' || name === 'ungrouped') return null
  if (!groups.has(name)) return 'undefined'
  const hosts = new Set<string>()
  const seen = new Set<string>()
  let level = [name]
  while (level.length > 0) {
    for (const one of level) for (const host of groups.get(one)?.hosts ?? []) hosts.add(host)
    for (const one of level) seen.add(one)
    const parents = level.filter(one => (groups.get(one)?.children.size ?? 0) > 0)
    if (parents.length > 1) return null
    level = [...(groups.get(parents[0] ?? '')?.children ?? [])].filter(child => !seen.has(child))
  }
  return [...hosts]
}
