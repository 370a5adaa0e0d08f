import type { ProjectReading } from '../../../core/format.ts'
import type { Library } from '../../../core/library.ts'
import type { Target } from '../../../core/target.ts'
import type { Source } from '../../../core/text.ts'
import type { YamlMap } from '../../../syntax/yaml-node.ts'
import { field, itemsOf, keyName } from '../yaml-fields.ts'
import { findInventories, type NamedInventory } from './find-inventories.ts'
import { matchesHosts } from './host-pattern.ts'
import { openHost } from './host-run.ts'
import { fileLayer, type Layer, layerOf } from './host-variables.ts'
import { type Group, groupsOf } from './inventory.ts'
import { normal, openRepository, plainField, type Repository } from './repository.ts'

/** Playbooks, and hosts that differ, that are followed. */
const mostPlaybooks = 200
const mostHosts = 100

interface Play {
  readonly play: YamlMap
  readonly source: Source
  readonly hosts: string
}

/**
 * Follows the plays of a repository on each host of its inventories: what they do there, with the variables that the host has. Without
 * an inventory each name that plays speak of stands for one host.
 * @param asked inventories that are meant; none: those that are found
 */
export function readAnsibleProject(library: Library, asked: readonly string[] = []): ProjectReading {
  const repository = openRepository(library)
  const plays = findPlays(repository)
  if (plays.length === 0) return { targets: [] }
  const inventories = findInventories(repository, asked)
  const targets: Target[] = []
  const known = new Map<string, Target>()
  for (const inventory of inventories.length > 0 ? inventories : [impliedInventory(plays)]) {
    for (const host of inventory.hosts) {
      const groups = groupsOf(inventory, host)
      const own = plays.filter(({ hosts }) => matchesHosts(hosts, host, groups) === true)
      if (own.length === 0) continue
      const name = inventories.length > 1 ? `${host} (${inventory.name})` : host
      const key = likeness(repository, inventory, host, groups, own)
      const like = key === null ? undefined : known.get(key)
      if (!like && known.size >= mostHosts) continue
      const steps = like?.steps ?? runPlays(repository, inventory, host, groups, own)
      const id = `ansible-host:${name}`
      const target: Target = { id, kind: 'run', format: 'ansible', name, scope: id, steps, dropped: [] }
      known.set(key ?? name, target)
      if (steps.length > 0) targets.push(target)
    }
  }
  return { targets }
}

function runPlays(
  repository: Repository,
  inventory: NamedInventory,
  host: string,
  groups: readonly string[],
  plays: readonly Play[],
) {
  const run = openHost(repository, hostLayers(repository, inventory, host, groups, plays))
  for (const { play, source } of plays) run.play(play, source)
  return run.steps
}

/** What hosts have in common that end up alike; null for a host with variables of its own. */
function likeness(
  repository: Repository,
  inventory: NamedInventory,
  host: string,
  groups: readonly string[],
  plays: readonly Play[],
): string | null {
  const inline = (inventory.hostVars.get(host) ?? []).some(pair => !/^ansible_/.test(keyName(pair.key) ?? ''))
  const files = foldersOf(inventory, plays).some(
    folder => repository.variableFiles(`${folder}host_vars/${host}`).files.length > 0,
  )
  return inline || files
    ? null
    : JSON.stringify([inventory.name, groups, plays.map(p => [p.source.path, p.play.at.start])])
}

/** Where group_vars and host_vars are looked for: beside the inventory, then beside the playbooks. */
function foldersOf(inventory: NamedInventory, plays: readonly Play[]): string[] {
  const beside = plays.map(({ source }) => source.path.slice(0, source.path.lastIndexOf('/') + 1))
  return [...new Set([...inventory.folders, ...beside])]
}

