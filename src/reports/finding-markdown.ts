import { type Classified, isOld } from '../core/classified.ts'
import type { Finding, Severity } from '../core/finding.ts'
import { countOf, countSuppressed, plural } from './count.ts'
import { code, prose } from './markdown.ts'
import type { Redactor } from './redact.ts'

const severities = ['error', 'warning', 'notice'] as const satisfies readonly Severity[]

/** `**warning** \`tcp-fin-timeout\`: …`, one line of Markdown. */
export function findingLine(finding: Finding, redactor: Redactor): string {
  return `**${finding.severity}** ${code(finding.rule)}: ${prose(redactor.text(finding.message))}`
}

/** The same as an item of a list, with its place in the head commit, or in the checkout where it has none there. */
export function findingItem({ finding, head }: Classified, line: number, redactor: Redactor): string {
  return `- ${code(`${head?.path ?? finding.at.source.path}:${head?.line ?? line}`)} ${findingLine(finding, redactor)}`
}

/** `2 errors and 1 notice`, or `No findings`. */
export function countsOf(findings: readonly Finding[]): string {
  const said = severities.map(s => ({ s, count: countOf(findings, s) })).filter(({ count }) => count > 0)
  const words = said.map(({ s, count }) => plural(count, s))
  return words.length < 2 ? (words[0] ?? 'No findings') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** `3 findings are set aside`, or nothing. */
export function asideLine(classified: readonly Classified[]): string {
  const aside = countSuppressed(classified.map(c => c.finding))
  return aside === 0 ? '' : `${plural(aside, 'finding')} ${aside === 1 ? 'is' : 'are'} set aside.`
}

/** `4 findings were there before this change`, or nothing. */
export function oldLine(classified: readonly Classified[]): string {
  const old = classified.filter(isOld).length
  return old === 0 ? '' : `${plural(old, 'finding')} ${old === 1 ? 'was' : 'were'} there before this change.`
}
