import type { CompletedCommand, CompletedOption } from './words.ts'

/**
 * Completion for bash 3.2 and newer, with nothing but its builtins. The words that bash splits at `=` are put together again: the word
 * under the cursor may be what follows `--format=`.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `# bash completion for sysctl-lint; use it with: source <(sysctl-lint completion bash)
_sysctl_lint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' word i equals='' words=''
  if [ "$cur" = = ]; then
    equals=yes cur=''
  elif [ "$prev" = = ] && [ "$COMP_CWORD" -gt 1 ]; then
    equals=yes prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      =) ((i++)) ;;
      ${commands.map(c => c.name).join('|')}) command=$word; break ;;
      ${taking(commands)}) [ "\${COMP_WORDS[i+1]}" = = ] || ((i++)) ;;
      -*) ;;
      *) command=check; break ;;
    esac
  done
  COMPREPLY=()
  case "\${command:-check} $prev$equals" in
${values(commands)}
  esac
  if [ -n "$equals" ]; then
    return
  elif [ "\${cur:0:1}" = - ]; then
    case \${command:-check} in
${options(commands)}
    esac
    _sysctl_lint_words "$words"
  else
    case $command in
      '') _sysctl_lint_words '${commands.map(c => c.name).join(' ')}'; _sysctl_lint_paths -f ;;
${words(commands)}
    esac
  fi
}
_sysctl_lint_words() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "$1" -- "$cur")
}
_sysctl_lint_paths() {
  local line
  compopt -o filenames 2> /dev/null
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$1" -- "$cur")
}
complete -F _sysctl_lint sysctl-lint
`
}

/** Options behind which a word of their own stands. */
function taking(commands: readonly CompletedCommand[]): string {
  const names = commands.flatMap(c => c.options.filter(isFollowed).map(o => `--${o.name}`))
  return [...new Set(names)].join('|')
}

function isFollowed({ value }: CompletedOption): boolean {
  return value.kind !== 'none' && !(value.kind === 'words' && value.optional)
}

function values(commands: readonly CompletedCommand[]): string {
  const lines = new Map<string, string[]>()
  for (const { name, options } of commands)
    for (const option of options) {
      const { value } = option
      if (value.kind === 'none') continue
      const does =
        value.kind === 'words'
          ? `_sysctl_lint_words '${value.words.join(' ')}'`
          : value.kind === 'any'
            ? ':'
            : `_sysctl_lint_paths ${value.kind === 'file' ? '-f' : '-d'}`
      const patterns = [`'${name} --${option.name}yes'`, ...(isFollowed(option) ? [`'${name} --${option.name}'`] : [])]
      lines.set(does, [...(lines.get(does) ?? []), ...patterns])
    }
  return [...lines].map(([does, patterns]) => `    ${patterns.join(' | ')}) ${does}; return ;;`).join('\n')
}

function options(commands: readonly CompletedCommand[]): string {
  return commands
    .map(({ name, options }) => {
      const all = options.flatMap(o => [`--${o.name}`, ...(o.short === null ? [] : [`-${o.short}`])])
      return `      ${name}) words='${all.join(' ')}' ;;`
    })
    .join('\n')
}

function words(commands: readonly CompletedCommand[]): string {
  return commands
    .filter(({ takes }) => takes !== 'nothing')
    .map(({ name, takes }) =>
      takes === 'paths'
        ? `      ${name}) _sysctl_lint_paths -f ;;`
        : `      ${name}) _sysctl_lint_words '${(takes as readonly string[]).join(' ')}' ;;`,
    )
    .join('\n')
}
