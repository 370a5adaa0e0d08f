import type { Library } from '../../../core/library.ts'
import { type Source, textOf } from '../../../core/text.ts'
import { parseYaml } from '../../../syntax/yaml.ts'
import type { YamlNode, YamlPair } from '../../../syntax/yaml-node.ts'
import { field, itemsOf, keyName } from '../yaml-fields.ts'

/** The files of a repository as Ansible looks for them. Nothing outside of the library is ever named or read. */
export interface Repository {
  readonly paths: readonly string[]
  /** Where they begin, if not in the working directory: '' or with a final `/`. */
  readonly root: string
  /** A path without `./` and `x/../`; null for one that starts elsewhere. */
  plain(path: string): string | null
  /** A path as seen from where the repository begins. */
  seen(path: string): string
  has(path: string): boolean
  /** Every path below a folder (with its final `/`), in order. */
  below(folder: string): readonly string[]
  read(path: string): Source | null
  /** Where a symbolic link leads, in the repository; the path itself where it is none, or leads out of it. */
  real(path: string): string
  /** Those of several that are there. */
  readAll(paths: readonly string[]): readonly Source[]
  /** The first document of a file, parsed once; null for none. */
  parse(source: Source): YamlNode | null
  /** A variable of a file, null where it has none of the name; `unknown` for a file that cannot be read, and may hold anything. */
  variable(path: string, name: string): YamlPair | 'unknown' | null
  /** Whether any role has handlers. */
  readonly hasHandlers: boolean
  /** What ansible.cfg names as inventories, and where it looks for roles. */
  readonly inventories: readonly string[]
  readonly rolesPaths: readonly string[]
  /** Every path whose last name is this. */
  named(name: string): readonly string[]
  /** The first that is there of paths that may lead up and down; null for none. */
  first(candidates: readonly string[]): string | null
}

/** Told, at a file, what is not followed. */
export type Say = (path: string, message: string) => void

/** What is known of a file of variables; it is parsed when a name is asked for that its text has. */
interface VariableIndex {
  readonly source: Source | null
  readonly asked: Map<string, YamlPair | null>
  byName: ReadonlyMap<string, YamlPair> | null
}

/** Links that lead to links. */
const mostLinks = 5
/** Names that are remembered for each file. */
const mostAsked = 10_000

/** A repository over a library. */
export function openRepository(library: Library): Repository {
  const { paths } = library
  const root = rootOf(paths)
  const plain = (path: string): string | null => {
    const found = normal(path)
    return found?.startsWith('..') ? (library.relative?.('', found) ?? found) : found
  }
  const known = new Set(paths)
  const documents = new Map<Source, YamlNode | null>()
  const broken = new Set<Source>()
  const indexes = new Map<string, VariableIndex>()
  let byLast: ReadonlyMap<string, readonly string[]> | null = null
  const parse = (source: Source): YamlNode | null => {
    let document = documents.get(source)
    if (document === undefined) {
      const { documents: read, errors } = parseYaml(textOf(source), 'libyaml')
      document = read[0] ?? null
      if (errors.length > 0) broken.add(source)
      documents.set(source, document)
    }
    return document
  }
  const real = (path: string): string => {
    let here = path
    for (let links = 0; links < mostLinks && known.has(here); links++) {
      const target = library.linkTarget?.(here) ?? null
      const next = target === null ? here : normal(folderOf(here) + target)
      if (next === null) return path
      if (next === here) return here
      here = next
    }
    return here
  }
  const read = (path: string): Source | null => {
    const [source = null] = library.read([path])
    const place = source === null ? real(path) : path
    return place === path ? source : (library.read([place])[0] ?? null)
  }
  return {
    ...{ paths, root, plain },
    named(name) {
      byLast ??= byLastName(paths)
      return byLast.get(name) ?? []
    },
    seen: path => (root === '' ? path : (library.relative?.(root, path) ?? path)),
    has: path => known.has(path),
    below: folder => pathsBelow(paths, folder),
    read,
    real,
    readAll: asked => library.read(asked).filter(source => source !== null),
    parse,
    variable(path, name) {
      let index = indexes.get(path)
      if (!index) {
        index = { source: read(path), asked: new Map(), byName: null }
        indexes.set(path, index)
      }
      const { source, asked } = index
      if (source === null || source.text.startsWith('$ANSIBLE_VAULT')) return 'unknown'
      let pair = asked.get(name)
      if (pair === undefined) {
        const mayHave = source.text.includes(name)
        if (mayHave) index.byName ??= byName(parse(source))
        // Ansible takes nothing from a file that is no YAML, and stops
        if (mayHave && broken.has(source)) return 'unknown'
        pair = index.byName?.get(name) ?? null
        if (asked.size < mostAsked) asked.set(name, pair)
      }
      return pair
    },
    hasHandlers: paths.some(path => path.includes('/handlers/')),
    inventories: configured(library, known, root, plain, 'inventory', ','),
    rolesPaths: configured(library, known, root, plain, 'roles_path', ':').map(path => `${path}/`),
    first(candidates) {
      for (const candidate of candidates) {
        const path = plain(candidate)
        if (path !== null && known.has(path)) return path
      }
      return null
    },
  }
}

