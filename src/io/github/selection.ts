import { posix } from 'node:path'
import { keeper } from '../exclude.ts'
import { isSkipped } from '../skipped-names.ts'

/** Which files a run looks at: the same must be looked at in the base. */
export interface Selection {
  /** Files, directories and patterns as typed; none: everything below the working directory. */
  readonly paths: readonly string[]
  /** Patterns as in .gitignore. */
  readonly exclude: readonly string[]
  /** Whether a file matters even if its bytes name no parameter. */
  readonly wanted: (path: string) => boolean
}

/** A test for paths relative to the working directory, for files that are perhaps not on the disk. */
export async function selects({ paths, exclude }: Selection): Promise<(path: string) => boolean> {
  const kept = keeper(exclude)
  const tests: ((path: string) => boolean)[] = []
  for (const typed of paths.length === 0 ? ['.'] : paths) tests.push(await matcher(typed))
  return path => !isSkipped(path) && kept(path) && tests.some(test => test(path))
}

async function matcher(typed: string): Promise<(path: string) => boolean> {
  const plain = posix.normalize(typed.replaceAll('\\', '/')).replace(/\/+$/, '')
  const named = (path: string): boolean =>
    plain === '.' ? !path.startsWith('../') : path === plain || path.startsWith(`${plain}/`)
  if (!/[*?[{(]/.test(typed)) return named
  const { default: picomatch } = await import('picomatch')
  const matches = picomatch(plain, { dot: true })
  return path => named(path) || matches(path)
}
