import type { Finding } from '../core/finding.ts'
import { clean } from './clean.ts'
import type { Locator } from './locate.ts'

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
const longest = 4000

/**
 * A finding as an annotation.
 * @param prefix the folder that paths are relative to, from the workspace's root, '' or with a final `/`
 */
export function annotationOf(finding: Finding, locate: Locator, prefix: string): Annotation {
  const place = locate(finding.at)
  const sameLine = place.line === place.endLine
  return {
    message: inert(finding.message).slice(0, longest),
    title: inert(finding.rule),
    file: inert(`${prefix}${finding.at.source.path}`),
    startLine: place.line,
    endLine: place.endLine,
    ...(sameLine ? { startColumn: place.column, endColumn: place.endColumn } : {}),
  }
}

/** `##[command]` anywhere in a line is a command to the runner (ActionCommand.cs TryParse), and so is `::` at its start. */
function inert(text: string): string {
  return clean(text)
    .replaceAll('##[', '# #[')
    .replace(/^(\s*)::/, '$1: :')
}
