import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Loader } from '../core/setting.ts'
import { nearest } from './nearest.ts'
import { type FailOn, oneOf, parseFailOn, parseKernelOption, parseLoader } from './options.ts'
import { UserError } from './user-error.ts'

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | RulesCommand
  | { readonly name: 'check' | 'settings'; readonly options: LintArguments }

export type RulesCommand =
  | { readonly name: 'rules'; readonly colour: boolean | null }
  | { readonly name: 'explain'; readonly rule: string }

export interface LintArguments {
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  readonly format: 'text' | 'json' | 'sarif'
  /** A file to write to; null: standard output. */
  readonly output: string | null
  readonly config: string | null
  readonly failOn: FailOn
  readonly kernel: KernelRange
  readonly loader: Loader
  /** The name that standard input goes by; null: it is not read. */
  readonly stdinName: string | null
  /** null: as the terminal is. */
  readonly colour: boolean | null
  readonly quiet: boolean
}

const commands = ['check', 'settings', 'rules', 'explain'] as const
const formats = ['text', 'json', 'sarif'] as const

const options = {
  format: { type: 'string' },
  output: { type: 'string' },
  config: { type: 'string' },
  'fail-on': { type: 'string' },
  kernel: { type: 'string' },
  hz: { type: 'string' },
  loader: { type: 'string' },
  exclude: { type: 'string', multiple: true },
  'stdin-filename': { type: 'string' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

/**
 * Reads the command line.
 * @param argv without the program's own name
 * @throws a user error, one sentence, for whatever is not understood
 */
export function parseArguments(argv: readonly string[]): Command {
  const { values, positionals } = parsed(argv)
  if (values.help) return { name: 'help' }
  if (values.version) return { name: 'version' }
  const colour = values['no-color'] ? false : (values.color ?? null)
  const [first, ...rest] = positionals
  const name = commands.find(command => command === first)
  if (name === 'rules') {
    if (rest.length > 0) throw new UserError(`rules takes no argument; for one rule in full, use explain ${rest[0]}`)
    return { name, colour }
  }
  if (name === 'explain') {
    if (rest.length !== 1) throw new UserError('explain takes the name of one rule; sysctl-lint rules lists them')
    return { name, rule: rest[0]! }
  }
  const paths = name ? rest : positionals
  if (!name && first !== undefined) rejectMistypedCommand(first)
  const fromStdin = paths.includes('-')
  if (fromStdin && paths.length > 1) throw new UserError('- (standard input) stands alone; leave out the other paths')
  const stdinName = values['stdin-filename']
  if (stdinName !== undefined && !fromStdin)
    throw new UserError('--stdin-filename names standard input; give - as the path')
  return {
    name: name ?? 'check',
    options: {
      paths: fromStdin ? [] : paths,
      exclude: values.exclude ?? [],
      format: oneOf(values.format ?? 'text', name === 'settings' ? ['text', 'json'] : formats, '--format'),
      output: values.output ?? null,
      config: values.config ?? null,
      failOn: parseFailOn(values['fail-on'] ?? 'error'),
      kernel: parseKernelOption(values.kernel ?? null, values.hz ?? null),
      loader: parseLoader(values.loader ?? 'systemd'),
      stdinName: fromStdin ? (stdinName ?? 'stdin.conf') : null,
      colour,
      quiet: values.quiet ?? false,
    },
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UserError(unknownOption(message))
    // Node says more after the first sentence, about how to pass values that start with a dash.
    if (code?.startsWith('ERR_PARSE_ARGS')) throw new UserError(message.split(/\.\s|\n/)[0]!)
    throw error
  }
}

function unknownOption(message: string): string {
  const typed = /'(-[^']*)'/.exec(message)?.[1] ?? ''
  const near = nearest(typed.replace(/^-+/, ''), Object.keys(options))
  return `${typed} is no option${near === null ? '; sysctl-lint --help lists them' : `; did you mean --${near}?`}`
}

function rejectMistypedCommand(word: string): void {
  if (!/^[a-z]+$/.test(word) || existsSync(word)) return
  const near = nearest(word, commands)
  if (near !== null) throw new UserError(`${word} is neither a command nor a path; did you mean ${near}?`)
}