function hostLayers(
  repository: Repository,
  inventory: NamedInventory,
  host: string,
  groups: readonly string[],
  plays: readonly Play[],
): Layer[] {
  const layers: Layer[] = []
  const folders = foldersOf(inventory, plays)
  const all = inventory.groups.get('all')
  if (all) layers.push(layerOf('inventory, all', 'inventory, all', all.vars))
  for (const name of groups)
    layers.push(layerOf('inventory, group', `inventory, ${name}`, inventory.groups.get(name)?.vars ?? []))
  layers.push(layerOf('inventory, host', `inventory, ${host}`, inventory.hostVars.get(host) ?? []))
  const add = (level: 'group_vars/all' | 'group_vars' | 'host_vars', label: string, base: string): void => {
    const { files, hidden } = repository.variableFiles(base)
    for (const [paths, isHidden] of [
      [hidden, true],
      [files, false],
    ] as const)
      for (const path of paths) {
        const source = repository.read(path)
        if (source) layers.push(fileLayer(level, label, source, repository.pairs, isHidden))
      }
  }
  for (const folder of folders) add('group_vars/all', 'group_vars/all', `${folder}group_vars/all`)
  for (const folder of folders)
    for (const name of groups) add('group_vars', `group_vars/${name}`, `${folder}group_vars/${name}`)
  for (const folder of folders) add('host_vars', `host_vars/${host}`, `${folder}host_vars/${host}`)
  return layers
}

/** Folders whose YAML files are no playbooks. */
const elsewhere =
  /(^|\/)(roles|group_vars|host_vars|tasks|vars|defaults|handlers|templates|files|meta|molecule|tests?|\.[^/]+|node_modules)\//

function findPlays(repository: Repository): Play[] {
  const plays: Play[] = []
  const imported = new Set<string>()
  const books: (readonly Play[])[] = []
  const candidates = repository.paths.filter(
    path => /\.ya?ml$/.test(path) && path.split('/').length <= 4 && !elsewhere.test(path),
  )
  for (const path of candidates.slice(0, 2000)) {
    if (books.length >= mostPlaybooks) break
    const source = repository.read(path)
    if (source && isPlaybook(source.text)) books.push(playsOf(repository, source, imported, 0))
  }
  for (const book of books) if (book[0] && !imported.has(book[0].source.path)) plays.push(...book)
  // a playbook that others import is there through them
  for (const book of books) for (const play of book) if (!plays.some(p => p.play === play.play)) plays.push(play)
  return plays
}

function isPlaybook(text: string): boolean {
  return /^\s*-?\s*["']?(hosts|(ansible\.builtin\.)?import_playbook)["']?\s*:/m.test(text) && /^\s*-\s/m.test(text)
}

function playsOf(repository: Repository, source: Source, imported: Set<string>, depth: number): Play[] {
  const document = repository.parse(source)
  if (document?.kind !== 'seq' || depth > 10) return []
  return document.items.flatMap((item): Play[] => {
    if (item.kind !== 'map') return []
    const other = plainField(item, 'import_playbook', 'ansible.builtin.import_playbook')
    if (other !== null) {
      const path = normal(source.path.slice(0, source.path.lastIndexOf('/') + 1) + other)
      const inner = repository.has(path) && field(item, 'when') === null ? repository.read(path) : null
      imported.add(path)
      return inner ? playsOf(repository, inner, imported, depth + 1) : []
    }
    const hosts = itemsOf(field(item, 'hosts')).map(one => (one.kind === 'scalar' ? one.printed : ''))
    return hosts.length > 0 ? [{ play: item, source, hosts: hosts.join(',') }] : []
  })
}

/** Without an inventory every plain name that a play speaks of is taken for a host that is in a group of that name. */
function impliedInventory(plays: readonly Play[]): NamedInventory {
  const names = new Set<string>()
  for (const { hosts } of plays)
    for (const name of hosts.split(/[,:]/)) if (/^[\w.-]+$/.test(name.trim())) names.add(name.trim())
  const groups = new Map<string, Group>()
  for (const name of names)
    if (name !== 'all') groups.set(name, { name, hosts: new Set([name]), children: new Set(), vars: [] })
  return { name: '', folders: [], groups, hosts: [...names], hostVars: new Map() }
}
