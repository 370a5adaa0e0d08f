import type { Setting } from '../../../core/setting.ts'
import type { Step } from '../../../core/target.ts'
import type { Source, Text } from '../../../core/text.ts'
import { textOf } from '../../../core/text.ts'
import { isTemplatePath } from '../../../syntax/template-path.ts'
import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { within } from '../conditions.ts'
import { type Context, type Following, openFile, openRun, type Run } from '../context.ts'
import type { ModuleCall } from '../module-call.ts'
import { optionText } from '../option-text.ts'
import { renderTemplate, unknownIn } from '../render.ts'
import { readTasks } from '../tasks.ts'
import { field, itemsOf, keyName } from '../yaml-fields.ts'
import {
  beatenDefinition,
  definitionOf,
  type Found,
  fileLayer,
  type Layer,
  type Level,
  layerOf,
  lookupIn,
} from './host-variables.ts'
import { normal, plainField, plainStrings, type Repository } from './repository.ts'

/** Files in files, and roles in roles, that are followed. */
const deepest = 10
/** Tasks of one host that are followed. */
const mostTasks = 20_000

/** One host while its plays run. */
export interface HostRun {
  readonly steps: Step[]
  /** Runs a play. */
  play(play: YamlMap, source: Source): void
}

interface Place {
  /** The role's folder, or null outside of roles. */
  readonly role: string | null
  /** The folder of the file that is read. */
  readonly folder: string
  readonly depth: number
  /** Variables of blocks and tasks, and parameters of roles, the outer first. */
  readonly layers: readonly Layer[]
}

