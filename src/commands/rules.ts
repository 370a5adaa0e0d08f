import type { Arguments } from '../io/arguments.ts'
import { wantsColour } from '../io/colour.ts'
import { print } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { rulesText } from '../reports/rules-text.ts'
import { rules as all } from '../rules/registry.generated.ts'

/** The rules, a line each. */
export async function rules({ words, colour }: Arguments): Promise<0> {
  if (words.length > 0) throw new UserError(`rules takes no argument; for one rule in full, use explain ${words[0]}`)
  await print(rulesText(all, await wantsColour(colour, process.env)))
  return 0
}
