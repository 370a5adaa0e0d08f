import type { Text } from '../../core/text.ts'
import type { Assignment, Command } from '../../syntax/shell.ts'
import { type Field, wordFields, wordText } from '../../syntax/shell-word.ts'
import { textBuilder } from '../../syntax/text-builder.ts'
import { withRedirections } from './redirections.ts'
import { runWords } from './run-words.ts'
import type { Shell } from './shell-state.ts'
import { runSubstitutions } from './substitutions.ts'
import { likely, type Verdict } from './verdict.ts'
import type { Where } from './where.ts'

/** Runs a simple command: `NAME=value command argument… >file`. */
export function runSimpleCommand(shell: Shell, node: Command, where: Where): Verdict {
  const assignments = node.prefix.filter(p => p.type === 'Assignment')
  const whole = { start: node.pos, end: node.end }
  runSubstitutions(shell, node, where)
  return withRedirections(shell, node.redirects, where, inside => {
    if (!node.name) {
      for (const assignment of assignments) assign(shell, assignment, inside)
      return likely
    }
    const words: Field[] = wordFields(node.name, shell.words)
    for (const argument of node.args) {
      if (argument.type === 'Word') words.push(...wordFields(argument, shell.words))
      else {
        // export and its like; other commands read the word as it is
        assign(shell, argument, inside)
        words.push({ text: assignmentText(shell, argument), definition: null })
      }
    }
    return runWords(shell, words, inside, sourceOf(shell, whole.start, whole.end))
  })
}

/** The source of a command, marked as standing for something else. */
function sourceOf(shell: Shell, start: number, end: number): Text {
  const builder = textBuilder(shell.words.marked)
  builder.take(start, end, 'the output of a command')
  return builder.build()
}

function assignmentText(shell: Shell, node: Assignment): Text {
  const builder = textBuilder(shell.words.marked)
  builder.take(node.pos, node.end, 'an assignment')
  return builder.build()
}

function assign(shell: Shell, node: Assignment, where: Where): void {
  if (where.never !== null || shell.ended !== null) return
  shell.variables.set(node.name, node.append || node.index ? undefined : assignedValue(shell, node))
}

function assignedValue(shell: Shell, { value }: Assignment): Text | readonly Text[] | undefined {
  if (value.type === 'Word') {
    const { text, definition } = wordText(value, shell.words)
    return definition ?? text
  }
  if (value.elements.some(e => /^\[[^\]]*\]=/.test(e.text))) return undefined
  return value.elements.flatMap(e => wordFields(e, shell.words).map(f => f.definition ?? f.text))
}
