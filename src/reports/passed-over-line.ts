import type { Report } from '../core/report.ts'
import { withoutCommands } from './without-commands.ts'

/** What was passed over, in one line, or nothing. */
export function passedOverLine({ passedOver }: Pick<Report, 'passedOver'>): string {
  return passedOver.length === 0 ? '' : withoutCommands(`Passed over: ${passedOver.join('; ')}`)
}
