import { textOf } from '../../../core/text.ts'
import { isTemplatePath } from '../../../syntax/template-path.ts'
import type { YamlMap, YamlPair } from '../../../syntax/yaml-node.ts'
import { textMayAct } from '../acting.ts'
import type { Context, Following } from '../context.ts'
import type { Bound } from '../expression/scope.ts'
import { madeString, mapOf } from '../expression/values.ts'
import type { ModuleCall } from '../module-call.ts'
import { optionText } from '../option-text.ts'
import { renderTemplate, unknownIn } from '../render.ts'
import { readTasks } from '../tasks.ts'
import { field } from '../yaml-fields.ts'
import { freeText } from './free-text.ts'
import { contextAt, type HostState, type Place, scopeAt } from './host-state.ts'
import { type Layer, layerOf, openLayer } from './layers.ts'
import { doubtAll, doubtInclude, openPaths } from './open-include.ts'
import { folderOf } from './repository.ts'
import { includeRole } from './run-role.ts'
import { anchoredPath, fileCandidates, taskFileCandidates } from './search.ts'
import { includeVars, setFacts } from './set-variables.ts'

/** Files in files, and roles in roles, that are followed. */
export const deepest = 10

/** Templates of all else are not worth the time. */
const mayHoldSettings = /\bnet[./](ipv4|core|netfilter)\b/

/** How tasks at a place of a host's plays are followed. */
export function followingAt(state: HostState, place: Place): Following {
  const { tracer, budget, facts, repository, play } = state
  return {
    hears: play.hears,
    begin: () => tracer.reset(),
    traced: setting => tracer.traced(setting),
    defined: text => tracer.defined(text),
    enter() {
      return budget.tasks-- > 0 && budget.characters > 0
    },
    withVars(context, vars) {
      if (vars?.kind !== 'map') return context
      const deeper = { ...place, layers: [...place.layers, layerOf('task vars', 'task vars', vars.pairs)] }
      return { ...context, ...scopeAt(state, deeper, inner => followingAt(state, inner)) }
    },
    forget: name => facts.set(name, 'unknown'),
    fileText(call, context, isWanted) {
      const src = optionText(call, context, 'src')
      if (!src) return null
      const from = anchoredPath(src, place, play.base)
      if (from === null && unknownIn(src) !== null) {
        if (isWanted) doubtAll(context, src)
        return null
      }
      const kind = call.module === 'template' ? 'templates' : 'files'
      const candidates = from === null ? fileCandidates(place, play.base, kind, src.text.trim()) : [from]
      const path = repository.first(candidates)
      const source = path === null ? null : repository.read(path)
      if (!source || !(isWanted || mayHoldSettings.test(source.text))) return null
      if (call.module === 'template') return renderTemplate(textOf(source), context.scope)
      return isTemplatePath(source.path) ? null : textOf(source)
    },
    follow: (call, task, context) => follow(state, call, task, context, place),
  }
}

/** Modules that lead into other files or set variables; false for others. */
function follow(state: HostState, call: ModuleCall, task: YamlMap, context: Context, place: Place): boolean {
  switch (call.module) {
    case 'meta':
      if (!context.lost && freeText(task, context)?.text.trim() === 'flush_handlers') state.play.flush()
      return true
    case 'add_host':
    case 'group_by':
      state.facts.regroup()
      return true
    case 'set_fact':
      setFacts(state, call, context)
      return true
    case 'include_vars':
      includeVars(state, call, task, context, place)
      return true
    case 'include_role':
    case 'import_role':
      includeRole(state, call, context, handedOn(call, task, context, place), field(task, 'vars'))
      return true
    case 'include_tasks':
    case 'import_tasks':
    case 'include':
      includeTasks(state, call, task, context, handedOn(call, task, context, place))
      return true
    default:
      return false
  }
}

/** The place with what an include or import gives to what it leads to. */
function handedOn(call: ModuleCall, task: YamlMap, { scope }: Context, place: Place): Place {
  const isInclude = call.module.startsWith('include')
  const vars = field(task, 'vars')
  const own =
    isInclude && vars?.kind === 'map' ? [layerOf('include parameters', 'vars of the include', vars.pairs)] : []
  const items = [...scope.names].map(([name, bound]) => boundLayer(name, bound))
  const layers = isInclude ? [...place.layers, ...own, ...items] : place.layers
  return { ...place, layers, depth: place.depth + 1 }
}

function boundLayer(name: string, bound: Bound | null): Layer {
  if (bound === null) return openLayer('include parameters', 'loop', name)
  const at = bound.kind === 'entry' ? bound.key.at : bound.at
  const entry = (which: 'key' | 'value', of: typeof bound & { kind: 'entry' }) =>
    [madeString(which, at), of[which]] as const
  const value = bound.kind === 'entry' ? mapOf([entry('key', bound), entry('value', bound)], at) : bound
  const pair: YamlPair = { key: madeString(name, at), value, dead: false, merged: false }
  return layerOf('include parameters', 'loop', [pair])
}

function includeTasks(state: HostState, call: ModuleCall, task: YamlMap, context: Context, place: Place): void {
  const { repository, play } = state
  if (place.depth > deepest || context.lost) return
  const named = call.option('file') ? optionText(call, context, 'file') : freeText(task, context)
  if (!named) return
  const isImport = call.module === 'import_tasks'
  const candidates = (name: string): string[] => taskFileCandidates(place, play.base, name, isImport)
  const from = anchoredPath(named, place, play.base)
  if (from === null && unknownIn(named) !== null) {
    doubtInclude(repository, context, named, openPaths(repository, named, candidates))
    return
  }
  const name = (from ?? named.text).trim().split(/\s/)[0]!
  const path = repository.first(from === null ? candidates(name) : [name])
  const source = path === null ? null : repository.read(path)
  const tasks = source && textMayAct(source.text, play.hears) ? repository.parse(source) : null
  if (!source || tasks?.kind !== 'seq') return
  const inside = { ...place, folder: folderOf(source.path) }
  readTasks(
    tasks,
    contextAt(state, source, inside, applied(call, context), inner => followingAt(state, inner)),
  )
}

/** What is included has been asked for once; what is imported asks each time. `apply:` puts conditions on what is included. */
export function applied(call: ModuleCall, outer: Context): Context {
  const context = call.module.startsWith('import') ? outer : { ...outer, whens: [] }
  const apply = call.option('apply')
  if (apply?.kind !== 'map' || field(apply, 'when', 'vars') === null) return context
  return { ...context, conditional: context.conditional ?? 'apply: of the include' }
}
