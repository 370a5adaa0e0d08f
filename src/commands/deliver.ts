import { print, writeOutput } from '../io/output.ts'
import type { LintArguments } from './lint-arguments.ts'

/** Prints a report, or writes it to the file that was asked for. */
export async function deliver(text: string, { cwd, output }: Pick<LintArguments, 'cwd' | 'output'>): Promise<void> {
  if (output === null) await print(text)
  else writeOutput(cwd, output, text)
}
