import type { Classified } from '../core/classified.ts'
import type { Severity } from '../core/finding.ts'
import { inert, orderForAnnotations } from './annotation.ts'
import { type ApiPlace, apiPlace } from './api-place.ts'
import { cut } from './cut.ts'
import { findingItem } from './finding-markdown.ts'
import { fitting } from './fitting.ts'
import { createLocator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'

/** GitHub's limits: annotations of one request, characters of a title, a message, and of summary and text each. */
const most = 50
const longestTitle = 255
const longestMessage = 8000
const longestText = 60_000

const levels = { error: 'failure', warning: 'warning', notice: 'notice' } as const satisfies Record<Severity, string>

export interface CheckRunRequests {
  /** The body of the request that makes the run, with its outcome and the first annotations. */
  readonly create: object
  /** Bodies of requests that each add annotations. */
  readonly updates: readonly object[]
}

/**
 * A check run of our own, in the coordinates of the head commit.
 * @param head the commit's name
 * @param redactor one that knows the report's settings hides more
 */
export function checkRunRequests(
  classified: readonly Classified[],
  head: string,
  conclusion: 'success' | 'failure' | 'neutral',
  text: { readonly title: string; readonly summary: string },
  redactor: Redactor = createRedactor(
    [],
    classified.map(c => c.finding),
  ),
): CheckRunRequests {
  const fresh = orderForAnnotations(classified).filter(c => c.fresh)
  const places = fresh.map(apiPlace)
  const annotations = fresh.flatMap((one, i) => (places[i] ? [annotationAt(one, places[i], redactor)] : []))
  const output = { title: cut(text.title, longestTitle), summary: cut(text.summary, longestText) }
  const more = textOf(
    fresh.filter((_, i) => !places[i]),
    redactor,
  )
  const chunks = Array.from({ length: Math.ceil(annotations.length / most) }, (_, i) =>
    annotations.slice(i * most, (i + 1) * most),
  )
  return {
    create: {
      name: 'sysctl-lint',
      head_sha: head,
      status: 'completed',
      conclusion,
      output: { ...output, ...(more === '' ? {} : { text: more }), annotations: chunks[0] ?? [] },
    },
    updates: chunks.slice(1).map(some => ({ output: { ...output, annotations: some } })),
  }
}

function annotationAt({ finding }: Classified, place: ApiPlace, redactor: Redactor): object {
  const { path, line, endLine, columns } = place
  return {
    path,
    start_line: line,
    end_line: endLine,
    // the API refuses columns on more than one line
    ...(columns ? { start_column: columns.start, end_column: columns.end } : {}),
    annotation_level: levels[finding.severity],
    title: cut(inert(finding.rule), longestTitle),
    message: cut(inert(redactor.text(finding.message)), longestMessage),
  }
}

/** Findings that the head commit has no line for, or none that can be named. */
function textOf(classified: readonly Classified[], redactor: Redactor): string {
  if (classified.length === 0) return ''
  const locate = createLocator()
  const items = classified.map(one => findingItem(one, locate(one.finding.at).line, redactor))
  const shown = fitting(items, longestText, item => item.length + 1)
  const left = items.length - shown.length
  return [
    'Found in lines that the head commit does not have, or that cannot be named here:\n',
    ...shown,
    ...(left > 0 ? [`- and ${left} more`] : []),
  ].join('\n')
}
