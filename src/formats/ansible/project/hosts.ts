import type { NamedInventory } from './find-inventories.ts'
import { createGivenNames } from './given-names.ts'
import type { Host } from './host-state.ts'
import { createGroupOrder } from './inventory.ts'
import { fileLayer, type Layer, type Level, layerOf } from './layers.ts'
import type { Repository } from './repository.ts'
import { createHostFiles } from './variable-files.ts'

/** The hosts of an inventory with their variables. */
export interface Hosts {
  readonly inventory: NamedInventory
  /** The groups of a host, the weakest first, without `all`. */
  groupsOf(host: string): readonly string[]
  hostOf(host: string): PlacedHost
}

/** A host whose variables are told apart by whose they are. */
export interface PlacedHost extends Host {
  /** Those of its groups: the very same for every host of the same groups. */
  groupLayers(base: string): readonly Layer[]
  /** Those that are its own. */
  ownLayers(base: string): readonly Layer[]
}

/** @param isWhole whether the inventory is all there is to know of its hosts */
export function createHosts(repository: Repository, inventory: NamedInventory, isWhole: boolean): Hosts {
  const orderOf = createGroupOrder(inventory)
  const groupsOf = (host: string): readonly string[] => {
    const entry = inventory.hosts.get(host)
    return entry ? orderOf(entry) : []
  }
  const foldersOf = (base: string): readonly string[] =>
    inventory.folder === null || inventory.folder === base ? [base] : [inventory.folder, base]
  const filesOf = createHostFiles(repository)
  const givenOf = createGivenNames(inventory)
  const files = new Map<string, readonly Layer[]>()
  const fileLayers = (level: Level, kind: 'group_vars' | 'host_vars', folder: string, name: string) => {
    const path = `${folder}${kind}/${name}`
    let layers = files.get(path)
    if (!layers) {
      const { files: read, hidden } = filesOf(`${repository.real(folder + kind)}/`, name)
      const label = `${kind}/${name}`
      const why = `${read[0]?.startsWith(`${path}/`) ? `the folder ${path}/` : read[0]} hides the file`
      layers = [
        ...hidden.map(one => fileLayer(level, label, one, repository, why)),
        ...read.map(one => fileLayer(level, label, one, repository)),
      ]
      files.set(path, layers)
    }
    return layers
  }
  const varsOf = (group: string) => inventory.groups.get(group)?.vars ?? []
  // hosts of the same groups share their list of groups, see createGroupOrder
  const ofGroups = new Map<string, Map<readonly string[], readonly Layer[]>>()
  const groupLayers = (host: string, base: string): readonly Layer[] => {
    const groups = groupsOf(host)
    const known = ofGroups.get(base) ?? new Map<readonly string[], readonly Layer[]>()
    ofGroups.set(base, known)
    let layers = known.get(groups)
    if (!layers) {
      layers = [
        layerOf('inventory, all', 'the inventory (all)', varsOf('all')),
        ...groups.map(name => layerOf('inventory, group', `the inventory (${name})`, varsOf(name))),
        ...foldersOf(base).flatMap(folder => fileLayers('group_vars/all', 'group_vars', folder, 'all')),
        ...foldersOf(base).flatMap(folder =>
          groups.flatMap(name => fileLayers('group_vars', 'group_vars', folder, name)),
        ),
      ]
      known.set(groups, layers)
    }
    return layers
  }
  const ownLayers = (host: string, base: string): readonly Layer[] => {
    const vars = inventory.hosts.get(host)?.vars ?? []
    return [
      ...(vars.length > 0 ? [layerOf('inventory, host', 'the inventory (host)', vars)] : []),
      ...foldersOf(base).flatMap(folder => fileLayers('host_vars', 'host_vars', folder, host)),
    ]
  }
  return {
    ...{ inventory, groupsOf },
    hostOf(name) {
      const known = new Map<string, readonly Layer[]>()
      const layers = (base: string): readonly Layer[] => {
        let found = known.get(base)
        if (!found) {
          found = [...groupLayers(name, base), ...ownLayers(name, base)]
          known.set(base, found)
        }
        return found
      }
      return {
        ...{ name, layers, isWhole },
        given: asked => (isWhole ? givenOf(name, groupsOf(name), asked) : null),
        groupLayers: base => groupLayers(name, base),
        ownLayers: base => ownLayers(name, base),
      }
    },
  }
}
