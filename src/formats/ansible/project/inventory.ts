import { type Source, sliceText, spanOf, type Text, textOf } from '../../../core/text.ts'
import { parseYaml } from '../../../syntax/yaml.ts'
import type { YamlMap, YamlNode, YamlPair } from '../../../syntax/yaml-node.ts'
import { mapOf } from '../expression/values.ts'
import { field, keyName, scalarOf } from '../yaml-fields.ts'

/** A group of an inventory. Variables are pairs of a name and a value. */
export interface Group {
  readonly name: string
  readonly hosts: Set<string>
  readonly children: Set<string>
  readonly vars: YamlPair[]
}

export interface Inventory {
  readonly groups: ReadonlyMap<string, Group>
  /** In the order they are named. */
  readonly hosts: ReadonlyMap<string, YamlPair[]>
}

interface Draft {
  readonly groups: Map<string, Group>
  readonly hosts: Map<string, YamlPair[]>
}

/** More hosts and levels than these are left alone. */
const mostHosts = 5000
const deepest = 20

/** Reads the files of one inventory. What is no inventory gives no hosts. */
export function readInventory(sources: readonly Source[]): Inventory {
  const draft: Draft = { groups: new Map(), hosts: new Map() }
  for (const source of sources) {
    if (source.text.startsWith('#!')) continue
    if (/\.ya?ml$/.test(source.path) || /^(---|all:|\w+:[ \t]*$)/m.test(source.text.slice(0, 2000)))
      readYaml(draft, source)
    else readIni(draft, source)
  }
  return draft
}

function groupOf({ groups }: Draft, name: string): Group {
  const known = groups.get(name)
  if (known) return known
  const group: Group = { name, hosts: new Set(), children: new Set(), vars: [] }
  groups.set(name, group)
  return group
}

function addHost(draft: Draft, group: string, pattern: string, vars: readonly YamlPair[]): void {
  for (const name of expandRange(pattern)) {
    if (draft.hosts.size >= mostHosts) return
    const own = draft.hosts.get(name)
    if (own) own.push(...vars)
    else draft.hosts.set(name, [...vars])
    groupOf(draft, group).hosts.add(name)
  }
}

/** `web[01:10].example.org`, `db-[a:c]` (ansible/plugins/inventory/__init__.py, expand_hostname_range). */
function expandRange(pattern: string, depth = 0): string[] {
  const found = /^([^[\]]*)\[(\d+|[a-z]):(\d+|[a-z])(?::(\d+))?\](.*)$/i.exec(pattern)
  if (!found || depth > 3) return [pattern]
  const [, before, first, last, step, after] = found
  const letters = /[a-z]/i.test(first!)
  const from = letters ? first!.charCodeAt(0) : Number(first)
  const to = letters ? last!.charCodeAt(0) : Number(last)
  const names: string[] = []
  for (let i = from; i <= to && names.length < mostHosts; i += Math.max(1, Number(step ?? 1))) {
    const shown = letters ? String.fromCharCode(i) : String(i).padStart(/^0/.test(first!) ? first!.length : 0, '0')
    for (const rest of expandRange(after!, depth + 1)) names.push(before! + shown + rest)
  }
  return names
}

