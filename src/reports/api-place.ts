import type { Classified } from '../core/classified.ts'
import { lastLine } from './locate.ts'

/** Lines of the head commit as GitHub's API takes them. */
export interface ApiPlace {
  readonly path: string
  readonly line: number
  readonly endLine: number
  /** On a single line only. */
  readonly columns: { readonly start: number; readonly end: number } | null
}

/** Where a finding can be shown by the API; null where it has no line, or a name that is no UTF-8, which would refuse the request. */
export function apiPlace({ head }: Classified): ApiPlace | null {
  if (head === null || /\p{Cs}/u.test(head.path)) return null
  const { path, line, column, endColumn } = head
  const endLine = lastLine(head)
  return { path, line, endLine, columns: line === head.endLine ? { start: column, end: endColumn } : null }
}
