import type { FixChoice } from '../core/fix.ts'
import type { Report } from '../core/report.ts'
import type { Arguments } from '../io/arguments.ts'
import { nearest } from '../io/nearest.ts'
import { UserError } from '../io/user-error.ts'
import { rules } from '../rules/registry.generated.ts'

/** What `--fix` and `--diff` ask for. */
export interface Fixing {
  readonly choice: FixChoice
  /** False: the fixes are only shown. */
  readonly writes: boolean
}

/** A run that finds and judges: of the files as they are now, or of a text in the place of standard input. */
export type Find = (stdin?: { readonly text: string; readonly path: string }) => Promise<Report>

/** @throws a user error for a fix that nobody knows, and for options that do not go together */
export function readFixing({ values, words }: Arguments): Fixing {
  const { fix, diff = false, format = 'text', output } = values
  if (diff && format !== 'text') throw new UserError(`--diff prints a patch; leave out --format ${format}`)
  if (!diff && words.includes('-') && format !== 'text' && output === undefined)
    throw new UserError('--fix prints the fixed text of standard input; name a file for the report with --output')
  return { choice: fix === undefined ? 'offered' : choiceOf(fix), writes: !diff }
}

function choiceOf(word: string): FixChoice {
  if (word === 'safe' || word === 'all') return word
  if (rules.some(rule => rule.id === word)) return { rule: word }
  const near = nearest(word, ['safe', 'all', ...rules.map(rule => rule.id)])
  const hint = near === null ? 'sysctl-lint rules lists them' : `did you mean --fix=${near}?`
  throw new UserError(`--fix=${word} names no rule; ${hint}`)
}