function byLastName(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const list = found.get(name)
    if (list) list.push(path)
    else found.set(name, [path])
  }
  return found
}

function pathsBelow(paths: readonly string[], folder: string): readonly string[] {
  let low = 0
  let high = paths.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (paths[middle]! < folder) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < paths.length && paths[end]!.startsWith(folder)) end++
  return paths.slice(low, end)
}

function byName(document: YamlNode | null): ReadonlyMap<string, YamlPair> {
  const index = new Map<string, YamlPair>()
  if (document?.kind !== 'map') return index
  for (const pair of document.pairs) {
    const name = pair.dead ? null : keyName(pair.key)
    if (name !== null) index.set(name, pair)
  }
  return index
}

/** Nothing that leads out is read: only what is listed is ever there. */
function normal(path: string): string | null {
  if (/^[/~]/.test(path)) return null
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
      else parts.push(part)
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** The folder of a path: '' or with a final `/`. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The folder that all have in common where all are outside, else the highest that any of them goes up to. */
function rootOf(paths: readonly string[]): string {
  const outside = paths.filter(path => path.startsWith('../'))
  if (outside.length === 0) return ''
  if (outside.length < paths.length)
    return outside.map(path => /^(\.\.\/)+/.exec(path)![0]).reduce((a, b) => (a.length > b.length ? a : b))
  // of paths in order, the first and the last have in common what all have
  const [first, last] = [paths[0]!, paths.at(-1)!]
  let at = 0
  while (at < first.length && first[at] === last[at]) at++
  return folderOf(first.slice(0, at))
}

/** Paths that ansible.cfg names, as far as they are in the repository. */
function configured(
  library: Library,
  known: ReadonlySet<string>,
  root: string,
  plain: (path: string) => string | null,
  option: string,
  separator: string,
): string[] {
  const configs = ['ansible.cfg', 'ansible/ansible.cfg'].map(name => root + name).filter(path => known.has(path))
  return library.read(configs).flatMap((source, i) => {
    const lines = source?.text.split('\n') ?? []
    const line = lines.find(one => one.replace(/[ \t]/g, '').startsWith(`${option}=`)) ?? ''
    return line
      .slice(line.indexOf('=') + 1)
      .split(separator)
      .map(path => path.trim())
      .filter(path => path !== '' && !/^[/~]/.test(path))
      .map(path => plain(folderOf(configs[i]!) + path))
      .filter(path => path !== null)
  })
}

/** The strings of a list, or of a single value; a template is null. */
export function plainStrings(node: YamlNode | null): (string | null)[] {
  return itemsOf(node).map(item => (item.kind === 'scalar' && !/\{[{%]/.test(item.printed) ? item.printed : null))
}

/** A field's plain string; null where there is none, or a template. */
export function plainField(node: YamlNode | null, ...names: string[]): string | null {
  return node?.kind === 'map' ? (plainStrings(field(node, ...names))[0] ?? null) : null
}
