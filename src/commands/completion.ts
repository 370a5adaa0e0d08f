import { ruleSummaries } from '../config/rule-summaries.generated.ts'
import { stateNames } from '../core/tcp-states.ts'
import type { Arguments } from '../io/arguments.ts'
import { bashCompletion } from '../io/completion/bash.ts'
import { fishCompletion } from '../io/completion/fish.ts'
import { completedCommands, shells } from '../io/completion/words.ts'
import { zshCompletion } from '../io/completion/zsh.ts'
import { oneOf } from '../io/options.ts'
import { print } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { parameters } from '../kernel/parameters.ts'

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

/** What makes a shell complete the words of this program. */
export async function completion({ words }: Arguments): Promise<0> {
  const [shell] = words
  if (shell === undefined || words.length > 1) throw new UserError(`completion takes one shell: ${shells.join(', ')}`)
  await print(scripts[oneOf(shell, shells, 'completion')](completedCommands(subjects(), Object.keys(ruleSummaries))))
  return 0
}

/** What `explain` takes; of parameters of TCP the short name too, which is what people type. */
function subjects(): readonly string[] {
  const names = [...parameters.keys()]
  const short = names.filter(name => name.startsWith('net.ipv4.tcp_')).map(name => name.slice('net.ipv4.'.length))
  return [...Object.keys(ruleSummaries), ...stateNames, ...short, ...names]
}
