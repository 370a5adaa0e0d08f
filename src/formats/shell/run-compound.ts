import type { Case, CommandNode, If, TestExpression } from '../../syntax/shell.ts'
import { wordText } from '../../syntax/shell-word.ts'
import { callFunction } from './functions.ts'
import { isKnown } from './output.ts'
import { withRedirections } from './redirections.ts'
import { runSimpleCommand } from './run-command.ts'
import { runFor, runLoop } from './run-loops.ts'
import { inProcess, runBranch, runStatements } from './run-statements.ts'
import type { Shell } from './shell-state.ts'
import { assignedNames } from './variables.ts'
import { always, combine, fileTest, maybe, negate, never, type Verdict } from './verdict.ts'
import type { Where } from './where.ts'

/** Runs one command of any kind. */
export function runNode(shell: Shell, node: CommandNode, where: Where): Verdict {
  switch (node.type) {
    case 'Command':
      return runSimpleCommand(shell, node, where)
    case 'Redirected':
      return withRedirections(shell, node.redirects, where, inside => runNode(shell, node.command, inside))
    case 'If':
      return runIf(shell, node, where)
    case 'Case':
      return runCase(shell, node, where)
    case 'For':
      return runFor(shell, node, where)
    case 'While':
      return runLoop(shell, node, where, inside => {
        const verdict = runStatements(shell, node.clause.commands, { ...inside, ...asked })
        return node.kind === 'until' ? negate(verdict) : verdict
      })
    case 'ArithmeticFor':
    case 'Select':
      return runLoop(shell, node, where, () => maybe)
    case 'Subshell':
      return inProcess(shell, () => {
        const before = shell.ended
        const verdict = runStatements(shell, node.body.commands, where)
        const status = shell.ended === before ? '' : shell.ended?.status
        return status && status !== '0' ? never : verdict
      })
    case 'BraceGroup':
      return runStatements(shell, node.body.commands, where)
    case 'Function': {
      const defined = { node, words: shell.words }
      shell.defined.push(defined)
      if (where.never !== null || shell.ended !== null)
        return callFunction(shell, defined, where, shell.words.marked.text)
      shell.functions.set(node.name.text, defined)
      return always
    }
    case 'Coproc':
      return inProcess(shell, () =>
        node.body.type === 'CompoundList'
          ? maybe
          : runNode(shell, node.body, { ...where, failure: 'exempt', output: null }),
      )
    case 'TestCommand':
      return testVerdict(shell, node.expression)
    case 'ArithmeticCommand':
      for (const name of assignedNames(node.body)) shell.variables.set(name, undefined)
      return maybe
  }
}

/** A condition's failure is an answer. */
const asked = { failure: 'guarded', last: false } as const

function runIf(shell: Shell, node: If, where: Where): Verdict {
  let reached: Verdict = always
  let result: Verdict = maybe
  for (const arm of [node, ...node.elif]) {
    const reach = reached
    const holds = runBranch(shell, reach, where, 'inside an if', inside =>
      runStatements(shell, arm.clause.commands, { ...inside, ...asked }),
    )
    const taken = combine(reach, '&&', holds)
    const verdict = runBranch(shell, taken, where, 'inside an if', inside =>
      runStatements(shell, arm.then.commands, inside),
    )
    if (taken.kind === 'true') result = verdict
    reached = combine(reach, '&&', negate(holds))
  }
  const otherwise = node.else
  if (otherwise)
    runBranch(shell, reached, where, 'inside an else', inside => runStatements(shell, otherwise.commands, inside))
  return result
}

function runCase(shell: Shell, node: Case, where: Where): Verdict {
  for (const item of node.items)
    runBranch(shell, maybe, where, 'inside a case', inside => runStatements(shell, item.body.commands, inside))
  return maybe
}

/** The verdict on `[[ … ]]`, as far as it asks for files. */
function testVerdict(shell: Shell, test: TestExpression): Verdict {
  switch (test.type) {
    case 'TestUnary': {
      const { text } = wordText(test.operand, shell.words)
      return isKnown(text) ? fileTest(test.operator, text.text) : maybe
    }
    case 'TestLogical':
      return test.operands
        .map(o => testVerdict(shell, o))
        .reduce((a, b) => combine(a, test.operator, b), test.operator === '&&' ? always : negate(always))
    case 'TestNot':
      return test.negations.length % 2 ? negate(testVerdict(shell, test.operand)) : testVerdict(shell, test.operand)
    case 'TestGroup':
      return testVerdict(shell, test.expression)
    default:
      return maybe
  }
}
