import { type CompletedCommand, type CompletedOption, quoted } from './words.ts'

/** Completion for zsh, as a file of $fpath or sourced. Without a command, the words are those of check, and the commands. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef sysctl-lint
# zsh completion for sysctl-lint; put it into a folder of $fpath as _sysctl-lint, or: source <(sysctl-lint completion zsh)
_sysctl-lint_first() {
  local -a commands=(
${commands.map(({ name, meaning }) => `    ${quoted(`${name}:${meaning}`)}`).join('\n')}
  )
  _describe -t commands command commands
  _files
}
_sysctl-lint() {
  local command=check word
  for word in \${words[2,CURRENT-1]}; do
    if [[ $word == (${commands.map(c => c.name).join('|')}) ]]; then command=$word; break; fi
  done
  case $command in
${commands.map(caseOf).join('\n')}
  esac
}
if [[ $funcstack[1] == _sysctl-lint ]]; then _sysctl-lint "$@"; else compdef _sysctl-lint sysctl-lint; fi
`
}

function caseOf({ name, options, takes }: CompletedCommand): string {
  const rest = takes === 'paths' ? '*:path:_files' : takes === 'nothing' ? null : `2:what:(${takes.join(' ')})`
  const specs = [
    ...options.flatMap(specsOf),
    quoted('1:command:_sysctl-lint_first'),
    ...(rest === null ? [] : [quoted(rest)]),
  ]
  return `    ${name})\n      _arguments -s -S \\\n${specs.map(spec => `        ${spec}`).join(' \\\n')}\n      ;;`
}

function specsOf({ name, short, meaning, value, repeatable }: CompletedOption): string[] {
  const said = `[${meaning.replace(/[[\]\\:]/g, '\\$&')}]`
  const again = repeatable ? '*' : ''
  const all = [`--${name}`, ...(short === null ? [] : [`-${short}`])]
  return all.map(form => quoted(`${again}${form}${behind(value, said)}`))
}

function behind(value: CompletedOption['value'], said: string): string {
  switch (value.kind) {
    case 'none':
      return said
    case 'words':
      return `=${value.optional ? '-' : ''}${said}${value.optional ? '::' : ':'}value:(${value.words.join(' ')})`
    case 'file':
      return `=${said}:file:_files`
    case 'folder':
      return `=${said}:folder:_files -/`
    case 'any':
      return `=${said}:value: `
  }
}
