import { type Arguments, isCommand } from '../io/arguments.ts'
import { help, helpOf } from '../io/help.ts'
import { print } from '../io/output.ts'

/** The help, of one command if one is named. */
export async function showHelp({ words }: Arguments): Promise<0> {
  const command = words.find(word => word !== 'help')
  await print(isCommand(command) ? helpOf(command) : help())
  return 0
}
