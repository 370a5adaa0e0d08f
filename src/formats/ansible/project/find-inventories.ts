import { textOf } from '../../../core/text.ts'
import { readIniHosts } from './ini-hosts.ts'
import { type Inventory, openInventory } from './inventory.ts'
import { folderOf, normal, type Repository } from './repository.ts'
import { readYamlHosts } from './yaml-hosts.ts'

/** An inventory with its name for people. */
export interface NamedInventory extends Inventory {
  /** Its file or folder. */
  readonly name: string
  /** Where its group_vars and host_vars are, '' or with a final `/`; null without a file. */
  readonly folder: string | null
}

const named =
  /(^|\/)(hosts|inventory)(\.(ini|ya?ml))?$|(^|\/)(inventory|inventories|environments)\/([^/]+\/)?[^/.]+(\.(ini|ya?ml))?$/
const elsewhere =
  /(^|\/)(roles|group_vars|host_vars|tasks|vars|defaults|handlers|templates|files|meta|molecule|tests?|\.[^/]+|etc)\//
/** What a folder as an inventory passes over (config/base.yml, INVENTORY_IGNORE_EXTS). */
const ignored = /(\.(pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)|~)$/
/** Inventories that are looked at. */
const mostInventories = 200

/**
 * The inventories of a repository: files by the names that are usual, and what ansible.cfg or the user names. A folder is one
 * inventory of all its files. Scripts and plugins are never run, so that their hosts are not known.
 */
export function findInventories(repository: Repository, asked: readonly string[]): NamedInventory[] {
  const wanted = asked.length > 0 ? asked : repository.inventories
  const sources = wanted.flatMap(one => {
    const path = normal(one)
    if (path === null) return []
    if (repository.has(path)) return [{ name: path, folder: folderOf(path), files: [path] }]
    const folder = path === '' ? '' : `${path}/`
    const files = repository.below(folder).filter(p => !elsewhere.test(p.slice(folder.length)) && !ignored.test(p))
    return files.length > 0 ? [{ name: path, folder, files }] : []
  })
  const covered = new Set(sources.flatMap(one => one.files))
  const found = asked.length > 0 ? [] : repository.paths.filter(path => isInventory(path) && !covered.has(path))
  const alone = found.map(path => ({ name: path, folder: folderOf(path), files: [path] }))
  const all: NamedInventory[] = []
  for (const { name, folder, files } of [...sources, ...alone]) {
    if (all.length >= mostInventories) break
    const inventory = readInventory(repository, files)
    if (inventory.hosts.size > 0) all.push(Object.assign(inventory, { name, folder }))
  }
  return all
}

/** What is called test among inventories is one all the same. */
function isInventory(path: string): boolean {
  if (!named.test(path)) return false
  const among = /^(?:.*\/)?(?:inventory|inventories|environments)\/(?=[^/]+\/[^/]+$)/.exec(path)
  if (!among) return !elsewhere.test(path)
  return !elsewhere.test(among[0]) && !/\/(group_vars|host_vars)\/[^/]+$/.test(path)
}

/** Reads the files of one inventory. What is no inventory gives no hosts. */
function readInventory(repository: Repository, files: readonly string[]): Inventory {
  const inventory = openInventory()
  for (const source of repository.readAll(files)) {
    if (source.text.startsWith('#!')) continue
    const isYaml = /\.(ya?ml|json)$/.test(source.path) || /^(---|all:)\s*$/m.test(source.text.slice(0, 2000))
    const draft = openInventory()
    const document = isYaml ? repository.parse(source) : null
    const isRead = isYaml ? document !== null && readYamlHosts(draft, document) : readIniHosts(draft, textOf(source))
    if (isRead) merge(inventory, draft)
  }
  return inventory
}

function merge(into: Inventory, from: Inventory): void {
  for (const [name, group] of from.groups) {
    const known = into.groups.get(name)
    if (!known) into.groups.set(name, group)
    else {
      known.vars.push(...group.vars)
      for (const host of group.hosts) known.hosts.add(host)
      for (const child of group.children) known.children.add(child)
    }
  }
  for (const [name, host] of from.hosts) {
    const known = into.hosts.get(name)
    if (!known) into.hosts.set(name, host)
    else {
      known.vars.push(...host.vars)
      for (const group of host.groups) known.groups.add(group)
    }
  }
  into.left = Math.min(into.left, from.left)
}
