import type { Classified } from '../core/classified.ts'
import { compareSeverity, type Fix, type Severity, type Suppression } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import type { Rule } from '../core/rule.ts'
import type { Span } from '../core/text.ts'
import { clean, cleanJson } from './clean.ts'
import { cut } from './cut.ts'
import { createLocator, type Locator } from './locate.ts'
import { createRedactor, type Redactor } from './redact.ts'
import { sarifRule } from './sarif-rule.ts'
import { sarifText } from './sarif-text.ts'
import { uriPath } from './uri-path.ts'

/** What code scanning takes in one run, and as locations of one result; it refuses or cuts off more. */
const mostResults = 25_000
const mostRelated = 100
/** Characters of a message, and of a replacement, which would be wrong if it were cut. */
const longestMessage = 8000
const longestReplacement = 20_000

const levels = { error: 'error', warning: 'warning', notice: 'note' } as const satisfies Record<Severity, string>

interface Drawing {
  readonly locate: Locator
  readonly redactor: Redactor
  readonly root: string
  readonly ruleIndex: ReadonlyMap<string, number>
}

/**
 * All findings as SARIF 2.1.0, in the coordinates of the checkout.
 * @param root the folder that paths are relative to, from the repository's root, '' or with a final `/`
 */
export function sarif(
  report: Report,
  classified: readonly Classified[],
  tool: { readonly version: string; readonly rules: readonly Rule[] },
  root: string,
): string {
  const drawing: Drawing = {
    locate: createLocator(),
    redactor: createRedactor(report.settings, report.findings),
    root,
    ruleIndex: new Map(tool.rules.map((rule, i) => [rule.id, i])),
  }
  const kept =
    classified.length <= mostResults
      ? classified
      : classified.toSorted((a, b) => compareSeverity(a.finding.severity, b.finding.severity)).slice(0, mostResults)
  const left = classified.length - kept.length
  const notes = left > 0 ? [`${left} findings are left out: a run has ${mostResults} results at most`] : []
  const suppressible = kept.some(c => c.finding.suppressed)
  const whole = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sysctl-lint',
            semanticVersion: tool.version,
            rules: tool.rules.map(sarifRule),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [...notes, ...report.passedOver].map(note => ({
              level: 'note',
              message: { text: messageText(note, drawing.redactor) },
            })),
          },
        ],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository' } } },
        columnKind: 'utf16CodeUnits',
        results: kept.map(one => resultOf(one, drawing, suppressible)),
      },
    ],
  }
  return `${cleanJson(JSON.stringify(whole, null, 2))}\n`
}

function resultOf({ finding, fingerprint }: Classified, drawing: Drawing, suppressible: boolean): object {
  const { rule, severity, message, at, fix, related = [], suppressed } = finding
  const { redactor, ruleIndex } = drawing
  const index = ruleIndex.get(rule)
  const fixes = fix ? fixOf(fix, drawing) : null
  return {
    ruleId: rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: levels[severity],
    message: { text: messageText(message, redactor) },
    locations: [{ physicalLocation: physical(at, drawing) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.slice(0, mostRelated).map((one, id) => ({
            id,
            physicalLocation: physical(one.at, drawing),
            message: { text: messageText(one.note, redactor) },
          })),
        }),
    // code scanning computes primaryLocationLineHash itself, and warns where ours would differ
    partialFingerprints: { 'sysctlLint/v1': fingerprint },
    ...(fixes ? { fixes: [fixes] } : {}),
    // by SARIF 3.27.23, either every result says whether it is suppressed, or none
    ...(suppressible ? { suppressions: suppressed ? [suppressionOf(suppressed, redactor)] : [] } : {}),
  }
}

function suppressionOf({ kind, reason }: Suppression, redactor: Redactor): object {
  const justification = messageText(reason, redactor)
  return {
    kind: kind === 'inline' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason === '' ? {} : { justification }),
  }
}

/** SARIF wants a text where it wants a message. */
function messageText(text: string, redactor: Redactor): string {
  return sarifText(cut(clean(redactor.text(text)), longestMessage)) || '(no text)'
}

function physical(at: Span, drawing: Drawing): object {
  return { artifactLocation: artifact(at.source.path, drawing.root), region: regionOf(at, drawing.locate) }
}

/** A file outside of the repository cannot be named from its root. */
function artifact(path: string, root: string): object {
  const outside = path.startsWith('/') || path === '..' || path.startsWith('../')
  if (path.startsWith('/')) return { uri: `file://${uriPath(path)}` }
  return outside ? { uri: uriPath(path) } : { uri: uriPath(`${root}${path}`), uriBaseId: '%SRCROOT%' }
}

function regionOf(at: Span, locate: Locator): object {
  const { line, column, endLine, endColumn } = locate(at)
  return { startLine: line, startColumn: column, endLine, endColumn }
}

/** Null where it would show a secret, is too long to be worth its bytes, or makes files, which SARIF has no words for. */
function fixOf({ title, edits, creates = [] }: Fix, drawing: Drawing): object | null {
  const { redactor, locate, root } = drawing
  const shown = edits.every(e => e.text.length <= longestReplacement && redactor.text(e.text) === e.text)
  if (!shown || edits.length === 0 || creates.length > 0) return null
  const files = new Map<string, object[]>()
  for (const { at, text } of edits.toSorted((a, b) => a.at.start - b.at.start)) {
    const replacement = {
      deletedRegion: regionOf(at, locate),
      ...(text === '' ? {} : { insertedContent: { text } }),
    }
    const list = files.get(at.source.path)
    if (list) list.push(replacement)
    else files.set(at.source.path, [replacement])
  }
  return {
    description: { text: messageText(title, redactor) },
    artifactChanges: [...files].map(([path, replacements]) => ({
      artifactLocation: artifact(path, root),
      replacements,
    })),
  }
}
