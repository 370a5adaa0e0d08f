import type { Severity } from './finding.ts'

/** What is compared of a finding: its name (reports/fingerprint.ts), and whether it was set aside on purpose. */
export interface Named {
  readonly fingerprint: string
  readonly suppressed: object | null
}

/** A finding of an earlier report, as far as it is spoken of again. Its words may be anybody's. */
export interface Earlier extends Named {
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** `new`: it was not open before. `still`: it was. `aside`: it is set aside now. */
export type Moved = 'new' | 'still' | 'aside'

/** What moved between two reports of the same thing. */
export interface Since {
  /** For each finding of now, in their order. */
  readonly moved: readonly Moved[]
  /** Findings that were open before and are not found any more. */
  readonly fixed: readonly Earlier[]
  readonly counts: {
    readonly new: number
    readonly still: number
    readonly fixed: number
    /** Those that were open before and were set aside since: they are not fixed. */
    readonly setAside: number
  }
}

/**
 * Compares the findings of now with those of an earlier report, by fingerprint. A finding that was set aside before and is open now is
 * new: nobody had to look at it.
 */
export function compareSince(now: readonly Named[], earlier: readonly Earlier[]): Since {
  const open = new Map(earlier.filter(one => !one.suppressed).map(one => [one.fingerprint, one]))
  const fixed = new Map(open)
  const moved: Moved[] = []
  let setAside = 0
  for (const { fingerprint, suppressed } of now) {
    fixed.delete(fingerprint)
    if (suppressed && open.has(fingerprint)) setAside++
    moved.push(suppressed ? 'aside' : open.has(fingerprint) ? 'still' : 'new')
  }
  const count = (state: Moved) => moved.filter(one => one === state).length
  return {
    moved,
    fixed: [...fixed.values()],
    counts: { new: count('new'), still: count('still'), fixed: fixed.size, setAside },
  }
}
