import type { Report } from '../core/report.ts'
import { clean } from './clean.ts'
import { createLocator } from './locate.ts'
import { createRedactor } from './redact.ts'
import { withoutCommands } from './without-commands.ts'

/** Lines that are printed; more are counted. */
const most = 20

/** What stood in the way of reading, a line each. */
export function unreadLines({ problems, settings }: Pick<Report, 'problems' | 'settings'>): string[] {
  const locate = createLocator()
  const redactor = createRedactor(settings, problems)
  const lines = problems
    .slice(0, most)
    .map(({ at, message }) => `${clean(at.source.path)}:${locate(at).line}: ${clean(redactor.text(message))}`)
  const left = problems.length - lines.length
  return [...lines, ...(left > 0 ? [`and ${left} more; sysctl-lint settings lists them`] : [])].map(withoutCommands)
}
