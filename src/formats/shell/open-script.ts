import type { Text } from '../../core/text.ts'
import { parseShell, type ShellScript } from '../../syntax/shell.ts'
import type { WordContext } from '../../syntax/shell-word.ts'
import { indexMarks } from '../../syntax/text-builder.ts'
import { type Reading, type Shell, spend } from './shell-state.ts'
import { emptyVariables, type Variables } from './variables.ts'

export interface OpenScript extends ShellScript {
  readonly words: WordContext
  readonly variables: Variables
}

/** Parses a script. What a template fills in is blotted out first, so that its blanks and quotes do not count. */
export function openScript(
  reading: Reading,
  script: Text,
  dialect: 'sh' | 'bash',
  variables: Variables = emptyVariables(),
): OpenScript {
  const source = withoutTemplates(script)
  const lookup: WordContext['lookup'] = name => {
    const value = variables.get(name)
    if (value === undefined) return undefined
    const size = 'text' in value ? value.text.length : value.reduce((sum, item) => sum + item.text.length, 0)
    return spend(reading, size) ? value : undefined
  }
  return { ...parseShell(source), words: { marked: indexMarks(script), source, dialect, lookup }, variables }
}

/** The same text with something as long in the place of each unknown stretch: blanks for a template's tags, else a word. */
function withoutTemplates({ text, marks = [] }: Text): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end, kind } of marks) {
    if (kind !== 'unknown' || start < at) continue
    const tag = /^(\{[%#]|<%(?![=-])|%\{)/.test(text.slice(start, start + 3))
    pieces.push(text.slice(at, start), (tag ? ' ' : 'x').repeat(end - start))
    at = end
  }
  return pieces.join('') + text.slice(at)
}

/** A shell that starts. */
export function newShell(
  reading: Reading,
  { words, variables }: OpenScript,
  start: Pick<Shell, 'depth' | 'tail' | 'errexit' | 'directory'>,
): Shell {
  return {
    reading,
    words,
    variables,
    functions: new Map(),
    defined: [],
    pipefail: false,
    ended: null,
    perhaps: null,
    tested: [],
    ...start,
  }
}
