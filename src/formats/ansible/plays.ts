import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import { within } from './conditions.ts'
import { type Context, closeRun, type File, openRun } from './context.ts'
import { readTasks } from './tasks.ts'
import { lostTo, readVariables } from './variables.ts'
import { field, itemsOf, keyName } from './yaml-fields.ts'

/** The parts of a play that are tasks, in the order in which they run. */
const parts = ['pre_tasks', 'tasks', 'post_tasks'] as const

/** A playbook: each play is a run of its own. */
export function readPlays(file: File, plays: readonly YamlNode[]): void {
  plays.forEach((play, number) => {
    if (play.kind === 'map') readPlay(file, play, number)
  })
}

function readPlay(file: File, play: YamlMap, number: number): void {
  const run = openRun(file)
  const context = within(run, play)
  for (const pair of play.pairs) {
    const name = keyName(pair.key)
    if (name === 'vars') readVariables(file, pair.value, lostTo(pair, context.lost))
    else if (name === 'roles') readRoleVariables(file, pair.value, context)
  }
  for (const part of parts)
    for (const pair of play.pairs)
      if (keyName(pair.key) === part) readTasks(pair.value, { ...context, lost: lostTo(pair, context.lost) })
  readHandlers(field(play, 'handlers'), context)
  closeRun(run, number)
}

/** What a play hands to its roles: `- role: tcp`, with `vars:` or with the variables beside it. */
function readRoleVariables(file: File, roles: YamlNode, context: Context): void {
  for (const role of itemsOf(roles)) {
    if (role.kind !== 'map') continue
    const { lost } = within(context, role)
    const own = role.pairs.filter(p => !/^(role|name|when|tags|become|delegate_to|vars)$/.test(keyName(p.key) ?? ''))
    readVariables(file, { ...role, pairs: own }, lost)
    const vars = field(role, 'vars')
    if (vars) readVariables(file, vars, lost)
  }
}

/** Handlers run at the end of the play, in their own order, those that a task notifies. */
function readHandlers(handlers: YamlNode | null, context: Context): void {
  for (const handler of itemsOf(handlers)) {
    if (handler.kind !== 'map') continue
    const names = [field(handler, 'name'), ...itemsOf(field(handler, 'listen'))]
    const why = whyNotified(context, names)
    const one: YamlNode = { kind: 'seq', tag: null, items: [handler], at: handler.at }
    const conditional = why === undefined ? 'no task here notifies this handler' : why
    readTasks(one, { ...context, conditional: context.conditional ?? conditional })
  }
}

/** Why a handler of these names may not run; null where it does, undefined where no task notifies it. */
export function whyNotified({ run }: Context, names: readonly (YamlNode | null)[]): string | null | undefined {
  const found = names.flatMap(n =>
    n?.kind === 'scalar' && run.notified.has(n.printed) ? [run.notified.get(n.printed)!] : [],
  )
  return found.includes(null!) ? null : found[0]
}
