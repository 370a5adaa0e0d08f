import { fstatSync, statSync } from 'node:fs'
import { devNull } from 'node:os'

/**
 * Whether to print colours: what the command line says, else NO_COLOR (no-color.org), else FORCE_COLOR, else whether standard output is a
 * terminal that knows them.
 */
export async function wantsColour(asked: boolean | null, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (asked !== null) return asked
  if (env['NO_COLOR']) return false
  const force = env['FORCE_COLOR']
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  return env['TERM'] !== 'dumb' && (await isTerminal())
}

/** Whether standard output is a terminal. Asked in steps, since node:tty takes milliseconds to load, and a pipe, a file or /dev/null is no terminal anyway. */
export async function isTerminal(): Promise<boolean> {
  try {
    const status = fstatSync(1)
    if (!status.isCharacterDevice() || status.rdev === statSync(devNull).rdev) return false
  } catch {
    return false
  }
  return (await import('node:tty')).isatty(1)
}
