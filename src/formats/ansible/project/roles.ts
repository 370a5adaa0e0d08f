import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { field, itemsOf, keyName, truth } from '../yaml-fields.ts'
import { fileLayer, type Layer, type Level, layerOf } from './layers.ts'
import { folderOf, plainField, type Repository } from './repository.ts'
import { roleVariableFiles } from './variable-files.ts'

/** A role as one entry asks for it. */
export interface Role {
  /** With a final `/`. */
  readonly folder: string
  /** Roles that are the same run once: the role's folder and what the entry says besides. */
  readonly identity: string
  readonly repeats: boolean
  readonly defaults: readonly Layer[]
  readonly vars: readonly Layer[]
  /** `vars:` of the entry, which the role's own vars beat. */
  readonly entryVars: readonly Layer[]
  /** Variables beside the entry's name, which beat nearly all. */
  readonly parameters: readonly Layer[]
  readonly dependencies: readonly Dependency[]
}

/** A role that another needs, with the entry that says so. */
export interface Dependency {
  readonly role: Role
  readonly entry: YamlNode
}

/** Where roles are looked for, and how many may still be opened. */
export interface RoleSearch {
  readonly repository: Repository
  /** The folder of the playbook. */
  readonly base: string
  /** Takes a role from those that may still be opened. */
  readonly enter: () => boolean
}

/** How an include asks for a role: which files count as its main ones. */
export interface RoleFiles {
  readonly vars?: string
  readonly defaults?: string
}

/** Roles in roles that are followed. */
const deepest = 10

/** What a role's entry may say without setting a variable (playbook/role/definition.py; playbook/base.py). */
const roleKeywords = new Set(
  `any_errors_fatal become become_exe become_flags become_method become_user check_mode collections connection debugger delegate_facts
  delegate_to diff environment ignore_errors ignore_unreachable module_defaults name no_log port remote_user role run_once tags throttle
  timeout vars when`.split(/\s+/),
)

/** The role of an entry of `roles:` or `dependencies:`; null where it is not in the repository, or named by a template. */
export function roleOfEntry(search: RoleSearch, entry: YamlNode, within: Role | null, depth = 0): Role | null {
  const name = entry.kind === 'scalar' ? entry.printed : plainField(entry, 'role', 'name')
  if (name === null) return null
  const more = entry.kind === 'map' ? entry : null
  return openRole(search, name, { within, depth, entry: more, files: {} })
}

interface Asked {
  readonly within: Role | null
  readonly depth: number
  readonly entry: YamlMap | null
  readonly files: RoleFiles
}

/** Opens a role; null where it is not in the repository. */
export function openRole(search: RoleSearch, name: string, { within, depth, entry, files }: Asked): Role | null {
  const folder = findRole(search, name, within)
  if (folder === null || depth > deepest || !search.enter()) return null
  const { repository } = search
  const layers = (level: Level, kind: string, main: string | undefined): Layer[] => {
    const base = `${folder}${kind}/${main ?? 'main'}`
    const { files: read, hidden } = roleVariableFiles(repository, base, main !== undefined)
    const why = 'another of the same name hides it'
    return [
      ...hidden.map(path => fileLayer(level, level, path, repository, why)),
      ...read.map(path => fileLayer(level, level, path, repository)),
    ]
  }
  const about = metaOf(repository, folder)
  const vars = entry ? field(entry, 'vars') : null
  const own = entry?.pairs.filter(pair => !pair.dead && !roleKeywords.has(keyName(pair.key) ?? '')) ?? []
  const role: Role = {
    folder,
    identity: `${folder}\0${entry ? said(entry) : ''}`,
    repeats: truth(about && field(about, 'allow_duplicates')) === true,
    defaults: layers('role defaults', 'defaults', files.defaults),
    vars: layers('role vars', 'vars', files.vars),
    entryVars: vars?.kind === 'map' ? [layerOf('role vars', 'vars of the role', vars.pairs)] : [],
    parameters: own.length > 0 ? [layerOf('role parameters', 'role parameters', own)] : [],
    dependencies: [],
  }
  const dependencies = itemsOf(about && field(about, 'dependencies')).flatMap(one => {
    const needed = roleOfEntry(search, one, role, depth + 1)
    return needed ? [{ role: needed, entry: one }] : []
  })
  return { ...role, dependencies }
}

/** What an entry says besides the role's name, as it is written. */
function said(entry: YamlMap): string {
  return entry.pairs
    .filter(pair => !pair.dead && !/^(role|name)$/.test(keyName(pair.key) ?? ''))
    .map(({ key, value }) => `${keyName(key)}:${value.at.source.text.slice(value.at.start, value.at.end)}`)
    .join('\0')
}

/** Whether what a role says of itself is worth parsing: a need, a leave, or an escape that may hide one. */
function mayTell(text: string): boolean {
  if (text.includes('allow_duplicates') || text.includes('\\')) return true
  // as ansible-galaxy makes it: a comment about dependencies, and none
  return (
    text.includes('dependencies') &&
    text.replace(/^[ \t]*#.*|^dependencies: \[\][ \t]*$/gm, '').includes('dependencies')
  )
}

function metaOf(repository: Repository, folder: string): YamlMap | null {
  const path = repository.first(['main.yml', 'main.yaml', 'main.json', 'main'].map(name => `${folder}meta/${name}`))
  const source = path === null ? null : repository.read(path)
  if (!source || !mayTell(source.text)) return null
  const document = repository.parse(source)
  return document?.kind === 'map' ? document : null
}

/** Where a role's name leads (playbook/role/definition.py, _load_role_path). */
function findRole({ repository, base }: RoleSearch, name: string, within: Role | null): string | null {
  if (!/^[\w./-]+$/.test(name) || name.split('/').includes('..') || name.startsWith('/')) return null
  const beside = within ? [folderOf(within.folder.slice(0, -1))] : []
  const folders = [`${base}roles/`, ...repository.rolesPaths, ...beside, base, `${repository.root}roles/`]
  const [space, collection, short] = name.split('.')
  const inCollection =
    short && name.split('.').length === 3
      ? [`collections/ansible_collections/${space}/${collection}/roles/`, 'roles/'].map(
          folder => `${repository.root}${folder}${short}/`,
        )
      : []
  const inFolder = (folder: string) =>
    `${repository.real(`${repository.real(folder.slice(0, -1))}/${name}`)}/`.replace(/^\//, '')
  const found = [...folders.map(inFolder), ...inCollection]
  return found.find(folder => repository.below(folder).length > 0) ?? null
}

/** Every role that a role needs, in the order in which they come, each once however often it is needed. */
function dependenciesOf(role: Role, seen = new Set<Role>()): readonly Role[] {
  return role.dependencies.flatMap(one => {
    if (seen.has(one.role)) return []
    seen.add(one.role)
    return [...dependenciesOf(one.role, seen), one.role]
  })
}

/** A role's defaults as its tasks see them: those of what it needs, of the roles it is needed by, its own. */
export function defaultLayers(role: Role, chain: readonly Role[] = []): readonly Layer[] {
  return [...dependenciesOf(role), ...chain, role].flatMap(one => one.defaults)
}

/** Likewise its variables, without parameters (playbook/role/__init__.py, get_vars). */
export function varLayers(role: Role, chain: readonly Role[] = []): readonly Layer[] {
  return [...chain, ...dependenciesOf(role), role].flatMap(one => [...one.entryVars, ...one.vars])
}
