import type { Arguments } from '../io/arguments.ts'
import { wantsColour } from '../io/colour.ts'
import { configurationAt } from '../io/configuration.ts'
import { print } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { rulesText } from '../reports/rules-text.ts'
import { rules as all } from '../rules/registry.generated.ts'
import { workingDirectory } from './lint-arguments.ts'
import { tellConfig } from './tell-config.ts'

/** The rules, a line each, with the severities that are in force where no override matches. */
export async function rules({ words, colour, values }: Arguments): Promise<0> {
  if (words.length > 0) throw new UserError(`rules takes no argument; for one rule in full, use explain ${words[0]}`)
  const config = await configurationAt(workingDirectory(), values.config ?? null)
  tellConfig({ config, listed: null })
  const inForce = (id: string) => config?.top.rules.get(id)?.value ?? null
  await print(rulesText(all, await wantsColour(colour, process.env), inForce))
  return 0
}
