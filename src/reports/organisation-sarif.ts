import type { Rule } from '../core/rule.ts'
import type { OrganisationReport } from '../organisation/merge.ts'
import type { RepositoryReport, SavedFinding } from '../organisation/saved-report.ts'
import { clean, cleanJson } from './clean.ts'
import { sarifRule } from './sarif-rule.ts'
import { sarifText } from './sarif-text.ts'
import { uriPath } from './uri-path.ts'

const levels = { error: 'error', warning: 'warning', notice: 'note' } as const

interface Tool {
  readonly version: string
  readonly rules: readonly Rule[]
  /** Where repositories live: `https://github.com`. */
  readonly server: string
}

/** Reports of many repositories as SARIF 2.1.0, a run for each. */
export function organisationSarif({ repositories }: OrganisationReport, tool: Tool): string {
  const runs = repositories.map(repository => runOf(repository, tool))
  const whole = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs }
  return `${cleanJson(JSON.stringify(whole, null, 1))}\n`
}

/** The rules of a run are those that spoke in it: the same thirty texts ten thousand times would be most of the file. */
function runOf(repository: RepositoryReport, { version, rules, server }: Tool): object {
  const { name, status, why, commit, findings } = repository
  const spoke = rules.filter(rule => findings.some(f => f.rule === rule.id))
  const index = new Map(spoke.map((rule, i) => [rule.id, i]))
  const suppressible = findings.some(f => f.suppressed !== null)
  return {
    tool: { driver: { name: 'sysctl-lint', semanticVersion: version, rules: spoke.map(sarifRule) } },
    automationDetails: { id: `sysctl-lint/${uriPath(name)}/` },
    versionControlProvenance: [
      { repositoryUri: `${server}/${uriPath(name)}`, ...(commit === null ? {} : { revisionId: commit }) },
    ],
    invocations: [
      {
        executionSuccessful: status === 'ok',
        ...(status === 'ok'
          ? {}
          : { toolExecutionNotifications: [{ level: 'error', message: { text: textOf(why) } }] }),
      },
    ],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository' } } },
    columnKind: 'utf16CodeUnits',
    results: findings.map(finding => resultOf(finding, index.get(finding.rule), suppressible)),
  }
}

function resultOf(finding: SavedFinding, ruleIndex: number | undefined, suppressible: boolean): object {
  const { rule, severity, message, file, line, column, endLine, endColumn, fingerprint, suppressed } = finding
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: textOf(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriPath(file), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: { 'sysctlLint/v1': fingerprint },
    ...(suppressible ? { suppressions: suppressed === null ? [] : [suppressionOf(suppressed)] } : {}),
  }
}

function suppressionOf({ kind, reason }: NonNullable<SavedFinding['suppressed']>): object {
  return {
    kind: kind === 'inline' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason === '' ? {} : { justification: textOf(reason) }),
  }
}

function textOf(text: string): string {
  return sarifText(clean(text)) || '(no text)'
}
