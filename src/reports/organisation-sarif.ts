import type { Rule } from '../core/rule.ts'
import type { OrganisationReport } from '../organisation/merge.ts'
import type { RepositoryReport, SavedFinding } from '../organisation/saved-report.ts'
import { openFindings } from '../organisation/tally.ts'
import { clean, cleanJson } from './clean.ts'
import { cut } from './cut.ts'
import { repositoriesText, statusWords } from './organisation-words.ts'
import { sarifRule } from './sarif-rule.ts'
import { sarifText } from './sarif-text.ts'
import { uriPath } from './uri-path.ts'

/** What code scanning takes: results of a run, and notifications that are worth reading. */
export const mostResults = 25_000
const mostNotifications = 1000
const longestMessage = 8000

const levels = { error: 'error', warning: 'warning', notice: 'note' } as const
const ranks = { error: 0, warning: 1, notice: 2 } as const

interface Tool {
  readonly version: string
  readonly rules: readonly Rule[]
  /** Where repositories live: `https://github.com`. */
  readonly server: string
  /** Results at most; 0 is no result. */
  readonly most: number
}

/**
 * Reports of many repositories as SARIF 2.1.0. One run, since code scanning takes 20 of a file and one for each would be refused; a place
 * is `owner/name/path`, below the server. Findings beyond what is taken are left out whole, the least severe first, and a notification
 * counts them; those that were set aside are not there, since nobody is to act on them.
 */
export function organisationSarif(
  { repositories }: OrganisationReport,
  { version, rules, server, most }: Tool,
): string {
  const all = repositories.flatMap(({ name, findings }) =>
    openFindings({ findings }).map(finding => ({ name, finding })),
  )
  const kept =
    all.length <= most
      ? all
      : all.toSorted((a, b) => ranks[a.finding.severity] - ranks[b.finding.severity]).slice(0, most)
  const left = all.length - kept.length
  const spoke = new Set(kept.map(({ finding }) => finding.rule))
  const described = rules.filter(rule => spoke.has(rule.id))
  const index = new Map(described.map((rule, i) => [rule.id, i]))
  const notes =
    left === 0 ? [] : [notification('note', `${left} findings are left out: this file holds ${kept.length} at most`)]
  const run = {
    tool: { driver: { name: 'sysctl-lint', semanticVersion: version, rules: described.map(sarifRule) } },
    automationDetails: { id: 'sysctl-lint/organisation/' },
    invocations: [
      {
        executionSuccessful: repositories.every(r => r.status === 'ok'),
        toolExecutionNotifications: [...notes, ...brokenNotifications(repositories)],
      },
    ],
    originalUriBaseIds: {
      '%SERVER%': { uri: `${server}/`, description: { text: 'The server that has the repositories' } },
    },
    columnKind: 'utf16CodeUnits',
    results: kept.map(({ name, finding }) => resultOf(name, finding, index.get(finding.rule))),
  }
  const whole = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${cleanJson(JSON.stringify(whole, null, 1))}\n`
}

function brokenNotifications(repositories: readonly RepositoryReport[]): object[] {
  const broken = repositories.filter(r => r.status !== 'ok' || r.why !== '')
  const more = broken.length - mostNotifications
  return [
    ...broken
      .slice(0, mostNotifications)
      .map(({ name, status, why }) =>
        notification(status === 'ok' ? 'note' : 'error', `${name}: ${statusWords[status]}: ${why}`),
      ),
    ...(more > 0 ? [notification('error', `${repositoriesText(more)} more could not be audited or only in part`)] : []),
  ]
}

function notification(level: 'note' | 'error', text: string): object {
  return { level, message: { text: textOf(text) } }
}

function resultOf(repository: string, finding: SavedFinding, ruleIndex: number | undefined): object {
  const { rule, severity, message, file, line, column, endLine, endColumn, fingerprint } = finding
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: textOf(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriPath(`${repository}/${file}`), uriBaseId: '%SERVER%' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: { 'sysctlLint/v1': fingerprint },
  }
}

function textOf(text: string): string {
  return sarifText(cut(clean(text), longestMessage)) || '(no text)'
}
