import type { OnError, Origin } from '../../core/setting.ts'
import type { Dropped, ReadProblem, Step } from '../../core/target.ts'
import type { FunctionDefinition } from '../../syntax/shell.ts'
import type { WordContext } from '../../syntax/shell-word.ts'
import type { ShellOptions } from './read-shell.ts'
import { assignedNames, type Variables } from './variables.ts'
import type { Verdict } from './verdict.ts'
import type { Where } from './where.ts'

/** What one reading gathers, shared by all scripts nested in it. */
export interface Reading {
  readonly options: ShellOptions
  /** That of the steps: with `shell` in `within` if the script is nested in another format. */
  readonly origin: Origin
  readonly made: Made[]
  readonly problems: ReadProblem[]
  /** Files that were written, by their names as the script writes them. */
  readonly written: Map<string, Made[]>
  /** Functions whose body was read, with what it made, and how certain the call was: 0 never, 1 maybe, 2 certain. */
  readonly read: Map<FunctionDefinition, { readonly from: number; readonly to: number; readonly certain: 0 | 1 | 2 }>
  /** Characters that may still be copied from variables and loops unrolled; a script can ask for exponentially many. */
  budget: number
  /** How many times `sysctl -p -` read its standard input. */
  inputs: number
}

/** A step, or one that never happens. Taken back when a function turns out to be called for certain later. */
export interface Made {
  step: Step
  readonly dropped: Omit<Dropped, 'step'> | null
  takenBack: boolean
}

export interface ShellFunction {
  readonly node: FunctionDefinition
  /** Its words stand in the script that defined it. */
  readonly words: WordContext
}

/** A shell process at one moment of the script. */
export interface Shell {
  readonly reading: Reading
  readonly words: WordContext
  readonly variables: Variables
  readonly functions: Map<string, ShellFunction>
  readonly defined: ShellFunction[]
  /** How many scripts and command substitutions deep. */
  readonly depth: number
  /** What a failure of the last command means to whoever started the shell. */
  readonly tail: OnError
  directory: string | null
  errexit: boolean
  pipefail: boolean
  /** Set when nothing further runs: after `exit`, `return` (of the function), `break` (of the loop). */
  ended: { readonly by: 'exit' | 'return' | 'break'; readonly why: string; readonly status: string } | null
  /** Why the rest (of the script, of the function) may not run: an `exit 0` or `return` on some way. */
  perhaps: { readonly by: 'exit' | 'return'; readonly why: string } | null
  /** Paths below /proc/sys that the rest only runs with. */
  tested: readonly string[]
}

/** The circumstances at the start of a script. */
export function atStart(shell: Shell): Where {
  return {
    conditional: shell.reading.origin.conditional,
    never: null,
    failure: 'counts',
    wrapped: 0,
    substituted: 0,
    rounds: 1,
    tested: [],
    last: true,
    input: null,
    output: null,
  }
}

/** What a refusal of a setting that is made here leads to. */
export function onError(shell: Shell, where: Where): OnError {
  if (shell.reading.origin.onError === 'guarded' || where.failure === 'guarded' || shell.tested.length > 0)
    return 'guarded'
  if (where.failure === 'stops') return 'stops'
  if (where.failure === 'exempt') return 'continues'
  if (shell.errexit) return 'stops'
  return where.last ? shell.tail : 'continues'
}

/** Takes from the budget; false when it is used up. */
export function spend(reading: Reading, amount: number): boolean {
  reading.budget -= amount
  return reading.budget >= 0
}

/** Tests that a script makes for itself before it goes on are few; more are not followed. */
const mostTests = 20

/**
 * After a branch that may have left the script: a branch that leaves it where a parameter is missing shows that the rest has it;
 * one that leaves it in failure is not the way the script is meant to go.
 */
export function leaveBranch(shell: Shell, before: Shell['ended'], condition: Verdict): void {
  const { ended } = shell
  if (ended === before || ended === null) return
  shell.ended = before
  if (ended.by === 'break') return
  if (condition.kind === 'missing') {
    if (condition.path && shell.tested.length < mostTests) shell.tested = [...shell.tested, condition.path]
  } else if (ended.status === '0') shell.perhaps ??= { by: ended.by, why: `an earlier ${ended.by} may end it` }
}

/** Runs something of another text (eval, a function that was defined in one) in the same shell. */
export function withWords<T>(shell: Shell, words: WordContext, run: (inner: Shell) => T, depth = shell.depth): T {
  if (words === shell.words) return run(shell)
  const inner: Shell = { ...shell, words, depth }
  const result = run(inner)
  const { directory, errexit, pipefail, ended, perhaps, tested } = inner
  Object.assign(shell, { directory, errexit, pipefail, ended, perhaps, tested })
  return result
}

/** After a stretch of script that runs more than once, or that was read before: what it may assign is not known. */
export function forgetAssigned(shell: Shell, words: WordContext, { pos, end }: { pos: number; end: number }): void {
  if (!spend(shell.reading, end - pos)) shell.variables.forget()
  else for (const name of assignedNames(words.source.slice(pos, end))) shell.variables.set(name, undefined)
}

/** Notes that nothing further runs, if what ends the shell runs itself. */
export function endShell(shell: Shell, where: Where, ended: NonNullable<Shell['ended']>): void {
  if (where.never === null && shell.ended === null) shell.ended = ended
}
