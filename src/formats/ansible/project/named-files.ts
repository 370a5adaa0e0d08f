import { matchesGlob } from '../../../core/glob.ts'
import type { Text } from '../../../core/text.ts'
import { unknownIn } from '../render.ts'
import { folderOf, type Repository } from './repository.ts'

/** Files that a name leads to. Where it is not known in full it may be any of several, or none. */
export interface Named {
  readonly paths: readonly string[]
  readonly isSure: boolean
}

/** The file of variables that a name leads to; none where it is not there. */
export function namedFiles(repository: Repository, name: Text, candidates: (name: string) => readonly string[]): Named {
  if (unknownIn(name) === null) {
    const path = repository.first(candidates(name.text.trim()))
    return { paths: path === null ? [] : [path], isSure: true }
  }
  const paths = new Set<string>()
  for (const candidate of candidates(wildcards(name))) {
    const glob = repository.plain(candidate)
    const folder = glob === null ? '' : folderOf(glob.slice(0, glob.search(/[*?]/)))
    // what stands beside playbooks and roles is too much to be meant
    if (glob === null || folder === '' || folder === repository.root) continue
    // a link to a folder is no file
    for (const path of repository.below(folder))
      if (isVariables(path) && matchesGlob(glob, path) && repository.has(repository.real(path))) paths.add(path)
  }
  for (const path of endingIn(repository, wildcards(name))) paths.add(path)
  return { paths: [...paths], isSure: false }
}

/** Of a path whose folder is not known, `*\/vars/a.yml`, every file that ends so. */
function endingIn(repository: Repository, glob: string): readonly string[] {
  const rest = /^\*[^/]*\/(.*[^/])$/s.exec(glob)?.[1]?.replace(/^(\.\.?\/)+/, '')
  const last = rest?.slice(rest.lastIndexOf('/') + 1)
  if (!rest || !last || /[*?]/.test(last)) return []
  const count = rest.split('/').length
  return repository
    .named(last)
    .filter(path => isVariables(path) && matchesGlob(rest, path.split('/').slice(-count).join('/')))
}

/** What a template gives may be anything. */
function wildcards(text: Text): string {
  let made = ''
  let at = 0
  for (const { start, end, kind } of text.marks ?? []) {
    if (kind !== 'unknown' || start < at) continue
    made += `${text.text.slice(at, start).replace(/[*?[\]]/g, '?')}*`
    at = end
  }
  return (made + text.text.slice(at)).trim()
}

/** Files that may hold variables, but those that are read anyway. */
function isVariables(path: string): boolean {
  if (/(^|\/)(defaults|tasks|handlers|meta|templates|files|roles\/[^/]+\/vars\/main\.[^/]+$)(\/|$)/.test(path))
    return false
  return /(^|\/)[^/.]+(\.(ya?ml|json))?$/.test(path)
}
