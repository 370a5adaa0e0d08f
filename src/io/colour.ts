import { fstatSync } from 'node:fs'

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

/** Asked in two steps, since node:tty takes milliseconds to load and a pipe or a file is no terminal anyway. */
async function isTerminal(): Promise<boolean> {
  try {
    if (!fstatSync(1).isCharacterDevice()) return false
  } catch {
    return false
  }
  return (await import('node:tty')).isatty(1)
}
