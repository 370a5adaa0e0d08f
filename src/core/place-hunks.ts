import { changesOf, type Hunk, type LineChange } from './diff-lines.ts'

/** A change found again in a text: its lines there, and how far they are from where the diff has them. */
export interface Placed {
  readonly change: LineChange
  /** Line of the text minus line of the diff. */
  readonly offset: number
  /** The lines of the text, from 0, that are the same as the diff's: the change with its context. */
  readonly from: number
  readonly to: number
}

export interface Placing {
  readonly placed: readonly Placed[]
  /** Whether every change that adds lines was found. */
  readonly whole: boolean
}

/** Comparisons of lines for one file, so that a text of nothing but equal lines does not take for ever. */
const patience = 2_000_000

/**
 * Finds the changes of a diff in a text that has its lines, but perhaps at other places: in a merge commit, others' changes move them.
 * A change is looked for with its context, then with less of it; without any it must be the only one.
 */
export function placeHunks(hunks: readonly Hunk[], text: readonly string[]): Placing {
  const places = new Map<string, number[]>()
  for (const [at, line] of text.entries()) {
    const known = places.get(line)
    if (known) known.push(at)
    else places.set(line, [at])
  }
  const placed: Placed[] = []
  let whole = true
  let effort = patience
  let drift = 0
  const matches = (at: number, lines: readonly string[]): boolean => {
    if (at < 0 || at + lines.length > text.length) return false
    return lines.every((line, i) => effort-- > 0 && text[at + i] === line)
  }
  /** The nearest place, and whether it is the only one. */
  const find = (lines: readonly string[], expected: number): { readonly at: number; readonly only: boolean } | null => {
    const near = expected + drift
    if (lines.length > 1 && matches(near, lines)) return { at: near, only: true }
    const first = rarest(lines, places)
    let [best, count] = [Number.POSITIVE_INFINITY, 0]
    for (const place of places.get(lines[first]!) ?? []) {
      if (effort-- <= 0) break
      if (!matches(place - first, lines)) continue
      count++
      if (Math.abs(place - first - near) < Math.abs(best - near)) best = place - first
    }
    return count === 0 ? null : { at: best, only: count === 1 }
  }
  for (const hunk of hunks) {
    const lines = hunk.lines.filter(line => line[0] !== '-').map(line => bare(line.slice(1)))
    for (const change of changesOf([hunk])) {
      if (effort <= 0) return { placed: [], whole: false }
      const at = change.newAt - hunk.newAt
      let one: Placed | null = null
      for (let context = 3; context >= 0 && one === null; context--) {
        const start = Math.max(0, at - context)
        const wanted = lines.slice(start, at + change.added + context)
        if (wanted.length === 0) break
        const found = find(wanted, hunk.newAt + start)
        if (found === null || (context === 0 && !found.only)) continue
        one = { change, offset: found.at - hunk.newAt - start, from: found.at, to: found.at + wanted.length }
      }
      if (one !== null) {
        drift = one.offset
        placed.push(one)
      } else if (change.added > 0) whole = false
    }
  }
  return { placed, whole }
}

function rarest(lines: readonly string[], places: ReadonlyMap<string, readonly number[]>): number {
  let best = 0
  let fewest = Number.POSITIVE_INFINITY
  for (const [at, line] of lines.entries()) {
    const count = places.get(line)?.length ?? 0
    if (count < fewest) {
      best = at
      fewest = count
    }
  }
  return best
}

/** Whether a checkout writes CR is a matter of its configuration. */
export function bare(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
