import type { Text } from '../../core/text.ts'
import { type Call, plain } from './call.ts'
import { readUncalled } from './functions.ts'
import { newShell, openScript } from './open-script.ts'
import { concat, contentOf } from './output.ts'
import { runStatements } from './run-statements.ts'
import { onError, spend, withWords } from './shell-state.ts'
import { maybe, type Verdict } from './verdict.ts'

/** Scripts within scripts are followed so far. */
const deepest = 6

interface Interpreter {
  readonly dialect: 'sh' | 'bash'
  /** sh -e */
  readonly errexit: boolean
}

/** Runs a script that stands in a word, a here-document or a pipe, in a shell of its own. */
export function runScript(call: Call, script: Text, { dialect, errexit }: Interpreter): Verdict {
  const { shell, where } = call
  const { reading, depth, directory } = shell
  if (depth >= deepest || !spend(reading, script.text.length)) return maybe
  const opened = openScript(reading, script, dialect)
  const tail = onError(shell, where) === 'stops' ? 'stops' : 'continues'
  const inner = newShell(reading, opened, { depth: depth + 1, tail, errexit, directory })
  inner.ended = shell.ended
  const failure = where.failure === 'guarded' ? 'guarded' : 'counts'
  const verdict = runStatements(inner, opened.statements, { ...where, last: true, failure })
  if (shell.ended === null) readUncalled(inner)
  return verdict
}

/** `eval`: the script runs in this very shell. */
export function runHere({ shell, where }: Call, script: Text): Verdict {
  const { reading, depth, variables, words } = shell
  if (depth >= deepest || !spend(reading, script.text.length)) return maybe
  const opened = openScript(reading, script, words.dialect, variables)
  return withWords(shell, opened.words, inner => runStatements(inner, opened.statements, where), depth + 1)
}

const dialects: Readonly<Record<string, 'sh' | 'bash'>> = { sh: 'sh', dash: 'sh', ash: 'sh' }

/** `sh -c SCRIPT`, `bash -s`, or a shell that reads its standard input; a script file is not followed. */
export function runScriptShell(call: Call): Verdict | undefined {
  const base = call.name.slice(call.name.lastIndexOf('/') + 1)
  const dialect = dialects[base] ?? 'bash'
  let errexit = false
  let command = false
  let input = false
  let i = 0
  for (; i < call.args.length; i++) {
    const word = plain(call.args[i])
    if (word === null || !/^[-+]./.test(word)) break
    if (word === '--') {
      i++
      break
    }
    if (word.startsWith('--')) continue
    const letters = word.slice(1)
    if (letters.includes('c')) command = true
    if (letters.includes('s')) input = true
    if (word.startsWith('-') && letters.includes('e')) errexit = true
    if (letters.endsWith('o') || letters.endsWith('O')) {
      i++
      if (plain(call.args[i]) === 'errexit') errexit = true
    }
  }
  const operand = call.args[i]
  if (command) return operand ? runScript(call, operand.definition ?? operand.text, { dialect, errexit }) : undefined
  if (input || !operand || /^(-|\/dev\/stdin)$/.test(operand.text.text)) return runInput(call, { dialect, errexit })
  return undefined
}

/** A shell that reads its script from standard input. */
export function runInput(
  call: Call,
  interpreter: Interpreter = { dialect: 'bash', errexit: false },
): Verdict | undefined {
  const { input } = call.where
  if (!input || input.every(p => p.opaque)) return undefined
  const where = { ...call.where, input: null }
  return runScript({ ...call, where }, contentOf(input, call.source.source, call.where.conditional), interpreter)
}

/** `su -c SCRIPT`, `su - root -c SCRIPT`, or `su` with a here-document. */
export function runSu(call: Call): Verdict | undefined {
  const at = call.args.findIndex(a => /^(-\w*c|--command)$/.test(a.text.text))
  if (at < 0) return runInput(call)
  const script = call.args[at + 1]
  return script && runScript(call, script.definition ?? script.text, { dialect: 'bash', errexit: false })
}

/** Letters of ssh's options that take a value (OpenSSH ssh.c). */
const sshValued = 'BbcDEeFIiJLlmOoPpQRSWw'

/** `ssh HOST COMMAND…`: what it does is done to another host. */
export function runSsh(call: Call): Verdict | undefined {
  let i = 0
  for (; i < call.args.length; i++) {
    const word = call.args[i]!.text.text
    if (!/^-./.test(word)) break
    if (word.length === 2 && sshValued.includes(word[1]!)) i++
  }
  const where = { ...call.where, conditional: call.where.conditional ?? 'on another host, by ssh' }
  const words = call.args.slice(i + 1)
  if (words.length === 0) return runInput({ ...call, where })
  const script = concat(
    words.flatMap((w, n) => (n > 0 ? [' ', w.text] : [w.text])),
    call.source.source,
  )
  return runScript({ ...call, where }, script, { dialect: 'bash', errexit: false })
}
