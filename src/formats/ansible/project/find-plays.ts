import type { Source } from '../../../core/text.ts'
import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { field, itemsOf } from '../yaml-fields.ts'
import { folderOf, normal, plainField, type Repository } from './repository.ts'

/** A play with the file it stands in. */
export interface Play {
  readonly play: YamlMap
  readonly source: Source
  /** Its `hosts:`, joined. */
  readonly hosts: string
  /** What imports of its playbook add to its variables, the strongest last. */
  readonly vars: readonly YamlMap[]
  /** Conditions of imports of its playbook, which each of its tasks asks for (playbook/playbook_include.py). */
  readonly whens: readonly YamlNode[]
}

/** A playbook that no other one imports, with the plays of those that it imports. */
export interface Playbook {
  readonly path: string
  readonly plays: readonly Play[]
}

/** Playbooks that are followed, files that are looked at for being one, and imports in imports. */
const mostPlaybooks = 200
const mostFiles = 2000
const deepest = 10

/** Folders whose YAML files are no playbooks. */
const elsewhere =
  /(^|\/)(roles|group_vars|host_vars|tasks|vars|defaults|handlers|templates|files|meta|molecule|tests?|\.[^/]+|node_modules|inventory|inventories)\//

/** The playbooks of a repository: YAML files near the top that have plays. */
export function findPlaybooks(repository: Repository): readonly Playbook[] {
  const candidates = repository.paths.filter(
    path => /\.ya?ml$/.test(path) && path.split('/').length <= 4 && !elsewhere.test(path),
  )
  const imported = new Set<string>()
  const books: Playbook[] = []
  for (const source of repository.readAll(candidates.slice(0, mostFiles))) {
    if (books.length >= mostPlaybooks) break
    if (!isPlaybook(source.text)) continue
    const plays = playsOf(repository, source, imported, 0)
    if (plays.length > 0) books.push({ path: source.path, plays })
  }
  const top = books.filter(book => !imported.has(book.path))
  // playbooks that import each other in a circle
  return top.length > 0 ? top : books.slice(0, 1)
}

function isPlaybook(text: string): boolean {
  return /^\s*-?\s*["']?(hosts|(ansible\.builtin\.)?import_playbook)["']?\s*:/m.test(text)
}

function playsOf(repository: Repository, source: Source, imported: Set<string>, depth: number): Play[] {
  const document = repository.parse(source)
  if (document?.kind !== 'seq' || depth > deepest) return []
  return document.items.flatMap((item): Play[] => {
    if (item.kind !== 'map') return []
    const other = plainField(item, 'import_playbook', 'ansible.builtin.import_playbook')
    if (other !== null) return importedPlays(repository, source, item, other, imported, depth)
    const hosts = itemsOf(field(item, 'hosts')).map(one => (one.kind === 'scalar' ? one.printed : ''))
    return hosts.length > 0 ? [{ play: item, source, hosts: hosts.join(','), vars: [], whens: [] }] : []
  })
}

function importedPlays(
  repository: Repository,
  source: Source,
  item: YamlMap,
  name: string,
  imported: Set<string>,
  depth: number,
): Play[] {
  const path = normal(folderOf(source.path) + name.trim().split(/\s/)[0])
  if (path === null || path === source.path) return []
  const inner = repository.has(path) ? repository.read(path) : null
  if (!inner) return []
  imported.add(path)
  const vars = field(item, 'vars')
  const when = field(item, 'when')
  return playsOf(repository, inner, imported, depth + 1).map(play => ({
    ...play,
    // playbook/playbook_include.py: those of the import win
    vars: vars?.kind === 'map' ? [...play.vars, vars] : play.vars,
    whens: when ? [when, ...play.whens] : play.whens,
  }))
}
