import type { Assignment, Command, Word, WordPart } from '../../syntax/shell.ts'
import type { Output } from './output.ts'
import { inProcess, runStatements } from './run-statements.ts'
import type { Shell } from './shell-state.ts'
import type { Where } from './where.ts'

/** Substitutions within substitutions are followed so far: the parser reads each level anew. */
const deepest = 4

/** Runs what stands in the `$(…)` and backquotes of a command, each in a process of its own. */
export function runSubstitutions(shell: Shell, node: Command, where: Where): void {
  if (where.substituted >= deepest) return
  // the status of `x=$(command)` is that of the command
  const failure = node.name && where.failure === 'counts' ? 'exempt' : where.failure
  const output: Output = []
  const inside: Where = { ...where, failure, last: false, input: null, output, substituted: where.substituted + 1 }
  const words = node.name ? [node.name, ...node.args] : []
  for (const word of [...node.prefix, ...words]) {
    if (word.type !== 'Word' && word.type !== 'Assignment') continue
    for (const part of partsOf(word)) runPart(shell, part, inside)
  }
  for (const redirection of node.redirects)
    if (redirection.type === 'HereDoc' && !redirection.delimiter?.quoted && /\$\(|`/.test(redirection.body.text))
      for (const part of redirection.body.parts ?? []) runPart(shell, part, inside)
}

function partsOf(word: Word | Assignment): readonly WordPart[] {
  if (!/\$\(|`/.test(word.text)) return []
  if (word.type === 'Word') return word.parts ?? []
  return word.value.type === 'Word' ? (word.value.parts ?? []) : word.value.elements.flatMap(e => e.parts ?? [])
}

function runPart(shell: Shell, part: WordPart, where: Where): void {
  if (part.type === 'DoubleQuoted') for (const child of part.parts) runPart(shell, child, where)
  // a script with a text of its own (backquotes with escapes) has no places in the file
  if (part.type !== 'CommandExpansion' || !part.script || part.script.source !== undefined) return
  const { commands } = part.script
  inProcess(shell, () => runStatements(shell, commands, where))
}
