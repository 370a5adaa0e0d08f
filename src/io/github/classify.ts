import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { posix } from 'node:path'
import { type FileChange, newOnes, untouched } from '../../core/change.ts'
import type { Classified, CommitPlace } from '../../core/classified.ts'
import type { Finding } from '../../core/finding.ts'
import { type Ignore, readIgnores, setsAside } from '../../core/ignore.ts'
import type { Library } from '../../core/library.ts'
import { type Lines, liesIn, touches } from '../../core/line-map.ts'
import type { PolicyNote } from '../../core/policy-note.ts'
import type { Report } from '../../core/report.ts'
import type { Source, Span } from '../../core/text.ts'
import { fingerprintsOf } from '../../reports/fingerprint.ts'
import { createLocator, type Locator, type Place } from '../../reports/locate.ts'
import { createRedactor } from '../../reports/redact.ts'
import { type Change, changeOf } from './change.ts'
import type { GitHubEvent } from './event.ts'
import type { Selection } from './selection.ts'

/** The findings with what the event says about them, in their order. */
export interface ChangeView {
  readonly classified: readonly Classified[]
  /** One sentence for the log, safe to print. */
  readonly how: string
  /** Whether a change is known at all; else everything counts as new. */
  readonly changed: boolean
  /** Comments that the change brings and that set findings aside. */
  readonly ignores: readonly PolicyNote[]
}

/** A file of a pull request as GitHub's API lists it. */
export interface PullFile {
  readonly filename: string
  readonly status: string
  readonly previousFilename: string | null
  readonly patch: string | null
  readonly changes: number
}

export interface ClassifyContext {
  readonly cwd: string
  readonly workspace: string
  readonly event: GitHubEvent
  /** What counts as new: what the change brings, whatever is in a file that it touches, or everything. */
  readonly scope: 'added' | 'file' | 'all'
  /** Lints files of the base. */
  readonly lintBase: (sources: readonly Source[], library: Library) => Promise<readonly Finding[]>
  /** Asks the API; null: not to be had. */
  readonly pullFiles: () => Promise<readonly PullFile[] | null>
  /** Which files the run looked at; everything unless given. */
  readonly selection?: Partial<Selection>
}

/** Tells what a change brings from what was there before, and where it stands in the head commit. */
export async function classify(report: Report, context: ClassifyContext): Promise<ChangeView> {
  const cwd = realpathSync.native(context.cwd)
  const change = await changeOf(report.findings, { ...context, cwd })
  const locate = createLocator()
  const pathOf = (path: string): string => posix.normalize(posix.join(change.prefix, path))
  const of = once((path: string) => change.of(path))
  const active = report.findings.filter(f => !f.suppressed)
  const told = await freshness(active, change, context.scope, { locate, pathOf, of })
  const fresh = new Set(active.filter((_, i) => told[i]))
  const mixed = change.known && context.scope !== 'added'
  const recent = new Set(mixed ? active.filter(f => isOnAdded(f, { locate, pathOf, of })) : [])
  const redactor = createRedactor(report.settings, report.findings)
  const fingerprints = fingerprintsOf(report.findings, redactor, sha256)
  const classified = report.findings.map((finding, i) => {
    const path = pathOf(finding.at.source.path)
    const { head, inHunk } = headPlace(locate(finding.at), linesOf(finding.at, locate), of(path) ?? untouched(path))
    return {
      finding,
      fingerprint: fingerprints[i]!,
      fresh: fresh.has(finding),
      ...(recent.has(finding) ? { recent: true } : {}),
      head: change.mapped ? head : null,
      inHunk: change.mapped && inHunk,
    }
  })
  const ignores = change.known
    ? newIgnores(report.findings, { locate, pathOf, of }).map(ignore => noteOf(ignore, change, { locate, pathOf, of }))
    : []
  return { classified, how: change.how, changed: change.known, ignores }
}

/** Comments on lines that the change adds or alters and that set findings aside. */
function newIgnores(findings: readonly Finding[], ways: Ways): Ignore[] {
  const aside = findings.filter(f => f.suppressed?.kind === 'inline')
  const sources = new Set(aside.map(f => f.at.source))
  return [...sources].flatMap(source => {
    const own = aside.filter(f => f.at.source === source)
    return readIgnores(source).filter(ignore => isAdded(ignore.at, ways) && own.some(f => setsAside(ignore, f)))
  })
}

function noteOf({ at, rules, reason }: Ignore, { mapped }: Change, { locate, pathOf, of }: Ways): PolicyNote {
  const path = pathOf(at.source.path)
  const { head } = headPlace(locate(at), linesOf(at, locate), of(path) ?? untouched(path))
  const names = rules.map(rule => rule.id).join(', ')
  const why = reason === '' ? 'it gives no reason' : `its reason: ${reason}`
  return {
    message: `ignore[${names}] is a comment that this change brings, and sets findings aside; ${why}`,
    place: mapped ? head : null,
  }
}

interface Ways {
  readonly locate: Locator
  readonly pathOf: (path: string) => string
  readonly of: (path: string) => FileChange | null
}

function isAdded(span: Span, { locate, pathOf, of }: Ways): boolean {
  const file = of(pathOf(span.source.path))
  return file === null || touches(file.changes, linesOf(span, locate).real)
}

/** A finding can stand at a line of old, since another that beats it is new. */
function isOnAdded({ at, related = [] }: Finding, ways: Ways): boolean {
  return isAdded(at, ways) || related.some(r => isAdded(r.at, ways))
}

/** Of findings that are not set aside. */
async function freshness(
  findings: readonly Finding[],
  change: Change,
  scope: ClassifyContext['scope'],
  ways: Ways,
): Promise<readonly boolean[]> {
  const { pathOf, of } = ways
  if (!change.known || scope === 'all') return findings.map(() => true)
  if (scope === 'file') return findings.map(({ at }) => of(pathOf(at.source.path))?.touched ?? true)
  const before = await change.before()
  if (before === null) return findings.map(f => isOnAdded(f, ways))
  const now = findings.map(finding => ({ finding, path: pathOf(finding.at.source.path) }))
  return newOnes(now, before, index => isAdded(findings[index]!.at, ways))
}

/** The lines of a place. */
interface PlaceLines {
  readonly all: Lines
  /** Without the empty one after the last line break, which is no line to git. */
  readonly real: Lines
}

function linesOf(span: Span, locate: Locator): PlaceLines {
  const { line, endLine, endColumn } = locate(span)
  const last = endColumn === 1 && endLine > line ? endLine - 1 : endLine
  const { text } = span.source
  const afterEnd = span.start === text.length && text.endsWith('\n')
  return { all: { first: line, last }, real: afterEnd ? { first: line - 1, last: line - 1 } : { first: line, last } }
}

function headPlace(
  place: Place,
  { all, real }: PlaceLines,
  { headPath, headLine, shown }: FileChange,
): { readonly head: CommitPlace | null; readonly inHunk: boolean } {
  const first = headLine(all.first)
  const last = headLine(all.last)
  if (headPath === null || first === null || last === null) return { head: null, inHunk: false }
  const head = { ...place, path: headPath, line: first, endLine: last + place.endLine - all.last }
  return { head, inHunk: real.first === all.first && liesIn(shown, { first, last }) }
}

function once<T>(ask: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>()
  return path => {
    if (!known.has(path)) known.set(path, ask(path))
    return known.get(path)!
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
