import { textOf } from '../../../core/text.ts'
import { readIniHosts } from './ini-hosts.ts'
import { type Inventory, openInventory } from './inventory.ts'
import { folderOf, plainField, type Repository, type Say } from './repository.ts'
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
  /(^|\/)(roles|group_vars|host_vars|tasks|vars|defaults|handlers|templates|files|meta|molecule|tests?|\.[^/.][^/]*|etc)\//
/** Names that a folder as an inventory passes over, of files and folders alike (inventory/manager.py, IGNORED; config/base.yml). */
const ignored = /^\.|^(host_vars|group_vars|vars_plugins)$|(\.(pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)|~)$/
/** Inventories with hosts that are looked at. */
const mostInventories = 200

/**
 * The inventories of a repository: files by the names that are usual, and what ansible.cfg or the user names. A folder is one
 * inventory of all its files. Scripts and plugins are never run, so that their hosts are not known.
 * @param say told where there are more than are looked at
 */
export function findInventories(repository: Repository, asked: readonly string[], say: Say): NamedInventory[] {
  const wanted = asked.length > 0 ? asked : repository.inventories
  const sources = wanted.flatMap(one => {
    const path = repository.plain(one)
    if (path === null) return []
    if (repository.has(path)) return [{ name: path, folder: folderOf(path), files: [path] }]
    const folder = path === '' ? '' : `${path}/`
    const files = byNames(
      repository.below(folder).filter(
        p =>
          !p
            .slice(folder.length)
            .split('/')
            .some(name => ignored.test(name)),
      ),
    )
    const [left] = repository.below(folder)
    if (files.length === 0 && left !== undefined && asked.length > 0)
      say(
        left,
        `${path} has no file that Ansible reads: of a folder it passes over .ini, .cfg and the like; name a file`,
      )
    return files.length > 0 ? [{ name: path, folder, files }] : []
  })
  const covered = new Set(sources.flatMap(one => one.files))
  const found =
    asked.length > 0 ? [] : repository.paths.filter(path => isInventory(repository.seen(path)) && !covered.has(path))
  const alone = found.map(path => ({ name: path, folder: folderOf(path), files: [path] }))
  const all: NamedInventory[] = []
  for (const { name, folder, files } of [...sources, ...alone]) {
    if (all.length >= mostInventories) {
      say(
        files[0]!,
        `there are more than ${mostInventories} inventories; ${name} and those behind it are left out of account`,
      )
      break
    }
    const inventory = readInventory(repository, files, asked.length > 0 ? say : null)
    if (inventory.hosts.size > 0) all.push(Object.assign(inventory, { name, folder }))
    else if (asked.length > 0 && !inventory.isPassedOver) say(files[0]!, `${name} names no host, or is no inventory`)
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

/** A folder's files and folders by name, as they are read one after another. */
function byNames(paths: readonly string[]): string[] {
  const keyed = paths.map(path => [path.replaceAll('/', '\0'), path] as const)
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path)
}

/**
 * Reads the files of one inventory. What is no inventory gives no hosts.
 * @param say told what is never run; null where nobody asked for this inventory
 */
function readInventory(
  repository: Repository,
  files: readonly string[],
  say: Say | null,
): Inventory & { isPassedOver: boolean } {
  const inventory = { ...openInventory(), isPassedOver: false }
  const passOver = (path: string, what: string): void => {
    inventory.isPassedOver = true
    say?.(path, `${path} is ${what}, which is never run, so that its hosts are not known`)
  }
  for (const source of repository.readAll(files)) {
    if (source.text.startsWith('#!')) {
      passOver(source.path, 'a script')
      continue
    }
    const isYaml = /\.(ya?ml|json)$/.test(source.path) || /^(---|all:)\s*$/m.test(source.text.slice(0, 2000))
    const draft = openInventory()
    const document = isYaml ? repository.parse(source) : null
    if (plainField(document, 'plugin') !== null) {
      passOver(source.path, 'for an inventory plugin')
      continue
    }
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
      for (const host of group.hosts) known.hosts.add(host)
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
