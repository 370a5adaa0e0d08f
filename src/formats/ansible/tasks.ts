import type { YamlMap, YamlNode, YamlScalar } from '../../syntax/yaml-node.ts'
import { mayAct, registered } from './acting.ts'
import { within } from './conditions.ts'
import { type Context, closeRun, emit, type File, type Following, openRun, spend, stepCost } from './context.ts'
import { runFileModule } from './file-modules.ts'
import { loopOf } from './loops.ts'
import { type ModuleCall, moduleCall, modulePair } from './module-call.ts'
import { optionText } from './option-text.ts'
import { renderTemplate, unknownIn } from './render.ts'
import { runSysctlModule } from './sysctl-module.ts'
import { lostTo, readVariable, readVariables } from './variables.ts'
import { field, itemsOf, keyName } from './yaml-fields.ts'

/** Blocks in blocks that are followed. */
const deepest = 50

/** A file of tasks or handlers: one run. */
export function readTaskFile(file: File, tasks: YamlNode, handlers: boolean): void {
  const run = openRun(file)
  const outer = handlers ? { ...run, conditional: 'a handler runs only when a task notifies it' } : run
  readTasks(tasks, outer)
  closeRun(run, 0)
}

/** Tasks one after another. */
export function readTasks(tasks: YamlNode | null, context: Context, depth = 0): void {
  if (tasks?.kind !== 'seq' || depth > deepest) return
  for (const task of tasks.items) {
    // aliases can make a block hold itself twice
    if (!spend(context.file, stepCost)) return
    if (task.kind === 'map') readTask(task, context, depth)
  }
}

function readTask(task: YamlMap, outer: Context, depth: number): void {
  if (outer.following?.enter() === false) return
  outer.following?.begin()
  if (outer.following && isIdle(task, outer.following)) return
  const named = outer.following?.withVars(outer, field(task, 'vars')) ?? outer
  const context = within(named, task, conditionScope(task, named))
  // what another host is asked to do happens there
  if (context.following && field(task, 'delegate_to') !== null) return
  for (const name of itemsOf(field(task, 'notify')))
    if (name.kind === 'scalar') notify(context, notifiedName(name, context))
  for (const pair of context.following ? [] : task.pairs)
    if (keyName(pair.key) === 'vars') readVariables(context.file, pair.value, lostTo(pair, context.lost))
  if (field(task, 'block')) {
    readTasks(field(task, 'block'), context, depth + 1)
    const failed = { ...context, conditional: context.conditional ?? 'it runs only after an error' }
    readTasks(field(task, 'rescue'), failed, depth + 1)
    readTasks(field(task, 'always'), { ...context, onError: outer.onError }, depth + 1)
    return
  }
  const call = moduleCall(task)
  if (!call) return
  const name = context.following ? registered(task) : null
  if (name !== null) context.following?.forget(name)
  const loop = loopOf(task, context.scope)
  let used = false
  for (const names of loop ? (loop.rounds ?? [loop.open]) : [context.scope.names]) {
    if (!spend(context.file, stepCost) || (loop && context.following?.enter() === false)) break
    const spends = context.following || !loop ? {} : { spend: (length: number) => spend(context.file, length) }
    used = runModule(call, task, { ...context, scope: { ...context.scope, names, ...spends } }) || used
  }
  // another module, or an include, takes the items: they are settings by their shape alone
  if (loop?.node && !used && !context.following)
    readVariable({ file: context.file, variable: 'loop', lost: context.lost }, loop.node)
}

/** Whether nothing but what it is remembered by follows from a task, whatever its conditions are. */
function isIdle(task: YamlMap, following: Following): boolean {
  if (field(task, 'block') || (following.hears && field(task, 'notify')) || mayAct(task)) return false
  const name = registered(task)
  if (name !== null) following.forget(name)
  return true
}

/** What tells a task's conditions: not those of blocks and imports, which hold for tasks that come later. */
function conditionScope(task: YamlMap, { scope, following }: Context): Context['scope'] | null {
  const module = keyName(modulePair(task)?.key ?? task) ?? ''
  if (!following || field(task, 'block') || /(^|\.)import_/.test(module)) return null
  const loop = loopOf(task, scope)
  return loop ? { ...scope, names: loop.open } : scope
}

/** On a host a template's name is filled in where it is known. */
function notifiedName({ text, printed }: YamlScalar, { scope, following }: Context): string {
  const made = following && printed.includes('{{') ? renderTemplate(text, scope) : null
  return made && unknownIn(made) === null ? made.text : printed
}

/** What is notified for certain once stays so. */
function notify({ run, conditional, lost }: Context, name: string): void {
  if (!lost && run.notified.get(name) !== null) run.notified.set(name, conditional)
}

/** Modules that hand values on as variables. */
const carriers = new Set(['set_fact', 'fedora.linux_system_roles.kernel_settings', 'kernel_settings', 'add_host'])

/** Returns whether the module was one that sets something, so that the items of its loop are told. */
function runModule(call: ModuleCall, task: YamlMap, context: Context): boolean {
  if (context.following?.follow(call, task, context)) return true
  switch (call.module) {
    case 'sysctl':
      return runSysctlModule(call, context)
    case 'copy':
    case 'template':
    case 'blockinfile':
    case 'lineinfile':
    case 'replace':
    case 'ini_file':
    case 'community.general.ini_file':
      return runFileModule(call, context)
    case 'command':
    case 'shell':
    case 'raw':
    case 'cron':
      context.file.commands?.(call, context)
      return true
    case 'systemd':
    case 'systemd_service':
    case 'service':
      runService(call, context)
      return true
    default:
      if (call.map && !context.following && carriers.has(call.module))
        readVariables(context.file, call.map, context.lost)
      return !call.module.startsWith('include') && !call.module.startsWith('import') && !carriers.has(call.module)
  }
}

/** A restart of systemd-sysctl loads what lies in its directories. */
function runService(call: ModuleCall, context: Context): void {
  const unit = optionText(call, context, 'name')?.text.trim() ?? ''
  const state = optionText(call, context, 'state')?.text.trim() ?? ''
  if (!/^(restarted|reloaded)$/.test(state) || !/^(systemd-sysctl|procps)(\.service)?$/.test(unit)) return
  emit(context, { do: 'load', by: 'systemd', files: 'system', conditional: context.conditional, phase: 'once' })
}
