import type { Draft, Inventory, Play, Role, VariablesFile } from './draft.ts'
import { type Fields, pythonLiteral, quoted, type Value, yamlDocument } from './yaml-value.ts'

const isEmpty = (fields: Fields): boolean => Object.keys(fields).length === 0

/** The files of a project. @param split whether a second play has a playbook of its own */
export function printProject(draft: Draft): Map<string, string> {
  const files = new Map(draft.files)
  for (const inventory of draft.inventories) files.set(inventory.file, printInventory(draft, inventory))
  for (const [base, file] of draft.variables) printVariables(files, base, file)
  for (const [path, vars] of draft.included) files.set(path, yamlDocument(vars))
  const plays = draft.plays.map((play, i) => printPlay(draft, files, play, i))
  const [first, second] = plays
  if (second !== undefined && draft.random.chance(0.35)) {
    draft.mark('import_playbook')
    files.set(`${draft.book}second.yml`, yamlDocument([second]))
    files.set(`${draft.book}site.yml`, yamlDocument([first!, { import_playbook: 'second.yml' }]))
  } else files.set(`${draft.book}site.yml`, yamlDocument(plays))
  for (const play of draft.plays) for (const role of play.roles) printRole(draft, files, role, play)
  if (needsConfig(draft)) files.set('ansible.cfg', '[defaults]\nroles_path = roles\n')
  return files
}

export function needsConfig(draft: Draft): boolean {
  return draft.book !== '' && draft.rolesFolder === 'roles/'
}

function printVariables(files: Map<string, string>, base: string, file: VariablesFile): void {
  const { style, vars, second, hidden } = file
  if (style === 'folder' || style === 'hiding') {
    files.set(`${base}/main.yml`, yamlDocument(vars))
    if (!isEmpty(second)) files.set(`${base}/9-more.yml`, yamlDocument(second))
    if (!isEmpty(hidden)) files.set(`${base}.yml`, yamlDocument(hidden))
  } else files.set(style === 'bare' ? base : `${base}.${style}`, yamlDocument(vars))
}

function printInventory(draft: Draft, inventory: Inventory): string {
  const { all, groups, hosts, style } = inventory
  const webs = draft.hosts.filter(host => host !== 'db1')
  draft.mark(`${style === 'ini' ? 'INI' : 'YAML'} inventory`)
  if (draft.webs !== '') draft.mark('range')
  const members: Record<string, string[]> = {
    web: draft.webs === '' ? webs : [draft.webs],
    ...(draft.hasDb ? { db: ['db1'] } : {}),
  }
  const children = Object.keys(members)
  if (style === 'yaml') {
    const group = (name: string): Value => {
      const own = Object.fromEntries(members[name]!.map(host => [host, '']))
      for (const [host, vars] of hosts)
        if ((name === 'db') === (host === 'db1') && !isEmpty(vars)) Object.assign(own, { [host]: vars })
      return { hosts: own, ...withVars(groups.get(name)) }
    }
    const servers = {
      children: Object.fromEntries(children.map(c => [c, group(c)])),
      ...withVars(groups.get('servers')),
    }
    return yamlDocument({ all: { children: { servers }, ...withVars(all) } })
  }
  const lines: string[] = []
  for (const [name, list] of Object.entries(members)) {
    lines.push(`[${name}]`)
    for (const host of list) if (!hosts.has(host)) lines.push(host)
    for (const [host, vars] of hosts)
      if ((name === 'db') === (host === 'db1'))
        lines.push([host, ...Object.entries(vars).map(([key, value]) => `${key}=${onHostLine(value)}`)].join(' '))
    lines.push('')
  }
  lines.push('[servers:children]', ...children, '')
  const section = (name: string, vars: Fields | undefined): void => {
    if (!vars || isEmpty(vars)) return
    lines.push(`[${name}:vars]`, ...Object.entries(vars).map(([key, value]) => `${key}=${iniValue(value)}`), '')
  }
  section('all', all)
  for (const [name, vars] of groups) if (name === 'servers' || members[name]) section(name, vars)
  return lines.join('\n')
}

function withVars(vars: Fields | undefined): Fields {
  return vars && !isEmpty(vars) ? { vars } : {}
}

