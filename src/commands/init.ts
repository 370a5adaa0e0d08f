import { lstatSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { starter } from '../config/starter.ts'
import type { Arguments } from '../io/arguments.ts'
import { configNames } from '../io/find-config.ts'
import { print } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { workingDirectory } from './lint-arguments.ts'

/** Writes a configuration that changes nothing and says what could be said. What is there already is left alone. */
export async function init({ words, values }: Arguments): Promise<0> {
  if (words.length > 0) throw new UserError('init takes no argument; it writes to the current directory')
  const cwd = workingDirectory()
  for (const name of configNames)
    if (lstatSync(join(cwd, name), { throwIfNoEntry: false }))
      throw new UserError(`${name} is there already; delete it first, or change it by hand`)
  const [name] = configNames
  try {
    // `wx`: whatever has come there meanwhile stays
    writeFileSync(join(cwd, name), starter, { flag: 'wx' })
  } catch (error) {
    throw new UserError(`${name} cannot be written (${(error as NodeJS.ErrnoException).code})`)
  }
  if (!values.quiet) await print(`Wrote ${name}; sysctl-lint config shows what is in force\n`)
  return 0
}
