import { compareSeverity, type Severity } from '../core/finding.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Loader } from '../core/setting.ts'
import { defaultKernel, parseKernel } from '../kernel/range.ts'
import { UserError } from './user-error.ts'

/** The lowest severity that makes a run fail; `none`: findings never do. */
export type FailOn = Severity | 'none'

/** What each option that takes one of a few words takes; `format` by command. */
export const choices = {
  'fail-on': ['error', 'warning', 'notice', 'none'],
  loader: ['systemd', 'procps'],
  checkFormat: ['text', 'json', 'sarif', 'markdown', 'github', 'gitlab', 'junit', 'checkstyle', 'html'],
  mergeFormat: ['json', 'markdown', 'sarif', 'html'],
} as const

/** @throws a user error for any other word */
export function parseFailOn(text: string): FailOn {
  return oneOf(text, choices['fail-on'], '--fail-on')
}

/** @throws a user error for any other word */
export function parseLoader(text: string): Loader {
  return oneOf(text, choices.loader, '--loader')
}

/**
 * @param hz ticks per second, as typed
 * @throws a user error for what is no kernel, range or distribution, or no possible number of ticks
 */
export function parseKernelOption(text: string | null, hz: string | null): KernelRange {
  if (text === null && hz === null) return defaultKernel
  const parsed = parseKernel(text ?? defaultKernel.name, hz === null ? undefined : Number(hz))
  if ('error' in parsed) throw new UserError(parsed.error)
  return parsed
}

export function failsAt(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'none' && compareSeverity(severity, failOn) <= 0
}

/** @throws a user error that lists what would be right */
export function oneOf<T extends string>(text: string, legal: readonly T[], option: string): T {
  const found = legal.find(one => one === text)
  if (found === undefined) throw new UserError(`${option} ${text} is not known; give ${listed(legal)}`)
  return found
}

/** `a, b or c` */
function listed(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
