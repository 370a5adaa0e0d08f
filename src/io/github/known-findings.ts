import { realpathSync } from 'node:fs'
import { type Applied, applyBaseline } from '../../core/baseline.ts'
import type { Effect } from '../../core/effect.ts'
import type { Finding } from '../../core/finding.ts'
import { shownValueOf } from '../../reports/shown-value.ts'
import { renamesSince } from '../baseline.ts'
import type { EventPolicy } from './event-policy.ts'

/** The files in which the findings stand. */
export interface Where {
  readonly cwd: string
  /** The baseline, relative to `cwd`. */
  readonly file: string | null
  /** Whether there is a file of that path. */
  readonly isThere: (path: string) => boolean
  /** The commit that the files are of; null: those on disk. */
  readonly commit: string | null
}

/** Sets aside what the baseline of an event knows, also in files that git has seen renamed since it was written. */
export function setKnownAside(
  findings: readonly Finding[],
  settings: readonly Effect[],
  { baseline, commit: of }: EventPolicy,
  { cwd, file, isThere, commit: to }: Where,
): Applied {
  if (baseline === null || file === null) return { findings, stale: [] }
  const gone = [...new Set(baseline.entries.map(entry => entry.file))].filter(path => !isThere(path))
  const renamed = renamesSince(realpathSync.native(cwd), file, gone, { of, to })
  return applyBaseline(findings, baseline, shownValueOf(settings, findings), renamed)
}
