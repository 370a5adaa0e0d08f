import { type CompletedCommand, type CompletedOption, quoted } from './words.ts'

/** Completion for fish. Without a command, the words are those of check, and the commands. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(c => c.name).join(' ')
  const none = `not __fish_seen_subcommand_from ${names}`
  return `# fish completion for sysctl-lint; put it into ~/.config/fish/completions/sysctl-lint.fish
complete -c sysctl-lint -e
${commands.map(({ name, meaning }) => `complete -c sysctl-lint -n '${none}' -a ${name} -d ${quoted(meaning)}`).join('\n')}
${commands.flatMap(command => linesOf(command, command.name === 'check' ? none : null)).join('\n')}
`
}

function linesOf({ name, options, takes }: CompletedCommand, otherwise: string | null): string[] {
  const seen = `__fish_seen_subcommand_from ${name}`
  const when = quoted(otherwise === null ? seen : `${seen}; or ${otherwise}`)
  const own = options.map(option => `complete -c sysctl-lint -n ${when} ${optionOf(option)}`)
  if (takes === 'paths') return own
  const words = takes === 'nothing' ? '' : ` -a ${quoted(takes.join(' '))}`
  return [...own, `complete -c sysctl-lint -n ${when} -f${words}`]
}

function optionOf({ name, short, meaning, value }: CompletedOption): string {
  const head = `${short === null ? '' : `-s ${short} `}-l ${name} -d ${quoted(meaning)}`
  switch (value.kind) {
    case 'none':
      return head
    case 'words':
      return value.optional
        ? `${head} -f -a ${quoted(value.words.join(' '))}`
        : `${head} -x -a ${quoted(value.words.join(' '))}`
    case 'file':
      return `${head} -r -F`
    case 'folder':
      return `${head} -x -a '(__fish_complete_directories)'`
    case 'any':
      return `${head} -x`
  }
}
