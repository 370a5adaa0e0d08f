import type { Text } from '../../core/text.ts'
import type { CommandNode, For } from '../../syntax/shell.ts'
import { wordFields } from '../../syntax/shell-word.ts'
import { isKnown } from './output.ts'
import { runStatements } from './run-statements.ts'
import { forgetAssigned, leaveBranch, type Shell, spend } from './shell-state.ts'
import { always, maybe, type Verdict } from './verdict.ts'
import { branch, type Where } from './where.ts'

/** Longer lists are not gone through one by one. */
const longestList = 50

/** Nor are loops within loops, when they make more rounds together. */
const mostRounds = 200

type Loop = Extract<CommandNode, { type: 'For' | 'While' | 'ArithmeticFor' | 'Select' }>

/** Runs a loop's body once for all its rounds: what a round assigns is not known in the next. */
export function runLoop(shell: Shell, node: Loop, where: Where, ask: (where: Where) => Verdict): Verdict {
  const before = shell.ended
  shell.variables.enter()
  forgetAssigned(shell, shell.words, node)
  const verdict = ask(where)
  const inside = branch(where, verdict, 'in a loop')
  runStatements(shell, node.body.commands, { ...inside, last: false })
  shell.variables.leave('maybe')
  if (verdict.kind !== 'true') leaveBranch(shell, before, maybe)
  if (shell.ended?.by === 'break') shell.ended = before
  return maybe
}

/** Runs a `for`: round by round where the list is short and known. */
export function runFor(shell: Shell, node: For, where: Where): Verdict {
  const items = (node.wordlist ?? []).flatMap(word => wordFields(word, shell.words))
  const { source } = shell.words
  const name = source.slice(node.name.pos, node.name.end)
  const certain = node.wordlist !== undefined && items.length <= longestList && items.every(i => isKnown(i.text))
  const rounds = where.rounds * Math.max(1, items.length)
  if (!certain || rounds > mostRounds || !spend(shell.reading, items.length * (node.end - node.pos)))
    return runLoop(shell, node, where, () => {
      shell.variables.set(name, undefined)
      return maybe
    })
  if (items.length === 0) runStatements(shell, node.body.commands, branch(where, { kind: 'false' }, 'in a loop'))
  const before = shell.ended
  for (const [i, item] of items.entries()) {
    const value: Text = item.definition ?? item.text
    shell.variables.set(name, value)
    runStatements(shell, node.body.commands, { ...where, rounds, last: where.last && i === items.length - 1 })
  }
  if (shell.ended?.by === 'break') shell.ended = before
  return always
}
