import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Ignores, parseIgnore } from './gitignore.ts'
import type { PassedOver } from './passed-over.ts'
import { osPath, pathOf } from './path-bytes.ts'

/** A .gitignore in force: its patterns speak of paths below `directory`. */
interface Level {
  readonly prefix: number
  readonly ignores: Ignores
}

export interface WalkOptions {
  /** Where to start, absolute. */
  readonly directory: string
  /** What to put before every path: `` or `roles/`. */
  readonly prefix: string
  /** Patterns of directories above, each with the path from there to `directory`: `` or `a/b/`. */
  readonly above: readonly { readonly text: string; readonly way: string }[]
  /** Whether a directory with a `.git` of its own is another repository's business. */
  readonly leaveRepositories: boolean
}

export interface Walked {
  readonly files: readonly string[]
  readonly passedOver: readonly PassedOver[]
}

/** Files and links below a directory that no .gitignore on the way ignores, for where git cannot be asked. Nothing is opened but .gitignore files. */
export function walk(options: WalkOptions): Walked {
  const files: string[] = []
  const passedOver: PassedOver[] = []
  const above = options.above.map(({ text, way }) => ({ ignores: parseIgnore(text), way }))
  const pending: { path: string; levels: readonly Level[] }[] = [{ path: '', levels: [] }]
  const ignored = (path: string, isDirectory: boolean, levels: readonly Level[]): boolean => {
    for (let i = levels.length - 1; i >= 0; i--) {
      const said = levels[i]!.ignores(path.slice(levels[i]!.prefix), isDirectory)
      if (said !== null) return said
    }
    for (let i = above.length - 1; i >= 0; i--) {
      const said = above[i]!.ignores(above[i]!.way + path, isDirectory)
      if (said !== null) return said
    }
    return false
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { path } = next
    const entries = entriesOf(join(options.directory, path))
    if (entries === null) {
      passedOver.push({ path: options.prefix + path.slice(0, -1), why: 'unreadable' })
      continue
    }
    const names = entries.map(entry => ({ entry, name: pathOf(entry.name as unknown as Buffer) }))
    if (options.leaveRepositories && path !== '' && names.some(n => n.name === '.git')) {
      passedOver.push({ path: options.prefix + path.slice(0, -1), why: 'repository' })
      continue
    }
    const own = names.find(n => n.name === '.gitignore' && n.entry.isFile())
    const patterns = own ? read(join(options.directory, path, '.gitignore')) : null
    const levels = patterns ? [...next.levels, { prefix: path.length, ignores: parseIgnore(patterns) }] : next.levels
    for (const { entry, name } of names) {
      const here = path + name
      if (metadata.has(name) || ignored(here, entry.isDirectory(), levels)) continue
      if (entry.isDirectory()) pending.push({ path: `${here}/`, levels })
      // as git does: a link is never followed, but one to /dev/null switches off a sysctl file of its name
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(options.prefix + here)
      else passedOver.push({ path: options.prefix + here, why: 'special' })
    }
  }
  return { files, passedOver }
}

const metadata: ReadonlySet<string> = new Set(['.git', '.hg', '.svn'])

function entriesOf(directory: string): Dirent[] | null {
  try {
    return readdirSync(osPath(directory), { withFileTypes: true, encoding: 'buffer' }) as unknown as Dirent[]
  } catch {
    return null
  }
}

/** A list of patterns that anyone writes by hand is short. */
const longestList = 1 << 20

function read(file: string): string | null {
  try {
    return readFileSync(osPath(file), 'utf8').slice(0, longestList)
  } catch {
    return null
  }
}
