import { isGlob, matchesGlob, splitPathGlob } from '../core/glob.ts'
import { within } from './paths.ts'

/**
 * A pattern of a configuration file as patterns of `--exclude` that say the same of the working directory.
 * @param pattern as in .gitignore, perhaps with a `!`
 * @param folder what it is relative to
 * @param cwd the working directory; both from the root of the repository
 */
export function excludeFrom(pattern: string, folder: string, cwd: string): readonly string[] {
  const not = pattern.startsWith('!') ? '!' : ''
  const bare = pattern.slice(not.length)
  const above = within(folder, cwd)
  if (above === '') return [pattern]
  if (above !== null) return below(bare, above.split('/')).map(one => not + one)
  const down = within(cwd, folder)
  if (down === null) return []
  const anchored = bare.replace(/\/$/, '').includes('/')
  return [`${not}/${down.replace(/[*?[\]\\]/g, '\\$&')}${anchored ? '' : '/**'}/${bare.replace(/^\//, '')}`]
}

/** What is left of a pattern once the names of some folders have been taken off its front, in every way in which they fit. */
function below(pattern: string, folders: readonly string[]): string[] {
  const { segments, directoryOnly } = splitPathGlob(pattern)
  if (segments.length === 0) return []
  let places = new Set([0])
  for (const name of folders) {
    const next = new Set<number>()
    for (const start of places)
      for (let at = start; at < segments.length; at++) {
        // at the end, `**/` stands for the folder itself
        if (segments[at] === '**') next.add(directoryOnly && at === segments.length - 1 ? segments.length : at)
        else if (matchesGlob(segments[at]!, name)) next.add(at + 1)
        // `**` may stand for no folder at all
        if (segments[at] !== '**') break
      }
    // a folder on the way is left out, and everything in it
    if (next.has(segments.length)) return ['*']
    places = next
  }
  const end = directoryOnly ? '/' : ''
  return [...places].map(at => `/${segments.slice(at).map(written).join('/')}${end}`)
}

/** A segment as .gitignore writes it; ours has no backslashes left. */
function written(segment: string): string {
  return isGlob(segment) ? segment : segment.replace(/\\/g, '\\\\')
}
