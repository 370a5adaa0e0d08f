import { isConfigPath } from '../io/find-config.ts'
import { complain } from '../io/output.ts'
import { clean } from '../reports/clean.ts'
import { createLocator } from '../reports/locate.ts'
import type { LintArguments } from './lint-arguments.ts'

/** Warnings that are printed; the rest is counted. */
const most = 20

/**
 * Says what is wrong with the configuration but does not stop a run, once, on standard error. What patterns match and which
 * configurations lie below is only known where everything was looked at.
 */
export function tellConfig({ config, listed }: Pick<LintArguments, 'config' | 'listed'>): void {
  const lines: string[] = []
  if (config) {
    const locate = createLocator()
    for (const { message, at } of [...config.warnings, ...(listed ? config.unusedPatterns(listed) : [])]) {
      const { line, column } = locate(at)
      lines.push(`${at.source.path}:${line}:${column}: ${message}`)
    }
  }
  for (const path of listed ?? []) if (isConfigPath(path) && !isRead(path, config)) lines.push(`${path} ${unread}`)
  for (const line of lines.slice(0, most)) complain(`sysctl-lint: ${clean(line)}`)
  if (lines.length > most) complain(`sysctl-lint: and ${lines.length - most} more warnings about the configuration`)
}

const unread =
  'is not read: a configuration is looked for from the working directory upwards; name it with --config or in extends'

function isRead(path: string, config: LintArguments['config']): boolean {
  // what lies beside the one that is read has been told already
  return (
    config !== null && (config.names.includes(path) || config.warnings.some(one => one.message.startsWith(`${path} `)))
  )
}
