import type { Baseline } from '../../core/baseline.ts'
import type { PolicyNote } from '../../core/policy-note.ts'
import { plural } from '../../reports/count.ts'
import { isConfigPath, patternFolder } from '../find-config.ts'

/** What a change does to a file: A(dded), D(eleted), M(odified), R(enamed), T(ype changed). Paths are from the repository's root. */
export interface Change {
  readonly status: string
  readonly oldPath: string
  readonly newPath: string
}

/** Whose policy a run goes by: that of the commit that a change is to be merged into, or the one that the change has made. */
export type Side = 'base' | 'checkout'

/**
 * What a change does to configuration files.
 * @param files those that are read before or after it
 * @param prefix the folder from which one is looked for, from the root: '' or `infra`; null: it was named
 */
export function configNotes(
  files: readonly string[],
  prefix: string | null,
  changes: readonly Change[],
  side: Side,
): PolicyNote[] {
  const read = new Set(files)
  const isFound = (path: string): boolean =>
    prefix !== null && isConfigPath(path) && `${prefix}/`.startsWith(folderStart(path))
  const isPolicy = (path: string): boolean => read.has(path) || isFound(path)
  return changes
    .filter(one => isPolicy(one.oldPath) || isPolicy(one.newPath))
    .map(one => noteOf(one, side === 'base' ? holdsLater : holdsNow))
}

/** What the paths begin with for which a configuration may be found: '' or `infra/`. */
function folderStart(path: string): string {
  const folder = patternFolder(path)
  return folder === '' ? '' : `${folder}/`
}

/** The same for the baseline, with what it sets aside. */
export function baselineNotes(
  file: string | null,
  changes: readonly Change[],
  { before, after }: { readonly before: Baseline | null; readonly after: Baseline | null },
  side: Side,
): PolicyNote[] {
  const change = file === null ? undefined : changes.find(one => one.oldPath === file || one.newPath === file)
  if (!change) return []
  const now = `it sets ${plural(sizeOf(after), 'known finding')} aside`
  if (side === 'checkout') return [noteOf(change, `${now}, and ${holdsNow}`)]
  return [noteOf(change, `${now} where it set aside ${sizeOf(before)}; ${holdsLater}`)]
}

const holdsLater = 'that counts once it is merged, and this run goes by the base commit'
const holdsNow = 'this run goes by it as the change has it'

function noteOf({ status, oldPath, newPath }: Change, effect: string): PolicyNote {
  const place = { path: newPath, line: 1, column: 1, endLine: 1, endColumn: 1 }
  if (status === 'D') return { message: `${oldPath} is deleted by this change: ${effect}`, place: null }
  if (status === 'A') return { message: `${newPath} is new with this change: ${effect}`, place }
  if (status === 'R') return { message: `${newPath} was ${oldPath} before this change: ${effect}`, place }
  return { message: `${newPath} is altered by this change: ${effect}`, place }
}

function sizeOf(baseline: Baseline | null): number {
  return (baseline?.entries ?? []).reduce((sum, { count }) => sum + count, 0)
}
