import type { Library } from '../../../core/library.ts'
import { type Source, textOf } from '../../../core/text.ts'
import { parseYaml } from '../../../syntax/yaml.ts'
import type { YamlNode, YamlPair } from '../../../syntax/yaml-node.ts'
import { field, itemsOf } from '../yaml-fields.ts'
import { type VariableFiles, variableFiles } from './variable-files.ts'

/** The files of a repository as Ansible looks for them. Nothing outside of the library is ever named or read. */
export interface Repository {
  readonly paths: readonly string[]
  has(path: string): boolean
  read(path: string): Source | null
  /** Those of several that are there. */
  readAll(paths: readonly string[]): readonly Source[]
  /** What ansible.cfg names as inventories. */
  readonly inventories: readonly string[]
  /** The first document of a file, parsed once; null for none. */
  parse(source: Source): YamlNode | null
  /** The pairs of a file of variables. */
  pairs(source: Source): readonly YamlPair[] | null
  /** Every path below a folder (with its final `/`), in order. */
  below(folder: string): readonly string[]
  variableFiles(base: string): VariableFiles
  /** The folder of a role, or null. */
  role(name: string, from: readonly string[]): string | null
  /** The first that is there of names in folders. */
  first(folders: readonly string[], names: readonly string[]): string | null
}

/** A repository over a library. */
export function openRepository(library: Library): Repository {
  const { paths } = library
  const known = new Set(paths)
  const documents = new Map<Source, YamlNode | null>()
  const rolesPaths = configured(library, known, 'roles_path', ':').map(path => `${path}/`)
  const inventories = configured(library, known, 'inventory', ',')
  const readAll = (asked: readonly string[]): readonly Source[] => library.read(asked).filter(source => source !== null)
  const read = (path: string): Source | null => library.read([path])[0] ?? null
  const parse = (source: Source): YamlNode | null => {
    let document = documents.get(source)
    if (document === undefined) {
      document = parseYaml(textOf(source), 'libyaml').documents[0] ?? null
      documents.set(source, document)
    }
    return document
  }
  const below = (folder: string): readonly string[] => {
    let low = 0
    let high = paths.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (paths[middle]! < folder) low = middle + 1
      else high = middle
    }
    const found: string[] = []
    for (let i = low; i < paths.length && paths[i]!.startsWith(folder); i++) found.push(paths[i]!)
    return found
  }
  return {
    ...{ paths, read, readAll, parse, below, inventories },
    has: path => known.has(path),
    pairs(source) {
      const document = parse(source)
      return document?.kind === 'map' ? document.pairs : null
    },
    variableFiles: base => variableFiles(known, below, base),
    role(name, from) {
      if (!/^[\w./-]+$/.test(name) || name.includes('..')) return null
      const folders = [...from.map(folder => `${folder}roles/`), ...rolesPaths, 'roles/', ...from]
      for (const folder of folders) if (below(`${folder}${name}/`).length > 0) return `${folder}${name}/`
      return null
    },
    first(folders, names) {
      for (const folder of folders)
        for (const name of names) if (known.has(normal(folder + name))) return normal(folder + name)
      return null
    },
  }
}

/** A path without `./` and `x/../`. What leads out of the repository is no path in it. */
export function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return '../'
      parts.pop()
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** Paths that ansible.cfg names, as far as they are in the repository. */
function configured(
  library: Library,
  known: ReadonlySet<string>,
  option: string,
  separator: string,
): readonly string[] {
  const configs = ['ansible.cfg', 'ansible/ansible.cfg'].filter(path => known.has(path))
  return library.read(configs).flatMap((source, i) => {
    const lines = source?.text.split('\n') ?? []
    const line = lines.find(one => one.replace(/[ \t]/g, '').startsWith(`${option}=`)) ?? ''
    const folder = configs[i]!.slice(0, -'ansible.cfg'.length)
    return line
      .slice(line.indexOf('=') + 1)
      .split(separator)
      .map(path => path.trim())
      .filter(path => path !== '' && !path.startsWith('/') && !path.startsWith('~'))
      .map(path => normal(folder + path))
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
