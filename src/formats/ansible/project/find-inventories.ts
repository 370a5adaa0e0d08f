import type { YamlPair } from '../../../syntax/yaml-node.ts'
import { type Group, readInventory } from './inventory.ts'
import { normal, type Repository } from './repository.ts'

/** An inventory with its name for people. */
export interface NamedInventory {
  /** Its file or folder. */
  readonly name: string
  /** Where its group_vars and host_vars are, '' or with a final `/`. */
  readonly folders: readonly string[]
  readonly groups: ReadonlyMap<string, Group>
  readonly hosts: readonly string[]
  readonly hostVars: ReadonlyMap<string, YamlPair[]>
}

const named =
  /(^|\/)(hosts|inventory)(\.(ini|ya?ml))?$|(^|\/)(inventory|inventories)\/([^/]+\/)?[^/.]+(\.(ini|ya?ml))?$/
const elsewhere =
  /(^|\/)(roles|group_vars|host_vars|tasks|vars|defaults|handlers|templates|files|meta|molecule|tests?|\.[^/]+|etc)\//

/**
 * The inventories of a repository: files by the names that are usual, and the one that ansible.cfg names. The files of one folder are
 * one inventory. Scripts and plugins are never run, so that their hosts are not known.
 */
export function findInventories(repository: Repository, asked: readonly string[]): NamedInventory[] {
  const paths =
    asked.length > 0
      ? askedPaths(repository, asked)
      : repository.paths.filter(path => isInventory(path) || isConfigured(repository, path))
  const byFolder = new Map<string, string[]>()
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const list = byFolder.get(folder)
    if (list) list.push(path)
    else byFolder.set(folder, [path])
  }
  const found: NamedInventory[] = []
  for (const [folder, files] of byFolder) {
    const sources = repository.readAll(files)
    const { groups, hosts } = readInventory(sources)
    if (hosts.size === 0) continue
    const name = files.length === 1 ? files[0]! : folder.replace(/\/$/, '')
    found.push({ name, folders: [folder], groups, hosts: [...hosts.keys()], hostVars: hosts })
  }
  return found
}

function isInventory(path: string): boolean {
  return named.test(path) && !elsewhere.test(path)
}

function isConfigured(repository: Repository, path: string): boolean {
  return repository.inventories.includes(path)
}

function askedPaths(repository: Repository, asked: readonly string[]): string[] {
  return asked.flatMap(one => {
    const path = normal(one)
    return repository.has(path) ? [path] : repository.below(`${path}/`).filter(p => !elsewhere.test(p))
  })
}
