import type { Source } from '../../../core/text.ts'
import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { field } from '../yaml-fields.ts'
import { hostsOf } from './play-hosts.ts'
import { mayBePlaybook } from './playbook-path.ts'
import { folderOf, plainField, type Repository, type Say } from './repository.ts'

/** A play with the file it stands in. */
export interface Play {
  readonly play: YamlMap
  readonly source: Source
  /** Its `hosts:`, one for a plain value. */
  readonly hosts: readonly string[]
  /** What imports of its playbook add to its variables, the strongest last. */
  readonly vars: readonly YamlMap[]
  /** Why it may not run, or null. */
  readonly conditional: string | null
  /** Conditions of imports of its playbook, which each of its tasks asks for (playbook/playbook_include.py). */
  readonly whens: readonly YamlNode[]
}

/** A playbook that no other one imports, with the plays of those that it imports. */
export interface Playbook {
  readonly path: string
  readonly plays: readonly Play[]
}

/** Playbooks that are followed, files that are looked at for being one, and imports in imports. */
const mostPlaybooks = 1000
const mostFiles = 2000
const deepest = 10

/**
 * The playbooks of a repository: YAML files near the top that have plays.
 * @param say told where there are more than are followed
 */
export function findPlaybooks(repository: Repository, say: Say): readonly Playbook[] {
  const candidates = repository.paths.filter(path => mayBePlaybook(repository.seen(path)))
  const imported = new Set<string>()
  const books: Playbook[] = []
  const rest = 'and those behind it are not looked at, so that hosts may be set otherwise than is told'
  for (const source of repository.readAll(candidates.slice(0, mostFiles))) {
    if (!isPlaybook(source.text)) continue
    const plays = playsOf(repository, source, imported, 0)
    if (plays.length === 0) continue
    if (books.length >= mostPlaybooks) {
      say(source.path, `there are more than ${mostPlaybooks} playbooks; ${source.path} ${rest}`)
      break
    }
    books.push({ path: source.path, plays })
  }
  const next = candidates[mostFiles]
  if (next !== undefined && books.length > 0)
    say(next, `more than ${mostFiles} YAML files may be playbooks; ${next} ${rest}`)
  const top = books.filter(book => !imported.has(book.path))
  // playbooks that import each other in a circle
  return top.length > 0 ? top : books.slice(0, 1)
}

function isPlaybook(text: string): boolean {
  return /^\s*-?\s*["']?(hosts|(ansible\.builtin\.)?import_playbook)["']?\s*:/m.test(text)
}

/** @param vars what imports around it add to the variables of its plays, the strongest last */
function playsOf(
  repository: Repository,
  source: Source,
  imported: Set<string>,
  depth: number,
  vars: readonly YamlMap[] = [],
): Play[] {
  const document = repository.parse(source)
  if (document?.kind !== 'seq' || depth > deepest) return []
  return document.items.flatMap((item): Play[] => {
    if (item.kind !== 'map') return []
    const other = plainField(item, 'import_playbook', 'ansible.builtin.import_playbook')
    if (other !== null) return importedPlays(repository, source, item, other, imported, depth, vars)
    const hosts = hostsOf(repository, source, item, vars)
    return hosts.length > 0 ? [{ play: item, source, hosts, vars, conditional: null, whens: [] }] : []
  })
}

function importedPlays(
  repository: Repository,
  source: Source,
  item: YamlMap,
  name: string,
  imported: Set<string>,
  depth: number,
  outer: readonly YamlMap[],
): Play[] {
  const path = repository.plain(folderOf(source.path) + name.trim().split(/\s/)[0])
  if (path === null || path === source.path) return []
  const inner = repository.has(path) ? repository.read(path) : null
  if (!inner) return []
  imported.add(path)
  const vars = field(item, 'vars')
  const when = field(item, 'when')
  // playbook/playbook_include.py: those of the import win, the outer ones over the inner
  const all = vars?.kind === 'map' ? [vars, ...outer] : outer
  return playsOf(repository, inner, imported, depth + 1, all).map(play => ({
    ...play,
    whens: when ? [when, ...play.whens] : play.whens,
  }))
}
