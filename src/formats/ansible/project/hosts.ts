import type { NamedInventory } from './find-inventories.ts'
import { createGivenNames } from './given-names.ts'
import type { Host } from './host-state.ts'
import { createGroupOrder } from './inventory.ts'
import { fileLayer, type Layer, type Level, layerOf } from './layers.ts'
import type { Repository } from './repository.ts'
import { hostVariableFiles } from './variable-files.ts'

/** The hosts of an inventory with their variables. */
export interface Hosts {
  readonly inventory: NamedInventory
  /** The groups of a host, the weakest first, without `all`. */
  groupsOf(host: string): readonly string[]
  hostOf(host: string): Host
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
  const givenOf = createGivenNames(inventory)
  const varsFolder = (folder: string, kind: string): string => repository.real(folder + kind)
  const files = new Map<string, readonly Layer[]>()
  const fileLayers = (level: Level, name: string, path: string): readonly Layer[] => {
    let layers = files.get(path)
    if (!layers) {
      const { files: read, hidden } = hostVariableFiles(repository, path)
      const why = `${read[0]?.startsWith(`${path}/`) ? `the folder ${path}/` : read[0]} hides the file`
      layers = [
        ...hidden.map(one => fileLayer(level, name, one, repository, why)),
        ...read.map(one => fileLayer(level, name, one, repository)),
      ]
      files.set(path, layers)
    }
    return layers
  }
  const varsOf = (group: string) => inventory.groups.get(group)?.vars ?? []
  const groupLayers = new Map<string, readonly Layer[]>()
  const sharedLayers = (host: string, base: string): readonly Layer[] => {
    const groups = groupsOf(host)
    const key = JSON.stringify([groups, base])
    let layers = groupLayers.get(key)
    if (!layers) {
      layers = [
        layerOf('inventory, all', 'the inventory (all)', varsOf('all')),
        ...groups.map(name => layerOf('inventory, group', `the inventory (${name})`, varsOf(name))),
        ...foldersOf(base).flatMap(folder =>
          fileLayers('group_vars/all', 'group_vars/all', `${varsFolder(folder, 'group_vars')}/all`),
        ),
        ...foldersOf(base).flatMap(folder =>
          groups.flatMap(name =>
            fileLayers('group_vars', `group_vars/${name}`, `${varsFolder(folder, 'group_vars')}/${name}`),
          ),
        ),
      ]
      groupLayers.set(key, layers)
    }
    return layers
  }
  const ownLayers = (host: string, base: string): readonly Layer[] => {
    const vars = inventory.hosts.get(host)?.vars ?? []
    return [
      ...(vars.length > 0 ? [layerOf('inventory, host', 'the inventory (host)', vars)] : []),
      ...foldersOf(base).flatMap(folder =>
        fileLayers('host_vars', `host_vars/${host}`, `${varsFolder(folder, 'host_vars')}/${host}`),
      ),
    ]
  }
  return {
    ...{ inventory, groupsOf },
    hostOf(name) {
      const known = new Map<string, readonly Layer[]>()
      const layers = (base: string): readonly Layer[] => {
        let found = known.get(base)
        if (!found) {
          found = [...sharedLayers(name, base), ...ownLayers(name, base)]
          known.set(base, found)
        }
        return found
      }
      return { name, layers, isWhole, given: asked => (isWhole ? givenOf(name, groupsOf(name), asked) : null) }
    },
  }
}
