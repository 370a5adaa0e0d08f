import { configProblems } from '../io/config-problems.ts'
import { complain } from '../io/output.ts'
import { clean } from '../reports/clean.ts'
import type { LintArguments } from './lint-arguments.ts'

/** Warnings that are printed; the rest is counted. */
const most = 20

/** Says what is wrong with the configuration but does not stop a run, once, on standard error. */
export function tellConfig({ config, listed }: Pick<LintArguments, 'config' | 'listed'>): void {
  const lines = configProblems(config, listed)
  for (const line of lines.slice(0, most)) complain(`sysctl-lint: ${clean(line)}`)
  if (lines.length > most) complain(`sysctl-lint: and ${lines.length - most} more warnings about the configuration`)
}
