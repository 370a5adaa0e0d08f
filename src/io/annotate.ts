import { endGroup, error, info, notice, startGroup, warning } from '@actions/core'
import type { Classified } from '../core/classified.ts'
import type { Severity } from '../core/finding.ts'
import type { PolicyNote } from '../core/policy-note.ts'
import { annotationOf, inert, longestMessage, orderForAnnotations } from '../reports/annotation.ts'
import { apiPlace } from '../reports/api-place.ts'
import { plural } from '../reports/count.ts'
import { cut } from '../reports/cut.ts'
import { createLocator, type Locator } from '../reports/locate.ts'
import type { Redactor } from '../reports/redact.ts'

const print = { error, warning, notice }

/** The runner keeps the first ten of each level a step (ExecutionContext.cs _maxCountPerIssueType). */
const kept = 10

/** A line in the log that holds nothing the runner would take for a command. */
export function say(line: string): void {
  info(inert(line))
}

/** A warning of our own; it takes one of the ten places. */
export function warn(message: string): void {
  warning(inert(message), { title: 'sysctl-lint' })
}

/** Notes take no more than this many of the ten places. */
const mostNotes = 5

/**
 * Annotates what a change does to its own policy, with or without the findings: it is not theirs to decide.
 * @returns how many places of notices are taken
 */
export function annotateNotes(notes: readonly PolicyNote[]): number {
  for (const { message, place } of notes.slice(0, mostNotes))
    notice(cut(inert(message), longestNote), {
      title: 'sysctl-lint: policy',
      ...(place === null ? {} : { file: inert(place.path), startLine: place.line, endLine: place.endLine }),
    })
  if (notes.length > mostNotes)
    listed(
      `${plural(notes.length - mostNotes, 'more note')} about policy`,
      notes
        .slice(mostNotes)
        .map(({ message, place }) => (place === null ? message : `${place.path}:${place.line} ${message}`)),
    )
  return Math.min(notes.length, mostNotes)
}

const longestNote = 1000

export interface AnnotateOptions {
  /** The folder that paths are relative to, from the repository's root, '' or with a final `/`. */
  readonly prefix: string
  readonly redactor: Redactor
  /** How many places are already taken. */
  readonly taken: Readonly<Record<Severity, number>>
  readonly moreIn: string
}

/** Annotates what fits, worst first, and lists the rest in the log, so that nothing is lost. */
export function annotate(classified: readonly Classified[], options: AnnotateOptions): void {
  const locate = createLocator()
  const left: Record<Severity, number> = {
    error: kept - options.taken.error,
    warning: kept - options.taken.warning,
    notice: kept - options.taken.notice,
  }
  const rest: string[] = []
  for (const one of orderForAnnotations(classified.filter(c => c.fresh))) {
    const { severity, rule } = one.finding
    const { message, where, properties } = placed(one, locate, options)
    if (left[severity]-- > 0) print[severity](message, properties)
    else rest.push(`${where} ${severity} ${rule}: ${message}`)
  }
  if (rest.length > 0)
    listed(`${plural(rest.length, 'more finding')}: the runner keeps ten of each level${options.moreIn}`, rest)
}

/** Findings as plain lines, folded together. */
function listed(title: string, lines: readonly string[]): void {
  startGroup(inert(title))
  for (const line of lines) say(`  ${line}`)
  endGroup()
}

/** Annotations stand in the head commit. What has no line there is told without a place, since one of the checkout would mislead. */
function placed(one: Classified, locate: Locator, { prefix, redactor }: AnnotateOptions) {
  const { finding } = one
  const { message, title, file, startLine } = annotationOf(
    { ...finding, message: redactor.text(finding.message) },
    locate,
    prefix,
  )
  const place = apiPlace(one)
  const where = `${file}:${startLine}`
  if (place === null)
    return { message: cut(inert(`${where}: ${message}`), longestMessage), where, properties: { title } }
  const columns = place.columns ? { startColumn: place.columns.start, endColumn: place.columns.end } : {}
  const properties = { title, file: inert(place.path), startLine: place.line, endLine: place.endLine, ...columns }
  return { message, where, properties }
}
