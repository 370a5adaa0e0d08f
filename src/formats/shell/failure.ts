import type { AndOr, PipelineNode } from '../../syntax/shell.ts'
import type { Shell } from './shell-state.ts'
import type { Where } from './where.ts'

/** What follows from the failure of each command of `a && b || c`: the next `||` takes it up. */
export function failureBefore(shell: Shell, node: AndOr, where: Where): Where['failure'][] {
  const failures: Where['failure'][] = new Array(node.commands.length)
  let following: Where['failure'] | null = null
  for (let i = node.commands.length - 1; i >= 0; i--) {
    const last = i === node.commands.length - 1
    if (node.operators[i] === '||') following = afterwards(node.commands[i + 1]!, where)
    failures[i] =
      where.failure !== 'counts' ? where.failure : (following ?? (last ? 'counts' : leftOfAnd(shell, where)))
  }
  return failures
}

/** `set -e` does not mind a failure left of `&&`, but whoever reads the exit status of the whole does. */
function leftOfAnd(shell: Shell, where: Where): Where['failure'] {
  return where.last && shell.tail === 'stops' ? 'stops' : 'exempt'
}

/** What the right side of `||` makes of a failure. */
function afterwards(node: PipelineNode, where: Where): Where['failure'] {
  if (node.type === 'BraceGroup' || node.type === 'Subshell') {
    const final = node.body.commands.at(-1)?.command
    return final && final.type !== 'AndOr' ? afterwards(final, where) : 'guarded'
  }
  if (node.type !== 'Command') return 'guarded'
  const name = node.name?.text ?? ''
  const argument = node.args[0]?.text
  if (name === 'exit') return argument === '0' ? 'guarded' : 'stops'
  if (name === 'return') return argument === '0' ? 'guarded' : 'counts'
  if (name === 'false') return 'counts'
  return /die|fail|fatal|abort|panic|bail/i.test(name) ? 'stops' : 'guarded'
}
