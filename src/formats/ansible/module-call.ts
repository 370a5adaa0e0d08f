import { sliceText, type Text } from '../../core/text.ts'
import type { YamlMap, YamlNode, YamlPair } from '../../syntax/yaml-node.ts'
import { parseFreeForm, splitArguments } from './free-form.ts'
import { field, keyName, livePair, scalarOf } from './yaml-fields.ts'

/** A task's module with its options. */
export interface ModuleCall {
  /** The name without its collection where that is Ansible's own: `sysctl`, `copy`, `community.docker.docker_container`. */
  readonly module: string
  /** The value of an option under one of its names; null without one. */
  option(...names: readonly string[]): YamlNode | null
  /** The options as a mapping, where they are one. */
  readonly map: YamlMap | null
  /** Its options, of the mapping or of the free form. */
  readonly pairs: readonly YamlPair[]
  /** What a command module runs: the text of its free form without the options in it. */
  readonly command: Text | null
}

/** What may stand in a task or block besides the module (ansible/playbook/task.py, block.py). */
const keywords = new Set(
  `action always any_errors_fatal args async become become_exe become_flags become_method become_user block changed_when check_mode
  collections connection debugger delay delegate_facts delegate_to diff environment failed_when ignore_errors ignore_unreachable
  listen local_action loop loop_control module_defaults name no_log notify poll port register remote_user rescue retries run_once
  tags throttle timeout until vars when`.split(/\s+/),
)

const ownCollections = /^ansible\.(builtin|legacy|posix|windows)\./

/** Whether a key is one of a task's own. */
export function isKeyword(name: string): boolean {
  return keywords.has(name) || name.startsWith('with_')
}

/** The pair that names a task's module, or null. */
export function modulePair(task: YamlMap): YamlPair | null {
  return (
    task.pairs.find(pair => {
      const name = pair.dead ? null : keyName(pair.key)
      return name !== null && !isKeyword(name)
    }) ?? livePair(task, 'action', 'local_action')
  )
}

/** The module of a task, in any of the ways to write it; null where there is none. */
export function moduleCall(task: YamlMap): ModuleCall | null {
  const pair = modulePair(task)
  const name = pair && keyName(pair.key)
  if (!pair || !name) return null
  const extra = field(task, 'args')
  const { value } = pair
  if (name !== 'action' && name !== 'local_action') return makeCall(name, value, extra)
  if (value.kind === 'map') {
    const module = field(value, 'module')
    return module?.kind === 'scalar' ? makeCall(module.printed, value, extra) : null
  }
  if (value.kind !== 'scalar') return null
  const found = /^\s*(\S+)\s*/.exec(value.text.text)
  if (!found) return null
  const text = sliceText(value.text, found[0].length, value.text.text.length)
  return makeCall(found[1]!, scalarOf(text, value.at), extra)
}

/** Options that command and shell take out of their free form (ansible/parsing/mod_args.py, RAW_PARAM_MODULES). */
const commandOptions =
  /^(creates|removes|chdir|executable|warn|stdin|stdin_add_newline|strip_empty_ends|argv|cmd|expand_argument_vars)=/

const commandModules = new Set(['command', 'shell', 'raw', 'script'])

function makeCall(name: string, value: YamlNode, extra: YamlNode | null): ModuleCall {
  const module = name.replace(ownCollections, '')
  const map = value.kind === 'map' ? value : null
  const raw = value.kind === 'scalar' && typeof value.value === 'string' ? value.text : null
  const isCommand = commandModules.has(module)
  const pairs = map ? map.pairs : raw && !isCommand ? parseFreeForm(raw) : []
  return {
    module,
    map,
    pairs,
    command: raw && isCommand ? withoutOptions(raw) : null,
    option(...names) {
      const own = names
        .map(wanted => pairs.findLast(pair => !pair.dead && keyName(pair.key) === wanted)?.value)
        .find(found => found !== undefined)
      return own ?? (extra?.kind === 'map' ? field(extra, ...names) : null)
    },
  }
}

/** The command itself: options stand before it or behind it. */
function withoutOptions(text: Text): Text {
  if (!text.text.includes('=')) return text
  const words = splitArguments(text.text).filter(w => !commandOptions.test(text.text.slice(w.start, w.start + 40)))
  const [first] = words
  return first ? sliceText(text, first.start, words.at(-1)!.end) : text
}
