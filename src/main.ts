import { check } from './commands/check.ts'
import { type Arguments, parseArguments } from './io/arguments.ts'
import { isTerminal } from './io/colour.ts'
import { complain, print } from './io/output.ts'
import { UserError } from './io/user-error.ts'
import { clean } from './reports/clean.ts'
import { version } from './version.ts'

/**
 * The command line from its words to its exit status: 0 nothing at or above --fail-on, 1 findings at or above it, 2 wrong use, 3 a
 * fault of ours, which keeps its stack.
 */
export async function main(argv: readonly string[]): Promise<0 | 1 | 2 | 3> {
  try {
    return await dispatch(parseArguments(argv))
  } catch (error) {
    const known = error instanceof UserError
    complain(known ? `sysctl-lint: ${clean(error.message)}` : `sysctl-lint: a fault of its own\n${stackOf(error)}`)
    return known ? 2 : 3
  }
}

/** All but the command that runs everywhere are loaded when they are asked for. */
async function dispatch(args: Arguments): Promise<0 | 1> {
  if (isWatched(args) && (await isTerminal(2))) (await import('./io/progress.ts')).showProgress()
  switch (args.command) {
    case 'check':
      return check(args)
    case 'settings':
      return (await import('./commands/settings.ts')).settings(args)
    case 'effective':
      return (await import('./commands/effective.ts')).effective(args)
    case 'plan':
      return (await import('./commands/plan.ts')).plan(args)
    case 'audit':
      return (await import('./commands/audit.ts')).audit(args)
    case 'merge':
      return (await import('./commands/merge.ts')).merge(args)
    case 'rules':
      return (await import('./commands/rules.ts')).rules(args)
    case 'init':
      return (await import('./commands/init.ts')).init(args)
    case 'config':
      return (await import('./commands/config.ts')).config(args)
    case 'explain':
      return (await import('./commands/explain.ts')).explain(args)
    case 'version':
      await print(`${version}\n`)
      return 0
    case 'help':
      return (await import('./commands/help.ts')).showHelp(args)
    case 'completion':
      return (await import('./commands/completion.ts')).completion(args)
    default:
      throw new UserError(`${args.command} is not there yet`)
  }
}

/** Who waits at a terminal for a run that looks at many files wants to see that it goes on. */
function isWatched({ command, values }: Arguments): boolean {
  return ['check', 'settings', 'effective'].includes(command) && !values.quiet && process.env['TERM'] !== 'dumb'
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
