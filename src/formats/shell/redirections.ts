import type { Text } from '../../core/text.ts'
import type { Redirection } from '../../syntax/shell.ts'
import { hereDocumentText } from '../../syntax/shell-here-document.ts'
import { wordText } from '../../syntax/shell-word.ts'
import { concat, type Output } from './output.ts'
import type { Shell } from './shell-state.ts'
import { maybe, type Verdict } from './verdict.ts'
import type { Where } from './where.ts'
import { writeFile } from './write-file.ts'

interface Sink {
  readonly path: Text
  readonly append: boolean
  readonly output: Output
}

/** Runs a command with its redirections: what comes in, and the files that what it prints goes to. */
export function withRedirections(
  shell: Shell,
  redirections: readonly Redirection[],
  where: Where,
  run: (inside: Where) => Verdict,
): Verdict {
  let inside = where
  const sinks: Sink[] = []
  for (const redirection of redirections) {
    const number = descriptorOf(redirection)
    if (number === 0)
      inside = { ...inside, ...onlyInBash(shell, redirection, where), input: inputOf(shell, redirection) }
    else if (number === 1) {
      const sink = sinkOf(shell, redirection)
      if (sink === 'same') continue
      if (sink) sinks.push(sink)
      inside = { ...inside, output: sink?.output ?? null }
    }
  }
  const verdict = run(inside)
  const written = sinks.map(({ path, append, output }) =>
    writeFile(shell, { ...where, conditional: inside.conditional }, path, output, append),
  )
  return written.every(Boolean) ? verdict : maybe
}

/** 0 or 1 if the redirection is of standard input or output, else another number. */
function descriptorOf(redirection: Redirection): number {
  const { descriptor } = redirection
  if (descriptor) return descriptor.type === 'FileDescriptor' ? descriptor.value : -1
  return redirection.type === 'Redirect' && !redirection.operator.startsWith('<') ? 1 : 0
}

/** Where standard output goes; null where nobody reads it. */
function sinkOf(shell: Shell, redirection: Redirection): Sink | null | 'same' {
  if (redirection.type !== 'Redirect' || !redirection.target || redirection.operator.startsWith('<')) return null
  const { operator } = redirection
  const path = wordText(redirection.target, shell.words).text
  const duplicates = operator === '>&' && /^(\d+|-)$/.test(path.text)
  if ((duplicates && path.text === '1') || path.text === '/dev/stdout') return 'same'
  // dash reads &>FILE as a command in the background, and then an empty >FILE
  if (operator.startsWith('&') && shell.words.dialect === 'sh') return 'same'
  if (duplicates || /^\/dev\/(null|stderr|tty|console|kmsg)$/.test(path.text)) return null
  return { path, append: operator.endsWith('>>'), output: [] }
}

/** dash refuses a here-string; elsewhere sh may be bash. */
function onlyInBash(shell: Shell, redirection: Redirection, where: Where): Pick<Where, 'conditional'> {
  const refused = redirection.type === 'HereString' && shell.words.dialect === 'sh'
  return { conditional: where.conditional ?? (refused ? 'only where sh is bash: dash has no <<<' : null) }
}

function inputOf(shell: Shell, redirection: Redirection): Output | null {
  if (redirection.type === 'HereDoc')
    return [{ text: hereDocumentText(redirection, shell.words), opaque: false, conditional: null }]
  if (redirection.type !== 'HereString' || !redirection.target) return null
  const { text, definition } = wordText(redirection.target, shell.words)
  const content = concat([definition?.text.includes('=') ? definition : text, '\n'], text.source)
  return [{ text: content, opaque: false, conditional: null }]
}
