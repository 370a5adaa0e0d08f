import { type CommandName, commandNames } from './arguments.ts'
import { commandTable } from './command-table.ts'
import { commonOptions, type NamedOption, optionsOf } from './option-table.ts'

const width = 110
/** Where what an option means starts. */
const column = 35

/** What --help prints: all commands and options. */
export function help(): string {
  const said = new Set(optionsOf('check').map(o => o.name))
  const others = commandNames.flatMap(command => {
    const own = optionsOf(command).filter(({ name }) => !said.has(name))
    for (const { name } of own) said.add(name)
    return own.length === 0 ? [] : [`\nOptions of ${command}, besides those of the same name above:`, ...listed(own)]
  })
  return lines([
    'sysctl-lint finds the TCP kernel parameters that a repository sets, and judges them.',
    '',
    ...commandNames.flatMap(name => entry(usage(name), commandTable[name].meaning)),
    '',
    'sysctl-lint COMMAND --help says more of one command.',
    '\nOptions of check:',
    ...listed(optionsOf('check')),
    ...others,
    '\nEverywhere:',
    ...listed(commonOptions()),
    '',
    ...exitStatus,
  ])
}

/** What COMMAND --help prints. */
export function helpOf(command: CommandName): string {
  const { meaning, more } = commandTable[command]
  const own = optionsOf(command)
  return lines([
    usage(command).trimStart(),
    '',
    ...wrapped(`${meaning[0]!.toUpperCase()}${meaning.slice(1)}.${more === '' ? '' : ` ${more}`}`, width, ''),
    '',
    ...listed([...own, ...commonOptions()]),
    ...(own.some(o => o.name === 'fail-on') ? ['', ...exitStatus] : []),
  ])
}

const exitStatus = wrapped(
  'Exit status: 0 nothing at or above --fail-on, 1 findings at or above it, 2 wrong use or configuration, 3 a fault of sysctl-lint.',
  width,
  '',
)

/** `sysctl-lint [check] [PATH...]` */
export function usage(command: CommandName): string {
  const name = command === 'check' ? '[check]' : command
  return `sysctl-lint ${name} ${commandTable[command].words}`.trimEnd()
}

function listed(all: readonly NamedOption[]): string[] {
  return all.flatMap(one => entry(written(one), one.meaning.replaceAll('`', '')))
}

/** `-q, --quiet`, `--output FILE`, `--fix[=all|RULE]` */
export function written({ name, short, value }: NamedOption): string {
  const form = value === null ? '' : value.startsWith('[') ? value : ` ${value}`
  return `${short === null ? '' : `-${short}, `}--${name}${form}`
}

/** What is too long to have its meaning beside it has it below. */
function entry(head: string, meaning: string): string[] {
  const text = wrapped(meaning, width - column, ' '.repeat(column))
  const first = `  ${head}`
  return first.length > column - 2 ? [first, ...text] : [first.padEnd(column) + text[0]!.trimStart(), ...text.slice(1)]
}

function wrapped(text: string, most: number, indent: string): string[] {
  const out: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      out.push(indent + line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...out, indent + line]
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
