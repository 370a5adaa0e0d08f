import type { Text } from '../../core/text.ts'
import type { Field } from '../../syntax/shell-word.ts'
import { commands } from './commands.ts'
import { callFunction } from './functions.ts'
import { isKnown } from './output.ts'
import type { Shell } from './shell-state.ts'
import { unwrap } from './unwrap.ts'
import { maybe, type Verdict } from './verdict.ts'
import type { Where } from './where.ts'

/** `$SUDO`: either sudo or nothing. */
const sudoVariable = /^\$\{?\w*sudo\w*(:?[-+=][^}]{0,20})?\}?$/i

/** Runs a command whose words are expanded; `source` stands for what it prints where that is not known. */
export function runWords(shell: Shell, words: readonly Field[], where: Where, source: Text, external = false): Verdict {
  const [first] = words
  if (!first) return runUnknown(where, source)
  if (!isKnown(first.text)) {
    const rest = words.slice(1)
    return sudoVariable.test(first.text.text) && where.wrapped === 0
      ? runWords(shell, rest, { ...where, wrapped: 1 }, source, true)
      : runUnknown(where, source)
  }
  const name = first.text.text
  const called = external ? undefined : shell.functions.get(name)
  if (called) return callFunction(shell, called, where, source)
  const base = name.slice(name.lastIndexOf('/') + 1)
  const call = { shell, name, args: words.slice(1), where, source, external }
  const run = Object.hasOwn(commands, base) ? commands[base] : undefined
  return run?.(call) ?? unwrap(call) ?? runUnknown(where, source)
}

/** A command that is not followed: it may print anything. */
export function runUnknown(where: Where, source: Text): Verdict {
  where.output?.push({ text: source, opaque: true, conditional: where.conditional })
  return maybe
}
