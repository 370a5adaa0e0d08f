import type { Dropped, Phase } from '../../core/target.ts'
import type { Text } from '../../core/text.ts'
import type { Entry } from './config.ts'
import type { Context } from './context.ts'
import { type Done, type Runner, readCommands } from './run-scripts.ts'
import { shellify } from './shellify.ts'
import { isTemplated } from './template-mask.ts'
import { isNull, kindInWords } from './yaml-access.ts'

const nothing: Done = { steps: [], dropped: [] }

/** The script of runcmd or bootcmd; what keeps cloud-init from making it is said, and its settings are then dropped. */
export function runCommands(entry: Entry, phase: Phase, runner: Runner, context: Context): Done {
  const made = scriptOf(entry, context)
  if (!made) return nothing
  const origin = entry.origin
  const options = { origin, phase, dialect: 'sh' } as const
  if (made.why === null) return runner.run(made.script, options)
  return lose(readCommands(made.script, options, context), 'ignored', made.why)
}

/** The settings of commands that something keeps from being run. */
export function lostCommands(
  entry: Entry,
  phase: Phase,
  outcome: Dropped['outcome'],
  why: string,
  context: Context,
): Done {
  const made = shellify(entry.items ?? [entry])
  if (!made) return nothing
  const options = { origin: entry.origin, phase, dialect: 'sh' } as const
  return lose(readCommands(made.script, options, context), outcome, why)
}

/** What was read, as something that never happens. */
export function lose(done: Done, outcome: Dropped['outcome'], why: string): Done {
  return { steps: [], dropped: [...done.steps.map(step => ({ step, outcome, why })), ...done.dropped] }
}

function scriptOf(entry: Entry, context: Context): { script: Text; why: string | null } | null {
  const { key, node, items } = entry
  if (!items) {
    if (isNull(node) || (node.kind === 'scalar' && isTemplated(node.text.text))) return null
    const what = `${key} is ${kindInWords(node)}, not a list`
    context.complain(
      'syntax',
      `${what}, so cloud-init runs none of it; write it as a list with a command an item`,
      node.at,
    )
    const made = shellify([entry])
    return made && { script: made.script, why: `${what}, so cloud-init runs none of it` }
  }
  const made = shellify(items)
  if (!made?.fault) return made && { script: made.script, why: null }
  const kind = kindInWords(made.fault)
  const hint =
    made.fault.kind === 'map' ? '; put the command in quotes, a colon with a blank behind it makes it a mapping' : ''
  context.complain(
    'syntax',
    `${key} has an item that is ${kind}, not a command, so cloud-init runs none of its items${hint}`,
    made.fault.at,
  )
  return { script: made.script, why: `an item of ${key} is ${kind}, so cloud-init runs none of them` }
}
