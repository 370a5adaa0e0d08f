import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { within } from '../conditions.ts'
import type { Context } from '../context.ts'
import { modulePair } from '../module-call.ts'
import { render } from '../render.ts'
import { readTasks } from '../tasks.ts'
import { field, itemsOf, keyName } from '../yaml-fields.ts'
import type { Play } from './find-plays.ts'
import { followingAt } from './follow.ts'
import { createHandlers } from './handlers.ts'
import {
  type Budget,
  contextAt,
  type Host,
  type HostState,
  openState,
  type Place,
  type PlayState,
} from './host-state.ts'
import { doubtedLayer, fileLayer, layerOf, openLayer } from './layers.ts'
import { namedFiles } from './named-files.ts'
import { folderOf, plainField, type Repository } from './repository.ts'
import { openRole, type Role, roleOfEntry } from './roles.ts'
import { addHandlersOf, runOnce, searchOf } from './run-role.ts'
import { anchored } from './search.ts'

/** What runs one after another with the same facts. */
export type Before = Pick<HostState, 'facts' | 'asked' | 'run'>

/** Runs a play on a host; what it does is in the run of the state that it gives back, for the next play. */
export function runPlay(
  repository: Repository,
  host: Host,
  budget: Budget,
  { play, source, vars, conditional, whens }: Play,
  before: Before | null,
): Before {
  const base = folderOf(source.path)
  const hears = repository.hasHandlers || field(play, 'handlers') !== null
  const playState: PlayState = {
    base,
    layers: [],
    roles: [],
    rolesDone: new Set(),
    handlers: createHandlers(),
    hears,
    flush: () => {},
  }
  const state = openState(repository, host, budget, playState, before)
  const place: Place = { chain: [], folder: base, depth: 0, layers: [] }
  const follow = (inner: Place) => followingAt(state, inner)
  state.run.notified.clear()
  addPlayVariables(state, play, vars, contextAt(state, source, place, null, follow))
  const entries = itemsOf(field(play, 'roles')).flatMap(entry => {
    const role = roleOfEntry(searchOf(state), entry, null)
    return role ? [{ role, entry }] : []
  })
  playState.roles.push(...entries.map(({ role }) => role))
  const imported = importedRoles(state, play)
  playState.roles.push(...imported)
  const outer = within({ ...contextAt(state, source, place, null, follow), conditional, whens }, play)
  const part = (name: string): void => readTasks(field(play, name), outer)
  for (const { role } of entries) addHandlersOf(state, role, place)
  const own = field(play, 'handlers')
  if (own) playState.handlers.add(own, outer, state.run.notified)
  for (const role of imported) addHandlersOf(state, role, place)
  const flush = (): void => playState.handlers.flush(state.run.notified)
  playState.flush = flush
  part('pre_tasks')
  flush()
  for (const { role, entry } of entries) runOnce(state, role, entry, outer, place)
  part('tasks')
  flush()
  part('post_tasks')
  flush()
  return state
}

/** `vars`, `vars_prompt` and `vars_files`, whose names may use what the host has so far. */
function addPlayVariables(state: HostState, play: YamlMap, more: readonly YamlMap[], { scope }: Context): void {
  const { layers, base } = state.play
  const own = field(play, 'vars')
  for (const vars of [own, ...more])
    if (vars?.kind === 'map') layers.push(layerOf('play vars', 'play vars', vars.pairs))
  for (const prompt of itemsOf(field(play, 'vars_prompt'))) {
    const asked = plainField(prompt, 'name')
    if (asked !== null) layers.push(openLayer('play vars', 'vars_prompt', asked))
  }
  const candidates = (name: string): string[] => [`${base}vars/${name}`, base + name]
  for (const entry of itemsOf(field(play, 'vars_files'))) {
    let isSure = true
    // of a list within the list the first that is there counts
    for (const one of itemsOf(entry)) {
      const name = one.kind === 'scalar' ? render(one, scope) : null
      if (!name) continue
      const from = anchored(name, { chain: [] }, base)
      const found = from
        ? namedFiles(state.repository, from.rest, rest => [from.folder + rest])
        : namedFiles(state.repository, name, candidates)
      isSure &&= found.isSure
      for (const path of found.paths) {
        const layer = fileLayer('vars_files', 'vars_files', path, state.repository)
        layers.push(isSure ? layer : doubtedLayer(layer))
      }
      if (isSure && found.paths.length > 0) break
    }
  }
}

/** Roles that a play's own tasks import: all of the play sees their variables, from its start (playbook/role_include.py). */
function importedRoles(state: HostState, play: YamlMap): Role[] {
  const found: Role[] = []
  const visit = (node: YamlNode | null, depth: number): void => {
    for (const task of depth > 10 ? [] : itemsOf(node)) {
      if (task.kind !== 'map') continue
      for (const part of ['block', 'rescue', 'always']) visit(field(task, part), depth + 1)
      const pair = modulePair(task)
      if (!pair || !/^(ansible\.builtin\.)?import_role$/.test(keyName(pair.key) ?? '')) continue
      const name = plainField(pair.value, 'name', 'role')
      const more = ['vars_from', 'defaults_from'].some(option => plainField(pair.value, option) !== null)
      const vars = field(task, 'vars')
      const entry = vars?.kind === 'map' ? { ...task, pairs: task.pairs.filter(p => keyName(p.key) === 'vars') } : null
      const asked = { within: null, depth: 0, entry, files: {} }
      const role = name === null || more ? null : openRole(searchOf(state), name, asked)
      if (role) found.push(role)
    }
  }
  for (const part of ['pre_tasks', 'tasks', 'post_tasks']) visit(field(play, part), 0)
  return found
}
