import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import type { Context } from '../context.ts'
import { deeplyResolved } from '../expression/resolve.ts'
import { madeScalar, madeString } from '../expression/values.ts'
import type { ModuleCall } from '../module-call.ts'
import { optionText } from '../option-text.ts'
import { unknownIn } from '../render.ts'
import { keyName, truthOf } from '../yaml-fields.ts'
import { freeText } from './free-text.ts'
import type { HostState, Place } from './host-state.ts'
import { doubtedLayer, fileLayer, type Layer, layerOf, openLayer } from './layers.ts'
import { type Named, namedFiles } from './named-files.ts'
import { anchored, anchoredPath, fileCandidates } from './search.ts'

/** `set_fact`: what its templates give now is what holds from now on. */
export function setFacts(state: HostState, call: ModuleCall, context: Context): void {
  if (context.lost) return
  for (const pair of call.pairs) {
    const name = pair.dead ? null : keyName(pair.key)
    if (name === null || name === 'cacheable') continue
    const value = context.conditional === null ? deeplyResolved(pair.value, context.scope) : null
    state.facts.set(name, value === null ? 'unknown' : { ...pair, value: asFact(value) })
  }
}

/** Words for booleans become booleans (plugins/action/set_fact.py). */
function asFact(node: YamlNode): YamlNode {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !/^(true|false|yes|no)$/i.test(node.value))
    return node
  return madeScalar(truthOf(node.value) === true, node.at)
}

/** `include_vars`: the variables of a file or folder from now on. */
export function includeVars(state: HostState, call: ModuleCall, task: YamlMap, context: Context, place: Place): void {
  if (context.lost) return
  const { repository, facts } = state
  const under = call.option('name') ? optionText(call, context, 'name') : null
  const name = under && unknownIn(under) === null ? under.text.trim() : null
  const found = call.option('dir')
    ? folderFiles(state, call, context, place)
    : fileOf(state, call, task, context, place)
  if (found === null || (under && name === null)) {
    facts.include(openLayer('include_vars', 'include_vars', null))
    return
  }
  for (const path of found.paths) {
    const layer =
      name === null ? fileLayer('include_vars', 'include_vars', path, repository) : underName(state, path, name)
    facts.include(found.isSure && context.conditional === null ? layer : doubtedLayer(layer))
  }
}

function fileOf(state: HostState, call: ModuleCall, task: YamlMap, context: Context, place: Place): Named | null {
  const file = call.option('file') ? optionText(call, context, 'file') : freeText(task, context)
  const candidates = (name: string) => fileCandidates(place, state.play.base, 'vars', name)
  if (!file) return { paths: [], isSure: true }
  const from = anchored(file, place, state.play.base)
  if (!from) return namedFiles(state.repository, file, candidates)
  return namedFiles(state.repository, from.rest, rest => [from.folder + rest])
}

/** Each folder's files by name, folders in it after (plugins/action/include_vars.py, _traverse_dir_depth). */
function folderFiles(state: HostState, call: ModuleCall, context: Context, place: Place): Named | null {
  const asked = optionText(call, context, 'dir')
  const path = asked && anchoredPath(asked, place, state.play.base)
  if (!asked || (path === null && unknownIn(asked) !== null)) return null
  const name = asked.text.trim()
  const role = place.chain.at(-1)
  const base = role ? (name.split('/')[0] === 'vars' ? role.folder : `${role.folder}vars/`) : place.folder
  const folder = `${(path ?? base + name.replace(/^\.\//, '')).replace(/\/+$/, '')}/`
  const { repository } = state
  const byFolder = (path: string) => `${path.slice(0, path.lastIndexOf('/'))}\0${path}`
  const paths = repository
    .below(folder)
    .filter(path => /\.(ya?ml|json)$/.test(path))
    .map(path => [byFolder(path), path] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, path]) => path)
  const isLimited = ['depth', 'files_matching', 'ignore_files', 'extensions'].some(
    option => call.option(option) !== null,
  )
  return { paths, isSure: !isLimited }
}

/** All of a file's variables as one mapping. */
function underName({ repository }: HostState, path: string, name: string): Layer {
  const source = repository.read(path)
  const whole = source && repository.parse(source)
  if (whole?.kind !== 'map') return openLayer('include_vars', 'include_vars', name)
  const pair = { key: madeString(name, whole.at), value: whole, dead: false, merged: false }
  return layerOf('include_vars', 'include_vars', [pair])
}
