import { complain } from '../io/output.ts'
import { clean } from '../reports/clean.ts'
import { createLocator } from '../reports/locate.ts'
import type { LintArguments } from './lint-arguments.ts'

/** Warnings that are printed; the rest is counted. */
const most = 20

/**
 * Says what is wrong with the configuration but does not stop a run, once, on standard error. Whether patterns match anything is only
 * known where everything was looked at.
 */
export function tellConfig({ config, listed }: Pick<LintArguments, 'config' | 'listed'>): void {
  if (!config) return
  const locate = createLocator()
  const warnings = [...config.warnings, ...(listed ? config.unusedPatterns(listed) : [])]
  for (const { message, at } of warnings.slice(0, most)) {
    const { line, column } = locate(at)
    complain(`sysctl-lint: ${clean(`${at.source.path}:${line}:${column}: ${message}`)}`)
  }
  if (warnings.length > most)
    complain(`sysctl-lint: and ${warnings.length - most} more warnings about the configuration`)
}
