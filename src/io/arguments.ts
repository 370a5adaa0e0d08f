import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { nearest } from './nearest.ts'
import { UserError } from './user-error.ts'

/**
 * Every option there is, as node:util's parseArgs takes it. Which of them a command knows stands in `commands`, what each means in
 * option-table.ts.
 */
export const options = {
  against: { type: 'string' },
  archived: { type: 'boolean' },
  baseline: { type: 'string' },
  color: { type: 'boolean' },
  config: { type: 'string' },
  diff: { type: 'boolean' },
  exclude: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  fix: { type: 'string' },
  forks: { type: 'boolean' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  host: { type: 'string', multiple: true },
  hz: { type: 'string' },
  include: { type: 'string', multiple: true },
  'include-private': { type: 'boolean' },
  inventory: { type: 'string', multiple: true },
  kernel: { type: 'string' },
  loader: { type: 'string' },
  'no-color': { type: 'boolean' },
  'no-inline-ignores': { type: 'boolean' },
  output: { type: 'string' },
  plan: { type: 'string' },
  'prune-baseline': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  require: { type: 'boolean' },
  shard: { type: 'string' },
  shards: { type: 'string' },
  since: { type: 'string' },
  'stdin-filename': { type: 'string' },
  topic: { type: 'string', multiple: true },
  version: { type: 'boolean', short: 'V' },
  'write-baseline': { type: 'string' },
} as const

export type OptionName = keyof typeof options

/** What every command takes. */
export const everywhere = ['color', 'no-color', 'quiet', 'help', 'version'] as const
const finding = ['exclude', 'config', 'kernel', 'hz', 'loader', 'stdin-filename', 'format', 'output'] as const
const judging = ['fail-on', 'baseline', 'no-inline-ignores', 'require'] as const

/** What each command takes besides the options that are taken everywhere. */
export const commands = {
  check: [...finding, ...judging, 'write-baseline', 'prune-baseline', 'fix', 'diff', 'since'],
  settings: finding,
  effective: [...finding, 'inventory', 'host', 'against'],
  rules: ['config'],
  explain: ['format'],
  init: [],
  config: ['config', 'format'],
  plan: ['output', 'shards', 'include', 'exclude', 'topic', 'archived', 'forks', 'include-private'],
  audit: ['output', 'plan', 'shard', 'config', 'kernel', 'hz', 'loader', 'no-inline-ignores'],
  merge: ['format', 'output', 'plan', 'since', 'fail-on', 'include-private'],
  completion: [],
} as const satisfies Record<string, readonly OptionName[]>

export type CommandName = keyof typeof commands

export const commandNames = Object.keys(commands) as readonly CommandName[]

type Values = ReturnType<typeof parsed>['values']

/** What the command line asks for: a command, its paths or other words, and the options it takes, not looked into yet. */
export interface Arguments {
  readonly command: CommandName | 'help' | 'version'
  readonly words: readonly string[]
  readonly values: Readonly<Values>
  /** null: as the terminal is. */
  readonly colour: boolean | null
}

/**
 * Reads the command line.
 * @param argv without the program's own name
 * @throws a user error, one sentence, for whatever is not understood
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parsed(argv)
  const colour = values['no-color'] ? false : (values.color ?? null)
  if (values.help || asksForHelp(positionals)) return { command: 'help', words: positionals, values, colour }
  if (values.version) return { command: 'version', words: positionals, values, colour }
  const [first, ...rest] = positionals
  const named = isCommand(first) ? first : null
  if (named === null && first !== undefined) rejectMistypedCommand(first)
  const command = named ?? 'check'
  rejectForeignOptions(command, values)
  return { command, words: named ? rest : positionals, values, colour }
}

export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(commands, word)
}

/** Habit: `sysctl-lint help check`. */
function asksForHelp([first]: readonly string[]): boolean {
  return first === 'help' && !existsSync('help')
}

function parsed(argv: readonly string[]) {
  // parseArgs knows no option whose value may be left out
  const args = argv.map((word, i) => (word === '--fix' && !argv.slice(0, i).includes('--') ? '--fix=safe' : word))
  try {
    return parseArgs({ args, options, allowPositionals: true })
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

function rejectForeignOptions(command: CommandName, values: Values): void {
  const known: readonly string[] = [...everywhere, ...commands[command]]
  for (const name of Object.keys(values))
    if (!known.includes(name))
      throw new UserError(`${command} takes no --${name}; sysctl-lint ${command} --help lists what it takes`)
}

function rejectMistypedCommand(word: string): void {
  if (!/^[a-z]+$/.test(word) || existsSync(word)) return
  const near = nearest(word, Object.keys(commands))
  if (near !== null) throw new UserError(`${word} is neither a command nor a path; did you mean ${near}?`)
}
