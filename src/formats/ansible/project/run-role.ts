import { sliceText, type Text } from '../../../core/text.ts'
import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { within } from '../conditions.ts'
import type { Context } from '../context.ts'
import { madeString, mapOf } from '../expression/values.ts'
import { trimmedRange } from '../make-setting.ts'
import type { ModuleCall } from '../module-call.ts'
import { optionText } from '../option-text.ts'
import { unknownIn } from '../render.ts'
import { readTasks } from '../tasks.ts'
import { truth } from '../yaml-fields.ts'
import { applied, deepest, followingAt } from './follow.ts'
import { contextAt, type HostState, type Place } from './host-state.ts'
import { doubtAll, doubtInclude } from './open-include.ts'
import type { Repository } from './repository.ts'
import { openRole, type Role, type RoleSearch } from './roles.ts'

/** Where the roles of a play are looked for. */
export function searchOf({ repository, play, budget }: HostState): RoleSearch {
  return { repository, base: play.base, enter: () => budget.tasks-- > 0 }
}

/** A role's dependencies, then its own tasks. What has run with the same parameters does not run again. */
export function runRole(state: HostState, role: Role, outer: Context | null, place: Place, tasks: string | null): void {
  if (place.depth > deepest) return
  const { repository, play } = state
  const inRole: Place = {
    ...place,
    chain: [...place.chain, role],
    folder: `${role.folder}tasks/`,
    depth: place.depth + 1,
  }
  for (const { role: needed, entry } of role.dependencies) runOnce(state, needed, entry, outer, inRole)
  const follow = (inner: Place) => followingAt(state, inner)
  const handlers = mainFile(repository, role, 'handlers', null)
  if (handlers)
    play.handlers.push({ list: handlers.node, context: contextAt(state, handlers.source, inRole, null, follow) })
  const main = mainFile(repository, role, 'tasks', tasks)
  if (main) readTasks(main.node, contextAt(state, main.source, inRole, outer, follow))
}

/** A role's list of tasks or handlers (playbook/role/__init__.py, _load_role_yaml). */
function mainFile(repository: Repository, { folder }: Role, kind: string, from: string | null) {
  const extensions = from === null ? ['.yml', '.yaml', '.json', ''] : ['', '.yml', '.yaml', '.json']
  const path = repository.first(extensions.map(extension => `${folder}${kind}/${from ?? 'main'}${extension}`))
  const source = path === null ? null : repository.read(path)
  const node = source && repository.parse(source)
  return source && node?.kind === 'seq' ? { source, node } : null
}

/** A role of a play's list or of another's needs, with what its entry says of it. */
export function runOnce(state: HostState, role: Role, entry: YamlNode, outer: Context | null, place: Place): void {
  const { rolesDone } = state.play
  if (rolesDone.has(role.identity) && !role.repeats) return
  rolesDone.add(role.identity)
  const context = outer && entry.kind === 'map' ? within(outer, entry) : outer
  runRole(state, role, context, place, null)
}

/** `include_role` and `import_role`. An imported role's variables are seen by the whole play (playbook/role_include.py). */
export function includeRole(
  state: HostState,
  call: ModuleCall,
  context: Context,
  place: Place,
  vars: YamlNode | null,
): void {
  const given = (...names: string[]): Text | null => optionText(call, context, ...names)
  const name = given('name', 'role')
  const [tasks, varsFrom, defaultsFrom] = [given('tasks_from'), given('vars_from'), given('defaults_from')].map(base)
  if (context.lost || !name) return
  const open = [name, varsFrom, defaultsFrom].find(text => text && unknownIn(text) !== null)
  if (open) {
    doubtAll(context, open)
    return
  }
  const files = {
    ...(varsFrom ? { vars: varsFrom.text } : {}),
    ...(defaultsFrom ? { defaults: defaultsFrom.text } : {}),
  }
  const asked = { within: place.chain.at(-1) ?? null, depth: place.depth, entry: entryWith(vars), files }
  const role = openRole(searchOf(state), name.text.trim(), asked)
  if (!role) return
  const isSeen = call.module === 'import_role' || truth(call.option('public')) === true
  if (isSeen && !state.play.roles.some(one => one.identity === role.identity)) state.play.roles.push(role)
  if (tasks && unknownIn(tasks) !== null) doubtInclude(state.repository, context, tasks, [`${role.folder}tasks/`])
  else runRole(state, role, applied(call, context), place, tasks?.text ?? null)
}

/** Only the name counts, without its folder. */
function base(given: Text | null | undefined): Text | null {
  if (!given) return null
  const [start, end] = trimmedRange(given.text)
  return sliceText(given, Math.max(start, given.text.lastIndexOf('/') + 1), end)
}

function entryWith(vars: YamlNode | null): YamlMap | null {
  return vars?.kind === 'map' ? mapOf([[madeString('vars', vars.at), vars]], vars.at) : null
}
