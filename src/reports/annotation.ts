import type { Classified } from '../core/classified.ts'
import { compareFindings, compareSeverity, type Finding } from '../core/finding.ts'
import { clean } from './clean.ts'
import { cut } from './cut.ts'
import { type Locator, lastLine } from './locate.ts'
import { withoutCommands } from './without-commands.ts'

/** What @actions/core needs for one annotation. Lines and columns count from 1; columns are only kept on a single line. */
export interface Annotation {
  readonly message: string
  readonly title: string
  readonly file: string
  readonly startLine: number
  readonly endLine: number
  readonly startColumn?: number
  readonly endColumn?: number
}

/** The runner cuts a message at 4096 characters (ExecutionContext.cs). */
export const longestMessage = 4000

/**
 * A finding as an annotation.
 * @param prefix the folder that paths are relative to, from the workspace's root, '' or with a final `/`
 */
export function annotationOf(finding: Finding, locate: Locator, prefix: string): Annotation {
  const place = locate(finding.at)
  const sameLine = place.line === place.endLine
  return {
    message: cut(inert(finding.message), longestMessage),
    title: inert(finding.rule),
    file: inert(`${prefix}${finding.at.source.path}`),
    startLine: place.line,
    endLine: lastLine(place),
    ...(sameLine ? { startColumn: place.column, endColumn: place.endColumn } : {}),
  }
}

/** A text from outside on one line of the log, or in the data of a command. */
export function inert(text: string): string {
  return withoutCommands(clean(text))
}

/** Fresh ones first; of them those on lines that the change touches, then the worst. */
export function orderForAnnotations(classified: readonly Classified[]): readonly Classified[] {
  return classified.toSorted(
    (a, b) =>
      Number(b.fresh) - Number(a.fresh) ||
      Number(b.recent ?? false) - Number(a.recent ?? false) ||
      compareSeverity(a.finding.severity, b.finding.severity) ||
      compareFindings(a.finding, b.finding),
  )
}