/** In an inventory a value is a literal of Python, or else the text as it stands. */
function iniValue(value: Value): string {
  if (typeof value !== 'string') return pythonLiteral(value)
  return /^"\{\{.*\}\}"$/.test(value) ? value.slice(1, -1) : value
}

/** Words of a host's line are split like a shell's. */
function onHostLine(value: Value): string {
  const text = iniValue(value)
  return /[\s"'{[]/.test(text) && !/^["'][^"']*["']$/.test(text) ? quoted(text) : text
}

function printPlay(draft: Draft, files: Map<string, string>, play: Play, number: number): Fields {
  const { random } = draft
  const made: Fields = { hosts: quoted(play.hosts), gather_facts: 'false' }
  if (!isEmpty(play.vars)) made['vars'] = play.vars
  if (!isEmpty(play.varsFile)) {
    const path = `vars/play${number}.yml`
    files.set(draft.book + path, yamlDocument(play.varsFile))
    const firstFound = random.chance(0.45)
    if (firstFound) {
      draft.mark('vars_files first found')
      const decoy = Object.fromEntries(Object.keys(play.varsFile).map(key => [key, '125']))
      files.set(`${draft.book}vars/fallback.yml`, yamlDocument(decoy))
    }
    made['vars_files'] = [firstFound ? ['vars/not-there.yml', path, 'vars/fallback.yml'] : path]
  }
  if (play.before.length > 0) made['pre_tasks'] = play.before
  const entries = play.roles.filter(r => r.how === 'listed' || r.how === 'parameters')
  if (entries.length > 0) made['roles'] = entries.map(role => roleEntry(draft, role))
  const tasks: Fields[] = []
  for (const role of play.roles) {
    if (role.how !== 'import_role' && role.how !== 'include_role') continue
    draft.mark(role.how)
    tasks.push({ [role.how]: { name: role.name }, ...withVars(role.parameters) })
  }
  tasks.push(...play.tasks)
  if (play.more.length > 0) {
    const path = `tasks/tune${number}.yml`
    files.set(draft.book + path, yamlDocument(play.more))
    tasks.splice(random.below(tasks.length + 1), 0, includeTasks(draft, path))
  }
  if (tasks.length > 0) made['tasks'] = tasks
  if (play.after.length > 0) made['post_tasks'] = play.after
  if (play.handlers.length > 0) made['handlers'] = play.handlers
  return made
}

function includeTasks(draft: Draft, path: string): Fields {
  const module = draft.random.pick(['include_tasks', 'import_tasks'])
  draft.mark(module)
  return { [draft.random.chance(0.3) ? `ansible.builtin.${module}` : module]: path }
}

/** A role in a list of roles. */
function roleEntry(draft: Draft, { name, parameters }: Role): Value {
  if (isEmpty(parameters)) return draft.random.chance(0.6) ? name : { role: name }
  return draft.random.chance(0.5) ? { role: name, vars: parameters } : { role: name, ...parameters }
}

function printRole(draft: Draft, files: Map<string, string>, role: Role, play: Play): void {
  const folder = `${draft.rolesFolder}${role.name}/`
  const tasks = [...role.tasks]
  if (role.more.length > 0) {
    files.set(`${folder}tasks/more.yml`, yamlDocument(role.more))
    tasks.splice(draft.random.below(tasks.length + 1), 0, includeTasks(draft, 'more.yml'))
  }
  files.set(`${folder}tasks/main.yml`, yamlDocument(tasks))
  if (!isEmpty(role.defaults)) files.set(`${folder}defaults/main.yml`, yamlDocument(role.defaults))
  if (!isEmpty(role.vars)) files.set(`${folder}vars/main.yml`, yamlDocument(role.vars))
  if (role.handlers.length > 0) files.set(`${folder}handlers/main.yml`, yamlDocument(role.handlers))
  const dependencies = play.roles.filter(other => other.dependant === role)
  if (dependencies.length === 0) return
  draft.mark('meta dependencies')
  files.set(`${folder}meta/main.yml`, yamlDocument({ dependencies: dependencies.map(d => roleEntry(draft, d)) }))
}
