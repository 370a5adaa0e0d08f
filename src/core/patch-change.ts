import { everyLine, type FileChange, untouched } from './change.ts'
import { type Hunk, readHunks } from './diff-lines.ts'
import type { Lines } from './line-map.ts'
import { bare, type Placed, placeHunks } from './place-hunks.ts'

/** A file of a pull request as GitHub's API lists it. */
export interface PatchedFile {
  readonly filename: string
  readonly status: string
  readonly patch: string | null
  readonly changes: number
}

/**
 * What a change does to a file, by its patch. A file without a patch has changed as a whole (it is binary, or there was too much to
 * show; GitHub also gives 0 changes then), unless it was only renamed.
 * @param text the file in the checkout
 * @param moved whether its lines may be elsewhere in the checkout than in the head commit, which the patch is about
 */
export function patchChange(file: PatchedFile, text: string, moved: boolean): FileChange {
  const path = file.filename
  const unchanged = file.status === 'unchanged' || file.status === 'removed'
  if (unchanged || (file.patch === null && file.status === 'renamed' && file.changes === 0)) return untouched(path)
  const hunks = file.patch === null ? null : readHunks(file.patch)
  const all: FileChange = { ...untouched(path), touched: true, changes: everyLine }
  if (hunks === null || hunks.length === 0) return all
  const { placed, whole } = placeHunks(hunks, text.split('\n').map(bare))
  const shown = hunks.map(shownBy)
  if (!moved) {
    // The list may be of a later push than the one checked out.
    const same = whole && placed.every(p => p.offset === 0)
    return same ? { ...all, changes: placed.map(p => p.change), shown } : all
  }
  const changes = placed.map(p => ({ ...p.change, newAt: p.change.newAt + p.offset }))
  const ascend = changes.every((c, i) => i === 0 || c.newAt >= changes[i - 1]!.newAt + changes[i - 1]!.added)
  if (!whole || !ascend) return { ...all, headLine: () => null }
  return { ...all, changes, shown, headLine: line => headLine(placed, line) }
}

function shownBy({ newAt, lines }: Hunk): Lines {
  return { first: newAt + 1, last: newAt + lines.filter(line => line[0] !== '-').length }
}

/** By the change that it belongs to or has for context; else by those before and after it, if they moved alike. */
function headLine(placed: readonly Placed[], line: number): number | null {
  const found = placed.findIndex(({ to }) => line <= to)
  const next = placed[found]
  const before = placed[found < 0 ? placed.length - 1 : found - 1]?.offset ?? 0
  if (!next) return line - before
  return line > next.from || next.offset === before ? line - next.offset : null
}
