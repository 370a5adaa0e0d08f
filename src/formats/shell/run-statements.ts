import type { AndOr, Pipeline, PipelineNode, Statement } from '../../syntax/shell.ts'
import { marksWithin } from '../../syntax/text-builder.ts'
import { failureBefore } from './failure.ts'
import type { Output } from './output.ts'
import { runNode } from './run-compound.ts'
import { endShell, leaveBranch, type Shell } from './shell-state.ts'
import { always, combine, maybe, negate, type Verdict } from './verdict.ts'
import { branch, type Where } from './where.ts'

/** Runs a list of commands; the verdict is the last one's. */
export function runStatements(shell: Shell, statements: readonly Statement[], where: Where): Verdict {
  let verdict: Verdict = always
  for (const [i, statement] of statements.entries()) {
    const [mark] = marksWithin(shell.words.marked.conditional, statement.pos, statement.end)
    const templated = mark !== undefined && mark.start <= statement.pos
    verdict = runCommandLine(shell, statement.command, {
      ...where,
      conditional: templated ? (where.conditional ?? mark.why) : where.conditional,
      failure: statement.background && where.failure === 'counts' ? 'exempt' : where.failure,
      last: where.last && i === statements.length - 1,
    })
    // set -e does not mind a failure within && and ||
    if (verdict.kind === 'false' && shell.errexit && where.failure === 'counts' && statement.command.type !== 'AndOr')
      endShell(shell, where, { by: 'exit', why: 'after a command that fails, under set -e', status: '1' })
  }
  return verdict
}

function runCommandLine(shell: Shell, node: PipelineNode | AndOr, where: Where): Verdict {
  if (node.type === 'AndOr') return runAndOr(shell, node, where)
  return node.type === 'Pipeline' ? runPipeline(shell, node, where) : runNode(shell, node, where)
}

function runAndOr(shell: Shell, node: AndOr, where: Where): Verdict {
  const failures = failureBefore(shell, node, where)
  let verdict: Verdict = always
  for (const [i, command] of node.commands.entries()) {
    const operator = node.operators[i - 1]
    const here = { ...where, failure: failures[i]! }
    if (operator === undefined) {
      verdict = runCommandLine(shell, command, here)
      continue
    }
    const condition = operator === '&&' ? verdict : negate(verdict)
    const right = runBranch(shell, condition, here, `after ${operator}`, inside =>
      runCommandLine(shell, command, inside),
    )
    verdict = combine(verdict, operator, right)
  }
  return verdict
}

/** Runs what depends on a condition; what it assigned, and whether it left the script, is not known afterwards. */
export function runBranch(
  shell: Shell,
  condition: Verdict,
  where: Where,
  why: string,
  run: (inside: Where) => Verdict,
): Verdict {
  const inside = branch(where, condition, why)
  if (condition.kind === 'true' || condition.kind === 'likely' || condition.kind === 'false') return run(inside)
  const before = shell.ended
  const { directory } = shell
  shell.variables.enter()
  const verdict = run(inside)
  shell.variables.leave('maybe')
  if (shell.directory !== directory) shell.directory = null
  leaveBranch(shell, before, condition)
  return verdict
}

function runPipeline(shell: Shell, node: Pipeline, where: Where): Verdict {
  let verdict: Verdict = maybe
  let input = where.input
  const single = node.commands.length === 1
  for (const [i, command] of node.commands.entries()) {
    const last = i === node.commands.length - 1
    const output: Output | null = last ? where.output : []
    const unseen = !last && !shell.pipefail && where.failure === 'counts' ? { failure: 'exempt' as const } : {}
    const here: Where = { ...where, ...unseen, input, output, last: where.last && last }
    verdict = single ? runNode(shell, command, here) : inProcess(shell, () => runNode(shell, command, here))
    input = output
  }
  const negations = node.prefixes.filter(p => p.type === 'Negation').length
  return negations % 2 ? negate(verdict) : verdict
}

/** Runs something in a process of its own, which keeps its variables, directory and exit to itself. */
export function inProcess(shell: Shell, run: () => Verdict): Verdict {
  const { directory, errexit, ended, perhaps, tested } = shell
  shell.variables.enter()
  const verdict = run()
  shell.variables.leave('undo')
  Object.assign(shell, { directory, errexit, ended, perhaps, tested })
  return verdict
}
