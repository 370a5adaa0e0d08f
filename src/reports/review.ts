import type { Classified } from '../core/classified.ts'
import { orderForAnnotations } from './annotation.ts'
import { type ApiPlace, apiPlace } from './api-place.ts'
import { plural } from './count.ts'
import { countsOf, findingItem, findingLine } from './finding-markdown.ts'
import { fitting } from './fitting.ts'
import { createLocator, type Locator } from './locate.ts'
import { code, prose } from './markdown.ts'
import { findingMarker } from './markers.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { suggestionFor } from './suggestion.ts'

/** Comments of one review; GitHub slows down who writes too much, and nobody reads more. */
const mostComments = 30
/** Characters of a body are 65,536 at most. */
const longestBody = 60_000
const mostRelated = 5

/** A comment on lines of the head commit, as GitHub's API wants it, with what it speaks of. */
export interface ReviewComment {
  readonly path: string
  readonly line: number
  readonly start_line?: number
  readonly side: 'RIGHT'
  readonly start_side?: 'RIGHT'
  readonly body: string
  readonly fingerprint: string
}

export interface ReviewBodies {
  readonly body: string
  readonly comments: readonly ReviewComment[]
  /** How many findings of the change have no comment, now or before; the body lists them. */
  readonly rest: number
}

/**
 * One review of what the change brings: comments on lines inside of hunks, with suggestions where a fix can be one.
 * @param posted fingerprints of findings that have a comment already
 * @param redactor one that knows the report's settings hides more
 * @param job tells the jobs of a repository apart
 */
export function reviewOf(
  classified: readonly Classified[],
  posted: ReadonlySet<string>,
  redactor: Redactor = createRedactor(
    [],
    classified.map(c => c.finding),
  ),
  job = '',
): ReviewBodies {
  const locate = createLocator()
  const fresh = orderForAnnotations(classified).filter(c => c.fresh && !posted.has(c.fingerprint))
  const comments: ReviewComment[] = []
  const rest: Classified[] = []
  for (const one of fresh) {
    const place = one.inHunk ? apiPlace(one) : null
    if (place && comments.length < mostComments) comments.push(commentOf(one, place, { locate, redactor, job }))
    else rest.push(one)
  }
  const findings = classified.filter(c => c.fresh).map(c => c.finding)
  const head = `**sysctl-lint**: ${countsOf(findings)} in this change.`
  return { body: [head, ...restLines(rest, locate, redactor)].join('\n\n'), comments, rest: rest.length }
}

interface Writing {
  readonly locate: Locator
  readonly redactor: Redactor
  readonly job: string
}

function commentOf(one: Classified, place: ApiPlace, { locate, redactor, job }: Writing): ReviewComment {
  const { finding, fingerprint } = one
  const suggestion = suggestionFor(one, locate, redactor)
  const line = suggestion?.endLine ?? place.endLine
  const start = suggestion?.line ?? place.line
  const title = finding.fix && prose(redactor.text(finding.fix.title))
  const fix = suggestion ? [`Suggestion: ${title}`, suggestion.block] : title ? [`To do: ${title}`] : []
  const parts = [findingLine(finding, redactor), ...relatedLines(one, locate, redactor), ...fix]
  return {
    path: place.path,
    ...(start < line ? { start_line: start, start_side: 'RIGHT' } : {}),
    line,
    side: 'RIGHT',
    body: [...parts, findingMarker(fingerprint, job)].join('\n\n'),
    fingerprint,
  }
}

/** Places of the checkout: other files are not looked up in the head commit. */
function relatedLines({ finding: { related = [] } }: Classified, locate: Locator, redactor: Redactor): string[] {
  if (related.length === 0) return []
  const items = related
    .slice(0, mostRelated)
    .map(({ at, note }) => `- ${code(`${at.source.path}:${locate(at).line}`)}: ${prose(redactor.text(note))}`)
  return [items.join('\n')]
}

function restLines(rest: readonly Classified[], locate: Locator, redactor: Redactor): string[] {
  if (rest.length === 0) return []
  const items = rest.map(one => findingItem(one, locate(one.finding.at).line, redactor))
  const shown = fitting(items, longestBody, item => item.length + 1)
  const left = items.length - shown.length
  return [
    `<details><summary>${plural(rest.length, 'finding')} without a comment</summary>`,
    [...shown, ...(left > 0 ? [`- and ${left} more, which the log lists`] : [])].join('\n'),
    '</details>',
  ]
}
