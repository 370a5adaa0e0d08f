/** `curtin in-target --target=/target -- CMD` and `chroot /target CMD`, by which an installer works in the installed system. */
const inTarget =
  /^\s*(?:sudo\s+)?(?:(?:\/usr\/bin\/)?curtin\s+in-target\s+(?:(?:--target=\S+|(?:-t|--target)\s+\S+|-i|--interactive|--capture)\s+)*(?:--\s+)?|(?:\/usr\/sbin\/)?chroot\s+\/target\/?\s+)/

/** The length of such a beginning of a command; 0 without one. */
export function insideTarget(command: string): number {
  return inTarget.exec(command)?.[0].length ?? 0
}

/** How many words of a command are such a beginning. */
export function wordsBeforeTarget(words: readonly string[]): number {
  let at = words[0] === 'sudo' ? 1 : 0
  if (/(^|\/)chroot$/.test(words[at] ?? '') && /^\/target\/?$/.test(words[at + 1] ?? '')) return at + 2
  if (!/(^|\/)curtin$/.test(words[at] ?? '') || words[at + 1] !== 'in-target') return 0
  at += 2
  while (/^-/.test(words[at] ?? '') && words[at] !== '--') at += /^(-t|--target)$/.test(words[at]!) ? 2 : 1
  return words[at] === '--' ? at + 1 : at
}

/** The commands of a script between `&&`, `||`, `;` and line ends that are not quoted. */
export function splitCommands(script: string): { start: number; end: number }[] {
  const commands: { start: number; end: number }[] = []
  let start = 0
  for (const at of unquoted(script)) {
    const c = script[at]!
    const double = script.startsWith('&&', at) || script.startsWith('||', at)
    if (at < start || (c !== ';' && c !== '\n' && !double)) continue
    commands.push({ start, end: at })
    start = at + (double ? 2 : 1)
  }
  commands.push({ start, end: script.length })
  return commands
}

/** Whether a command redirects or pipes outside of quotes. */
export function redirects(command: string): boolean {
  for (const at of unquoted(command)) if (/[<>|]/.test(command[at]!)) return true
  return false
}

/** The positions outside of quotes and escapes. */
function* unquoted(script: string): Iterable<number> {
  let quote = ''
  for (let at = 0; at < script.length; at++) {
    const c = script[at]!
    if (c === '\\' && quote !== "'") at++
    else if (quote !== '') quote = c === quote ? '' : quote
    else if (c === "'" || c === '"') quote = c
    else yield at
  }
}
