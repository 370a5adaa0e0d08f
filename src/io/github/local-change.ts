import { everyLine, type FileChange, untouched } from '../../core/change.ts'
import type { LineChange } from '../../core/diff-lines.ts'
import { changesInHead, type Lines, mapLine, shownLines } from '../../core/line-map.ts'
import { mergeBase, type Repository } from './history.ts'
import type { Standing } from './standing.ts'
import { type Difference, differences, keyOf, lineChanges } from './tree-diff.ts'

/** A change as git knows it. */
export interface LocalChange {
  readonly of: (path: string) => FileChange
  /** Between the base and the checkout. */
  readonly differences: readonly Difference[]
}

/**
 * What changed between the base and the checkout, for some files of the checkout, by git alone.
 * @returns null where git does not have both trees
 */
export function localChange(
  repository: Repository,
  { at, base, checkout, head }: Standing,
  paths: ReadonlySet<string>,
): LocalChange | null {
  if (base === null || head === null) return null
  const all = differences(repository, base, checkout)
  const moves = at === 'merge' ? differences(repository, checkout, head) : []
  if (all === null || moves === null) return null

  const here = byNewPath(all, paths)
  const own = lineChanges(repository, base, checkout, [...here.values()].filter(hasLines))
  const moved = new Map(moves.filter(d => paths.has(d.oldPath) && d.status !== 'A').map(d => [d.oldPath, d]))
  const toHead = lineChanges(repository, checkout, head, [...moved.values()].filter(hasLines))
  const shownAt = at === 'merge' ? shownSinceParting(repository, base, head, [...here.keys()], moved) : null

  const of = (path: string): FileChange => {
    const difference = here.get(path)
    const move = moved.get(path)
    const away = move && (move.status === 'D' || move.status === 'T')
    const lines = move ? linesOf(move, toHead) : []
    const headPath = away ? null : (move?.newPath ?? path)
    const headLine = (line: number): number | null => (away || lines === null ? null : mapLine(lines, line))
    if (!difference || difference.same) return { ...untouched(path), headPath, headLine }
    const changes = linesOf(difference, own)
    const shown =
      headPath === null || lines === null || changes === null
        ? []
        : (shownAt?.(headPath) ?? shownLines(changesInHead(changes, lines)))
    return { touched: true, changes: changes ?? everyLine, shown, headPath, headLine }
  }
  return { of, differences: all }
}

function byNewPath(all: readonly Difference[], paths: ReadonlySet<string>): Map<string, Difference> {
  return new Map(all.filter(d => d.status !== 'D' && paths.has(d.newPath)).map(d => [d.newPath, d]))
}

/** Whether git must be asked for the lines. */
function hasLines({ status, same }: Difference): boolean {
  return !same && (status === 'M' || status === 'R')
}

/** null: the lines are not known. */
function linesOf(
  difference: Difference,
  known: ReadonlyMap<string, readonly LineChange[] | null>,
): readonly LineChange[] | null {
  if (difference.status === 'A') return everyLine
  if (difference.same) return []
  return known.get(keyOf(difference)) ?? null
}

/**
 * What GitHub shows of a pull request: the head against where it parted from the base. That commit is not in a clone of depth 2.
 * @returns by path in the head; null where it cannot be told so
 */
function shownSinceParting(
  repository: Repository,
  base: string,
  head: string,
  paths: readonly string[],
  moved: ReadonlyMap<string, Difference>,
): ((path: string) => readonly Lines[]) | null {
  const parting = mergeBase(repository, base, head)
  const all = parting === null ? null : differences(repository, parting, head)
  if (parting === null || all === null) return null
  const there = byNewPath(all, new Set(paths.map(path => moved.get(path)?.newPath ?? path)))
  const lines = lineChanges(repository, parting, head, [...there.values()].filter(hasLines))
  return path => {
    const difference = there.get(path)
    const changes = difference ? linesOf(difference, lines) : null
    return changes === null ? [] : shownLines(changes)
  }
}
