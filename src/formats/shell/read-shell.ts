import { nested, type Origin } from '../../core/setting.ts'
import type { Dropped, Phase, ReadProblem, Step } from '../../core/target.ts'
import { spanOf, type Text } from '../../core/text.ts'
import type { ShellError, Statement } from '../../syntax/shell.ts'
import { readUncalled } from './functions.ts'
import { newShell, openScript } from './open-script.ts'
import { runStatements } from './run-statements.ts'
import { runWords } from './run-words.ts'
import { atStart, type Made, type Reading, type Shell } from './shell-state.ts'

export interface ShellOptions {
  readonly origin: Origin
  readonly phase: Phase
  readonly dialect: 'sh' | 'bash'
  /** Each command's failure ends the run (late-commands, `sh -e`). */
  readonly failFast?: boolean
}

export interface ShellReading {
  readonly steps: readonly Step[]
  readonly problems: readonly ReadProblem[]
  /** What stands in the script but never runs: after `exit`, inside `if false`. */
  readonly dropped: readonly Dropped[]
}

/** What a script does, in order. Nothing is guessed: what depends on the host is unknown, what may not run is conditional. */
export function readShell(text: Text, options: ShellOptions): ShellReading {
  const reading = newReading(options)
  const script = openScript(reading, text, options.dialect)
  const [error] = script.errors
  const shell = start(reading, script)
  bounded(reading, text, () => {
    const end = runToEnd(shell, script.statements)
    // what a template fills in may be what is missing; what stands behind a final exit is never read
    if (error && error.at < end && !text.marks?.length)
      reading.problems.push(syntaxProblem(text, error, options.dialect))
    readUncalled(shell)
  })
  return result(reading)
}

/** Runs all statements; where the script ends, if one of them is its end. */
function runToEnd(shell: Shell, statements: readonly Statement[]): number {
  const where = atStart(shell)
  let end = Number.POSITIVE_INFINITY
  for (const [i, statement] of statements.entries()) {
    runStatements(shell, [statement], { ...where, last: i === statements.length - 1 })
    if (shell.ended !== null) end = Math.min(end, statement.end)
  }
  return end
}

function syntaxProblem(text: Text, { message, at }: ShellError, dialect: string): ReadProblem {
  const start = Math.min(at, Math.max(0, text.text.length - 1))
  return {
    rule: 'syntax',
    problem: {
      message: `${message}: ${dialect} stops reading the script here, and runs nothing from the command on that it is in`,
      at: spanOf(text, start, start + 1),
      severity: 'notice',
    },
  }
}

/** What one command does that is run without a shell: every word is literal, and `sh -c SCRIPT` runs a script. */
export function readArgv(words: readonly Text[], options: ShellOptions): ShellReading {
  const reading = newReading(options)
  const [first] = words
  if (!first) return result(reading)
  const shell = start(reading, openScript(reading, { ...first, text: '' }, options.dialect))
  bounded(reading, first, () => {
    const fields = words.map(text => ({ text, definition: null }))
    runWords(shell, fields, atStart(shell), first, true)
  })
  return result(reading)
}

/** Characters that variables and loops may add to a script. */
const budget = 4_000_000

function newReading(options: ShellOptions): Reading {
  const { origin } = options
  return {
    options,
    origin: origin.format === 'shell' ? origin : nested(origin, 'shell'),
    made: [],
    problems: [],
    written: new Map(),
    read: new Map(),
    budget,
    inputs: 0,
  }
}

function start(reading: Reading, script: ReturnType<typeof openScript>): Shell {
  const tail = reading.origin.onError === 'stops' ? 'stops' : 'continues'
  return newShell(reading, script, { depth: 0, tail, errexit: reading.options.failFast ?? false, directory: null })
}

/** A tree can be as deep as the parser allows, and scripts nested in it again. */
function bounded(reading: Reading, text: Text, run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    reading.problems.push({
      rule: 'syntax',
      problem: { message: 'the script is too deeply nested to be read', at: spanOf(text, 0, 0), severity: 'notice' },
    })
  }
}

function result({ made, problems }: Reading): ShellReading {
  const kept = lastOfEachPlace(made.filter(m => !m.takenBack))
  const dropped = kept.flatMap(m => (m.dropped ? [{ step: m.step, ...m.dropped }] : []))
  return { steps: kept.filter(m => !m.dropped).map(m => m.step), problems, dropped }
}

/** A loop that sets a parameter in each round has one place for it: the last round's value stays. */
function lastOfEachPlace(made: readonly Made[]): Made[] {
  const seen = new Set<string>()
  const kept: Made[] = []
  for (const m of made.toReversed()) {
    if (m.step.do === 'set') {
      const { key, valueAt, parameter } = m.step.setting
      const place = `${key.start} ${valueAt.start} ${parameter}`
      if (seen.has(place)) continue
      seen.add(place)
    }
    kept.push(m)
  }
  return kept.reverse()
}