function readIni(draft: Draft, source: Source): void {
  const text = textOf(source)
  let section = 'ungrouped'
  let kind: 'hosts' | 'vars' | 'children' = 'hosts'
  let at = 0
  for (const line of source.text.split('\n')) {
    const start = at
    at += line.length + 1
    const plain = line.trim()
    if (plain === '' || /^[#;]/.test(plain)) continue
    const head = /^\[([^:\]]+)(?::(\w+))?\]/.exec(plain)
    if (head) {
      section = head[1]!.trim()
      kind = head[2] === 'vars' ? 'vars' : head[2] === 'children' ? 'children' : 'hosts'
      groupOf(draft, section)
      continue
    }
    const from = start + line.indexOf(plain)
    if (kind === 'children') groupOf(draft, section).children.add(plain.split(/\s/)[0]!)
    else if (kind === 'vars') {
      const pair = variableIn(sliceText(text, from, from + plain.length))
      if (pair) groupOf(draft, section).vars.push(pair)
    } else {
      const words = [...plain.matchAll(/(?:[^\s"'#]|"[^"]*"|'[^']*')+/g)]
      const comment = words.findIndex(w => plain.slice(0, w.index).endsWith('#'))
      const own = (comment < 0 ? words : words.slice(0, comment)).slice(1).flatMap(word => {
        const pair = variableIn(sliceText(text, from + word.index, from + word.index + word[0].length))
        return pair ? [pair] : []
      })
      if (words[0]) addHost(draft, section, words[0][0], own)
    }
  }
}

/** `name=value`, the value in Python's notation where it is a literal of it, which YAML reads nearly alike. */
function variableIn(text: Text): YamlPair | null {
  const equals = text.text.indexOf('=')
  const name = text.text.slice(0, equals).trim()
  if (equals <= 0 || !/^[A-Za-z_]\w*$/.test(name)) return null
  const raw = text.text.slice(equals + 1)
  const start = equals + 1 + (raw.length - raw.trimStart().length)
  const value = valueIn(sliceText(text, start, start + raw.trim().length))
  const nameText = sliceText(text, 0, name.length)
  return { key: scalarOf(nameText, spanOf(nameText, 0, name.length)), value, dead: false, merged: false }
}

function valueIn(text: Text): YamlNode {
  const at = spanOf(text, 0, text.text.length)
  const quoted = /^(["'])(.*)\1$/.exec(text.text)
  if (quoted) return scalarOf(sliceText(text, 1, text.text.length - 1), at)
  // of YAML's words only Python's are literals in an INI inventory
  const isLiteral = /^(-?(0|[1-9]\d*)|True|False|None|[[{].*)$/s.test(text.text)
  const node = isLiteral ? (parseYaml(text, 'libyaml').documents[0] ?? null) : null
  return node ?? scalarOf(text, at)
}

function readYaml(draft: Draft, source: Source): void {
  const [document] = parseYaml(textOf(source), 'libyaml').documents
  if (document?.kind === 'map') for (const pair of document.pairs) readYamlGroup(draft, pair, 0)
}

function readYamlGroup(draft: Draft, { key, value, dead }: YamlPair, depth: number): void {
  const name = keyName(key)
  if (name === null || dead || depth > deepest) return
  const group = groupOf(draft, name)
  if (value.kind !== 'map') return
  const part = (of: string): YamlMap => {
    const node = field(value, of)
    return node?.kind === 'map' ? node : mapOf([], value.at)
  }
  for (const one of part('hosts').pairs) {
    const host = keyName(one.key)
    if (host !== null && !one.dead)
      addHost(draft, name, host, one.value.kind === 'map' ? one.value.pairs.filter(p => !p.dead) : [])
  }
  group.vars.push(...part('vars').pairs.filter(p => !p.dead))
  for (const child of part('children').pairs) {
    const childName = keyName(child.key)
    if (childName !== null) group.children.add(childName)
    readYamlGroup(draft, child, depth + 1)
  }
}

/** The groups of a host in the order in which they win, the weakest first: by depth, ansible_group_priority, then name. */
export function groupsOf({ groups }: Pick<Inventory, 'groups'>, host: string): readonly string[] {
  const depth = depthsOf(groups)
  const found = new Set<string>()
  const add = (name: string): void => {
    if (found.has(name)) return
    found.add(name)
    for (const [parent, group] of groups) if (group.children.has(name)) add(parent)
  }
  for (const [name, group] of groups) if (group.hosts.has(host)) add(name)
  found.delete('all')
  const priority = (name: string): number => {
    const pair = groups.get(name)?.vars.find(p => keyName(p.key) === 'ansible_group_priority')
    return pair?.value.kind === 'scalar' ? Number(pair.value.printed) || 1 : 1
  }
  return [...found].sort(
    (a, b) => (depth.get(a) ?? 1) - (depth.get(b) ?? 1) || priority(a) - priority(b) || (a < b ? -1 : 1),
  )
}

/** The longest way from the top to each group. */
function depthsOf(groups: ReadonlyMap<string, Group>): Map<string, number> {
  const depths = new Map<string, number>()
  const visit = (name: string, depth: number): void => {
    if (depth > deepest || (depths.get(name) ?? 0) >= depth) return
    depths.set(name, depth)
    for (const child of groups.get(name)?.children ?? []) visit(child, depth + 1)
  }
  for (const name of groups.keys()) visit(name, 1)
  return depths
}
