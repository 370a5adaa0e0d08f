import { type OrganisationReport, summaryOf } from '../organisation/merge.ts'
import type { RepositoryReport, SavedFinding } from '../organisation/saved-report.ts'
import { plural } from './count.ts'
import { code, prose, row } from './markdown.ts'

/** GitHub keeps a job summary of 1 MiB. */
const mostCharacters = 900 << 10
const heads = { failed: 'could not be read', timeout: 'took too long', missing: 'not looked at', ok: '' } as const

/** Reports of many repositories for a job summary: what could not be looked at, a table of repositories, and the rules that spoke. */
export function organisationMarkdown(report: OrganisationReport): string {
  const sums = summaryOf(report)
  const { repositories } = report
  const counts = [plural(sums.errors, 'error'), plural(sums.warnings, 'warning'), plural(sums.notices, 'notice')]
  const out = [
    '## TCP kernel parameters of the organisation',
    '',
    `${counts.join(', ')} in ${plural(sums.settings, 'setting')} of ${sums.repositories === 1 ? '1 repository' : `${sums.repositories} repositories`}`,
  ]
  const broken = repositories.filter(r => r.status !== 'ok')
  if (broken.length > 0)
    out.push(
      '',
      '### Not in this report',
      '',
      row(['repository', 'what happened']),
      row(['---', '---']),
      ...broken.map(brokenRow),
    )
  const rules = ruleRows(repositories)
  if (rules.length > 0)
    out.push('', '### By rule', '', row(['rule', 'findings', 'repositories']), row(['---', '--:', '--:']), ...rules)
  const found = repositories.filter(r => open(r).length > 0).sort((a, b) => weightOf(b) - weightOf(a))
  if (found.length > 0)
    out.push(
      '',
      '### By repository',
      '',
      row(['repository', 'errors', 'warnings', 'notices']),
      row(['---', '--:', '--:', '--:']),
    )
  return bounded(out, found.map(repositoryRow))
}

function bounded(head: readonly string[], rows: readonly string[]): string {
  const text = [...head]
  let length = head.reduce((sum, line) => sum + line.length + 1, 0)
  for (const [index, line] of rows.entries()) {
    length += line.length + 1
    if (length > mostCharacters) {
      text.push('', `${rows.length - index} more are in the JSON report`)
      break
    }
    text.push(line)
  }
  return `${text.join('\n')}\n`
}

function open({ findings }: RepositoryReport): readonly SavedFinding[] {
  return findings.filter(f => f.suppressed === null)
}

function countsOf(repository: RepositoryReport): readonly [errors: number, warnings: number, notices: number] {
  const of = (severity: SavedFinding['severity']) => open(repository).filter(f => f.severity === severity).length
  return [of('error'), of('warning'), of('notice')]
}

function weightOf(repository: RepositoryReport): number {
  const [errors, warnings, notices] = countsOf(repository)
  return errors * 1e8 + warnings * 1e4 + notices
}

function repositoryRow(repository: RepositoryReport): string {
  return row([code(repository.name), ...countsOf(repository).map(String)])
}

function brokenRow({ name, status, why }: RepositoryReport): string {
  return row([code(name), `${heads[status]}: ${prose(why)}`])
}

function ruleRows(repositories: readonly RepositoryReport[]): string[] {
  const rules = new Map<string, { findings: number; where: Set<string> }>()
  for (const repository of repositories)
    for (const { rule } of open(repository)) {
      const one = rules.get(rule) ?? { findings: 0, where: new Set() }
      one.findings++
      one.where.add(repository.name)
      rules.set(rule, one)
    }
  const sorted = [...rules].sort(([, a], [, b]) => b.findings - a.findings)
  return sorted.map(([rule, { findings, where }]) => row([code(rule), String(findings), String(where.size)]))
}
