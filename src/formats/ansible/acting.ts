import type { YamlMap } from '../../syntax/yaml-node.ts'
import { moduleCall } from './module-call.ts'
import { field } from './yaml-fields.ts'

/** Modules of which something is known to follow for a host: those of tasks.ts (runModule) and of project/follow.ts. */
export const actingModules: ReadonlySet<string> = new Set(
  `sysctl copy template blockinfile lineinfile replace ini_file community.general.ini_file command shell raw cron systemd
  systemd_service service meta set_fact include_vars include_role import_role include_tasks import_tasks include
  add_host group_by`.split(/\s+/),
)

/** On hosts a command is only read if it may set something: by its words, or by what a variable gives for all of it. */
export const mayMatter = /sysctl|\/proc\/|^\s*\{\{/

/** Units that load the files of a host, and what may be one. */
const loadingUnit = /sysctl|procps|\{/

/** Whether anything may follow from a task's module; what else the task says, and under which conditions, need not be asked if not. */
export function mayAct(task: YamlMap): boolean {
  const call = moduleCall(task)
  if (!call || !actingModules.has(call.module)) return false
  if (/^(systemd|systemd_service|service)$/.test(call.module)) {
    const unit = call.option('name')
    return unit !== null && (unit.kind !== 'scalar' || loadingUnit.test(unit.printed))
  }
  return call.command === null || mayMatter.test(call.command.text)
}

/** What stands in every text of tasks from which something may follow: a module's name, or an escape that may hide one. */
const actingWords = new RegExp([...actingModules, 'action', 'register', '\\\\'].join('|').replaceAll('.', '\\.'))

/**
 * Whether anything may follow from tasks, told by their text alone, so that most files of tasks need not be parsed.
 * @param hears whether there are handlers that they may notify
 */
export function textMayAct(text: string, hears: boolean): boolean {
  return actingWords.test(text) || (hears && text.includes('notify'))
}

/** The name under which a task keeps what came of it; null for none. What another host does is kept there. */
export function registered(task: YamlMap): string | null {
  const name = field(task, 'register')
  return name?.kind === 'scalar' && field(task, 'delegate_to') === null ? name.printed : null
}
