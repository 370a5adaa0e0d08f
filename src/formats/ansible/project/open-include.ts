import type { Text } from '../../../core/text.ts'
import { unnamedSetting } from '../../../loaders/unnamed.ts'
import { type Context, emit, originOf } from '../context.ts'
import { normal, type Repository } from './repository.ts'

/** Files that are looked into for one include. */
const mostFiles = 200

const speaksOfSettings = /sysctl|\/proc\/sys/

/** Where playbooks lie beside each other, what includes tasks leads to none of them. */
const isPlaybook = /^-?[ \t]*hosts[ \t]*:/m

/**
 * An include of which only a run can tell the file: if one of those that it may be speaks of settings, all that were made before are in
 * doubt.
 * @param begins paths as far as they are literal, of everywhere that the file may stand
 */
export function doubtInclude(repository: Repository, context: Context, named: Text, begins: readonly string[]): void {
  const unknown = named.marks?.filter(mark => mark.kind === 'unknown') ?? []
  const ending = named.text.slice(unknown.at(-1)?.end ?? 0).trim()
  const paths = begins.flatMap(begin =>
    repository.below(begin).filter(path => isNamed(path, ending) && !path.includes('/', begin.length)),
  )
  const sources = repository.readAll([...new Set(paths)].slice(0, mostFiles))
  if (paths.length > mostFiles || sources.some(({ text }) => speaksOfSettings.test(text) && !isPlaybook.test(text)))
    doubtAll(context, named)
}

/** A role's file of tasks may be named without its extension. */
function isNamed(path: string, ending: string): boolean {
  return path.endsWith(ending) || path.replace(/\.(ya?ml|json)$/, '').endsWith(ending)
}

/**
 * The paths that a name may lead to, as far as it is literal.
 * @param candidates where a name is looked for
 */
export function openPaths(named: Text, candidates: (begin: string) => readonly string[]): string[] {
  const [first] = named.marks?.filter(mark => mark.kind === 'unknown') ?? []
  const begin = named.text.slice(0, first?.start ?? 0).trimStart()
  // an empty name would be looked for nowhere
  const paths = candidates(`${begin}${end}`).map(path => normal(path)?.slice(0, -1) ?? null)
  return paths.filter(path => path !== null)
}

const end = '\0'

/** Puts in doubt what was set before, since only a run can tell what a text means. */
export function doubtAll(context: Context, text: Text): void {
  if (context.lost) return
  const setting = unnamedSetting(text, { start: 0, end: text.text.length }, originOf(context), 'what')
  emit(context, { do: 'line', path: null, at: setting.key, key: null, setting, keepsFirst: false, phase: 'once' })
}