/** @param base the variables of the host's inventory and files */
export function openHost(repository: Repository, base: readonly Layer[]): HostRun {
  const facts: Layer[] = []
  const used = new Map<Source, { winner: Found; beaten: readonly Found[] }[]>()
  const run: Run = { ...openRun(openFile({ path: '', text: '' }, '')).run }
  let tasksLeft = mostTasks
  let playLayers: Layer[] = []
  let roleLayers: Layer[] = []
  let playFolder = ''
  let rolesDone = new Set<string>()
  let handlers: { list: YamlNode; context: Context }[] = []

  const note = (winner: Found, beaten: readonly Found[]): void => {
    const { source } = winner.node.kind === 'scalar' ? winner.node.text : winner.node.at
    const list = used.get(source)
    if (!list) used.set(source, [{ winner, beaten }])
    else if (!list.some(one => one.winner.key.start === winner.key.start)) list.push({ winner, beaten })
  }

  const contextOf = (source: Source, place: Place, outer: Context | null): Context => {
    const file = openFile(source, '')
    const opened = openRun(file)
    return {
      ...opened,
      ...(outer ? { conditional: outer.conditional, onError: outer.onError, lost: outer.lost } : {}),
      run,
      ...scoped(file, place),
    }
  }

  const scoped = (file: Context['file'], place: Place): Pick<Context, 'scope' | 'following'> => {
    const own = place.role === null ? [] : roleOwnLayers(place.role)
    const layers = () => [...base, ...playLayers, ...roleLayers, ...own, ...facts, ...place.layers]
    const lookup = lookupIn(layers, note)
    const spendIn = (length: number): boolean => {
      file.budget.left -= length
      return file.budget.left > 0
    }
    return { scope: { names: new Map(), lookup, spend: spendIn }, following: followingAt(place) }
  }

  const roleOwnLayers = (role: string): Layer[] => [
    ...fileLayers('role defaults', 'role defaults', `${role}defaults/main`),
    ...fileLayers('role vars', 'role vars', `${role}vars/main`),
  ]

  const fileLayers = (level: Level, label: string, path: string): Layer[] => {
    const { files } = repository.variableFiles(path)
    return files.flatMap(file => layerFrom(level, label, file))
  }

  const layerFrom = (level: Level, label: string, file: string): Layer[] => {
    const source = repository.read(file)
    return source ? [fileLayer(level, label, source, repository.pairs)] : []
  }

  const traced = (setting: Setting): Setting => {
    const { key, valueAt } = setting
    const found = used.get(valueAt.source)?.findLast(({ winner: { node } }) => {
      return node.at.start <= valueAt.start && valueAt.end <= node.at.end
    })
    if (!found) return setting
    const { winner, beaten } = found
    const inside =
      key.source === winner.node.at.source && key.start >= winner.node.at.start && key.end <= winner.node.at.end
    const direct = winner.node.kind === 'scalar'
    // a part of a list or mapping that is named elsewhere keeps the place of its use
    if (!inside && !direct)
      return { ...setting, literal: false, valueAt: { source: key.source, start: key.end, end: key.end } }
    const lost = direct ? beaten.map(one => beatenDefinition(one, winner)) : []
    const through = {
      ...{ variable: winner.name, level: winner.label, uses: inside ? [] : [key] },
      beaten: lost.filter(one => one.value !== definitionOf(winner).value),
    }
    return { ...setting, key: inside ? key : winner.key, through }
  }

  const followingAt = (place: Place): Following => ({
    traced,
    enter: () => tasksLeft-- > 0,
    withVars(context, vars) {
      if (vars?.kind !== 'map') return context
      const deeper = { ...place, layers: [...place.layers, layerOf('task vars', 'task vars', vars.pairs)] }
      const { names } = context.scope
      const made = scoped(context.file, deeper)
      return { ...context, ...made, scope: { ...made.scope, names } }
    },
    forget(name) {
      facts.push({ level: 'set_fact', label: 'register', pairs: asked => (asked === name ? 'unknown' : []) })
    },
    fileText(call, context) {
      const src = optionText(call, context, 'src')
      if (!src || unknownIn(src) !== null) return null
      const kind = call.module === 'template' ? 'templates/' : 'files/'
      const folders = [
        ...(place.role ? [place.role + kind, place.role] : []),
        place.folder + kind,
        place.folder,
        playFolder + kind,
        playFolder,
      ]
      const path = repository.first(folders, [src.text.trim()])
      const source = path === null ? null : repository.read(path)
      if (!source) return null
      return call.module === 'template'
        ? renderTemplate(textOf(source), context.scope)
        : isTemplatePath(source.path)
          ? null
          : textOf(source)
    },
    follow(call, task, context) {
      return follow(call, task, context, place)
    },
  })

  const follow = (call: ModuleCall, task: YamlMap, context: Context, place: Place): boolean => {
    const module = call.module
    if (module === 'set_fact') {
      for (const pair of call.map?.pairs ?? []) {
        const name = keyName(pair.key)
        if (pair.dead || name === null || name === 'cacheable') continue
        const sure = context.conditional === null && context.lost === null && field(task, 'loop', 'with_items') === null
        facts.push(
          sure
            ? layerOf('set_fact', 'set_fact', [pair])
            : { level: 'set_fact', label: 'set_fact', pairs: asked => (asked === name ? 'unknown' : []) },
        )
      }
      return true
    }
    if (module === 'include_vars') {
      includeVars(call, context, place)
      return true
    }
    if (/^(include|import)_role$/.test(module)) {
      const name = optionText(call, context, 'name', 'role')
      const from = optionText(call, context, 'tasks_from')
      if (name && unknownIn(name) === null && (!from || unknownIn(from) === null))
        runRole(name.text.trim(), context, { ...place, layers: taskLayers(task, place) }, from?.text.trim() ?? 'main')
      return true
    }
    if (!/^(include|import)_tasks$|^include$/.test(module)) return false
    const raw = call.option('file', '_raw_params')
    const named = raw ? optionText(call, context, 'file', '_raw_params') : freeFile(task, context)
    if (!named || unknownIn(named) !== null) return true
    const name = named.text.trim().split(/\s/)[0]!
    const folders = [...(place.role ? [`${place.role}tasks/`] : []), place.folder, playFolder]
    const path = repository.first(folders, [name])
    const source = path === null ? null : repository.read(path)
    if (source && place.depth < deepest)
      runFile(
        source,
        { ...place, layers: taskLayers(task, place), folder: folderOf(source.path), depth: place.depth + 1 },
        context,
      )
    return true
  }

  const taskLayers = (task: YamlMap, place: Place): readonly Layer[] => {
    const vars = field(task, 'vars')
    return vars?.kind === 'map' ? [...place.layers, layerOf('role parameters', 'task vars', vars.pairs)] : place.layers
  }

  const freeFile = (task: YamlMap, context: Context): Text | null => {
    const pair = task.pairs.find(p => /(^|\.)(include|import)_tasks$|^include$/.test(keyName(p.key) ?? ''))
    return pair?.value.kind === 'scalar' ? renderTemplate(pair.value.text, context.scope) : null
  }

  const includeVars = (call: ModuleCall, context: Context, place: Place): void => {
    const file = optionText(call, context, 'file', '_raw_params') ?? (call.command as Text | null)
    const sure = context.conditional === null && context.lost === null
    const name = file && unknownIn(file) === null ? file.text.trim() : null
    if (name === null || call.option('name', 'dir') !== null || !sure) {
      doubt('include_vars', name === null ? null : name, place)
      return
    }
    const path = repository.first(variableFolders(place), [name])
    if (path !== null) facts.push(...layerFrom('include_vars', 'include_vars', path))
  }

  const variableFolders = (place: Place): string[] => [
    ...(place.role ? [`${place.role}vars/`, place.role] : []),
    place.folder,
    `${playFolder}vars/`,
    playFolder,
  ]

  /** Some file of a folder may be read: what any of them defines is not known. */
  const doubt = (level: Level, name: string | null, place: Place): void => {
    const files = variableFolders(place)
      .slice(0, -1)
      .filter(folder => folder !== '')
      .flatMap(folder => repository.below(folder).filter(path => /\.(ya?ml|json)$/.test(path)))
      .filter(path => name === null || path.endsWith(name))
    for (const file of new Set(files)) {
      if (/\/(defaults|tasks|handlers|meta)\//.test(file) || /vars\/main\.ya?ml$/.test(file)) continue
      const [layer] = layerFrom(level, 'include_vars', file)
      if (layer) facts.push({ ...layer, pairs: asked => (layer.pairs(asked).length > 0 ? 'unknown' : []) })
    }
  }

  const runFile = (source: Source, place: Place, outer: Context | null): void => {
    const document = repository.parse(source)
    if (document?.kind === 'seq') readTasks(document, contextOf(source, place, outer))
  }

  const runRole = (name: string, outer: Context | null, place: Place, from: string): void => {
    const parents = [playFolder, ...(place.role ? [`${folderOf(place.role.slice(0, -1))}../`] : [])].map(folder =>
      folder === '' ? '' : `${normal(folder)}/`.replace(/^\/$/, ''),
    )
    const role = repository.role(name, [...parents, ...(place.role ? [folderOf(place.role.slice(0, -1))] : [])])
    if (role === null || place.depth > deepest) return
    const inRole: Place = { ...place, role, folder: `${role}tasks/`, depth: place.depth + 1 }
    const meta = repository.first([`${role}meta/`], ['main.yml', 'main.yaml'])
    const about = meta === null ? null : repository.read(meta)
    const described = about ? repository.parse(about) : null
    if (described?.kind === 'map')
      for (const one of itemsOf(field(described, 'dependencies'))) runRoleEntry(one, outer, inRole)
    addHandlers(role, outer, inRole)
    const file = repository.first([`${role}tasks/`], [from, `${from}.yml`, `${from}.yaml`])
    const source = file === null ? null : repository.read(file)
    if (source) runFile(source, inRole, outer)
  }

  const addHandlers = (role: string, outer: Context | null, place: Place): void => {
    const path = repository.first([`${role}handlers/`], ['main.yml', 'main.yaml'])
    const source = path === null ? null : repository.read(path)
    const list = source ? repository.parse(source) : null
    if (source && list?.kind === 'seq')
      handlers.push({ list, context: { ...contextOf(source, place, outer), conditional: null } })
  }

  /** `- tcp`, `- role: tcp` with `vars:`, parameters beside it and conditions. */
  const runRoleEntry = (entry: YamlNode, outer: Context | null, place: Place): void => {
    const name = entry.kind === 'scalar' ? entry.printed : plainField(entry, 'role', 'name')
    if (name === null) return
    const key = entry.kind === 'scalar' ? name : `${name}@${entry.at.start}`
    if (rolesDone.has(key)) return
    rolesDone.add(key)
    if (entry.kind !== 'map') {
      runRole(name, outer, place, 'main')
      return
    }
    const own = entry.pairs.filter(
      p => !/^(role|name|when|tags|become|become_user|delegate_to|vars)$/.test(keyName(p.key) ?? ''),
    )
    const vars = field(entry, 'vars')
    const parameters = [...own, ...(vars?.kind === 'map' ? vars.pairs : [])]
    const layers = [...place.layers, layerOf('role parameters', 'role parameters', parameters)]
    const context = outer ? within(outer, entry) : null
    runRole(name, context, { ...place, layers }, 'main')
  }

  return {
    steps: run.steps,
    play(play, source) {
      playFolder = folderOf(source.path)
      rolesDone = new Set()
      handlers = []
      run.notified.clear()
      playLayers = []
      const place: Place = { role: null, folder: playFolder, depth: 0, layers: [] }
      const vars = field(play, 'vars')
      if (vars?.kind === 'map') playLayers.push(layerOf('play vars', 'play vars', vars.pairs))
      const outer = within(contextOf(source, place, null), play)
      for (const prompt of itemsOf(field(play, 'vars_prompt'))) {
        const asked = plainField(prompt, 'name')
        if (asked !== null)
          playLayers.push({
            level: 'vars_files',
            label: 'vars_prompt',
            pairs: name => (name === asked ? 'unknown' : []),
          })
      }
      for (const entry of itemsOf(field(play, 'vars_files'))) {
        const names = plainStrings(entry)
        const sure = names.every(name => name !== null)
        const path = sure ? repository.first([playFolder, `${playFolder}vars/`], names) : null
        if (path !== null) playLayers.push(...layerFrom('vars_files', 'vars_files', path))
        else if (!sure) doubt('vars_files', null, { ...place, folder: `${playFolder}vars/` })
      }
      roleLayers = itemsOf(field(play, 'roles')).flatMap(entry => {
        const name = entry.kind === 'scalar' ? entry.printed : plainField(entry, 'role', 'name')
        const role = name === null ? null : repository.role(name, [playFolder])
        return role === null ? [] : roleOwnLayers(role)
      })
      const part = (name: string): void => {
        const tasks = field(play, name)
        if (tasks) readTasks(tasks, outer)
      }
      part('pre_tasks')
      for (const entry of itemsOf(field(play, 'roles'))) runRoleEntry(entry, outer, place)
      part('tasks')
      part('post_tasks')
      const own = field(play, 'handlers')
      for (const { list, context } of [...handlers, ...(own ? [{ list: own, context: outer }] : [])])
        runHandlers(list, context)
    },
  }
}

/** Handlers run at the end of the play, in their own order, those that a task notifies. */
function runHandlers(handlers: YamlNode, context: Context): void {
  for (const handler of itemsOf(handlers)) {
    if (handler.kind !== 'map') continue
    const names = [field(handler, 'name'), ...itemsOf(field(handler, 'listen'))]
    if (!names.some(n => n?.kind === 'scalar' && context.run.notified.has(n.printed))) continue
    readTasks({ kind: 'seq', tag: null, items: [handler], at: handler.at }, context)
  }
}

/** '' or with a final `/`. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
