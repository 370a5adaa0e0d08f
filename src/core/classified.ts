import type { Finding } from './finding.ts'

/** A place in the coordinates of a commit: lines and columns from 1, columns in UTF-16 units, ends exclusive. */
export interface CommitPlace {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** A finding with what the event says about it. */
export interface Classified {
  readonly finding: Finding
  readonly fingerprint: string
  /** This change brings it; false for what was there before or is set aside. Where no change is known, everything else is fresh. */
  readonly fresh: boolean
  /** Where older findings count too: whether the change touches its lines, so that it is spoken of first. */
  readonly recent?: boolean
  /** Where it stands in the head commit; null where the line is not there (it came with the base). */
  readonly head: CommitPlace | null
  /** Whether all its lines lie inside one hunk of the pull request's diff, so that a review may comment there. */
  readonly inHunk: boolean
}

/** Whether a finding was there before the change, and counts for nothing only because of that. */
export function isOld({ fresh, finding }: Classified): boolean {
  return !fresh && !finding.suppressed
}
