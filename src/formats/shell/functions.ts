import type { Text } from '../../core/text.ts'
import { runNode } from './run-compound.ts'
import { runStatements } from './run-statements.ts'
import { atStart, forgetAssigned, type Shell, type ShellFunction, withWords } from './shell-state.ts'
import { maybe, type Verdict } from './verdict.ts'
import type { Where } from './where.ts'

/** Calls a function: its body is read once, with the first call, and again only for a call that is more certain. */
export function callFunction(shell: Shell, called: ShellFunction, where: Where, source: Text): Verdict {
  const { reading } = shell
  const certain = certaintyOf(shell, where)
  const before = reading.read.get(called.node)
  if (before && before.certain >= certain) {
    forgetAssigned(shell, called.words, called.node)
    where.output?.push({ text: source, opaque: true, conditional: where.conditional })
    return maybe
  }
  if (before) for (let i = before.from; i < before.to; i++) reading.made[i]!.takenBack = true
  const from = reading.made.length
  reading.read.set(called.node, { from, to: from, certain })
  const verdict = runBody(shell, called, where)
  reading.read.set(called.node, { from, to: reading.made.length, certain })
  return verdict
}

/** Reads the functions that nothing in the script calls: whoever sources it may. */
export function readUncalled(shell: Shell): void {
  shell.ended = null
  shell.perhaps = null
  shell.tested = []
  for (const defined of shell.defined) {
    if (shell.reading.read.has(defined.node)) continue
    const { name } = defined.node
    const why = `in function ${defined.words.source.slice(name.pos, name.end).slice(0, 60)}, which this script does not call`
    const where = atStart(shell)
    callFunction(
      shell,
      defined,
      { ...where, conditional: where.conditional ?? why, last: false },
      shell.words.marked.text,
    )
  }
}

function certaintyOf(shell: Shell, where: Where): 0 | 1 | 2 {
  if (where.never !== null || shell.ended !== null) return 0
  return where.conditional === shell.reading.origin.conditional && shell.perhaps === null ? 2 : 1
}

function runBody(shell: Shell, { node, words }: ShellFunction, where: Where): Verdict {
  const { ended, perhaps, tested } = shell
  const { body } = node
  const verdict = withWords(shell, words, inner =>
    body.type === 'CompoundList' ? runStatements(inner, body.commands, where) : runNode(inner, body, where),
  )
  if (shell.ended?.by === 'return') shell.ended = ended
  if (shell.perhaps?.by === 'return') shell.perhaps = perhaps
  shell.tested = tested
  return verdict
}
