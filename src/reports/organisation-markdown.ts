import type { Comparison } from '../organisation/compare.ts'
import type { OrganisationReport } from '../organisation/merge.ts'
import type { RepositoryReport } from '../organisation/saved-report.ts'
import { countsOf, openFindings, summaryOf, type Tally, tallyBy, weightOf } from '../organisation/tally.ts'
import { code, prose, row } from './markdown.ts'
import { headline, omissions, sinceText, statusWords } from './organisation-words.ts'
import { utf8Length } from './utf8-length.ts'
import { withoutCommands } from './without-commands.ts'

/** GitHub takes a job summary of 1 MiB, and silently drops what comes close to it (actions/runner#4337). */
const mostBytes = 900 << 10
/** Bytes for what could not be audited, so that there is room for what was. */
const mostForBroken = 200 << 10
const mostRules = 50
const mostParameters = 20

/** Reports of many repositories for a job summary: what could not be audited, the rules and parameters, a table of repositories. */
export function organisationMarkdown(report: OrganisationReport, since: Comparison | null = null): string {
  const { repositories } = report
  const head = ['## TCP kernel parameters of the organisation', '', headline(summaryOf(report))]
  if (since !== null) head.push('', sinceText(since))
  for (const line of omissions(report)) head.push('', line)
  const broken = repositories.filter(r => r.status !== 'ok')
  const remarked = repositories.filter(r => r.status === 'ok' && r.why !== '')
  const found = repositories
    .map(repository => ({ repository, counts: countsOf(openFindings(repository)) }))
    .filter(({ counts }) => weightOf(counts) > 0)
    .sort((a, b) => weightOf(b.counts) - weightOf(a.counts))
  const parts = [
    ...head,
    ...table('Not in this report', ['repository', 'what happened'], broken.map(brokenRow), mostForBroken),
    ...table('Only in part', ['repository', 'what happened'], remarked.map(brokenRow), mostForBroken / 2),
    ...table(
      'By rule',
      ['rule', 'findings', 'repositories'],
      tallyRows(tallyBy(report, f => f.rule)).slice(0, mostRules),
    ),
    ...table(
      'By parameter',
      ['parameter', 'findings', 'repositories'],
      tallyRows(tallyBy(report, f => f.parameter)).slice(0, mostParameters),
    ),
  ]
  const left = mostBytes - utf8Length(parts.join('\n'))
  const moved = since === null ? [] : ['new', 'fixed']
  const rows = found.map(({ repository: { name }, counts: { errors, warnings, notices } }) => {
    const change = since?.repositories.get(name)
    const extra =
      since === null ? [] : [change ? String(change.fresh.size) : '', change ? String(change.fixed.length) : '']
    return row([code(name), String(errors), String(warnings), String(notices), ...extra])
  })
  const list = table('By repository', ['repository', 'errors', 'warnings', 'notices', ...moved], rows, left)
  return withoutCommands(`${[...parts, ...list].join('\n')}\n`)
}

/** A heading and a table, or nothing for no rows; what exceeds the bytes is a line that counts it. */
function table(
  heading: string,
  columns: readonly string[],
  rows: readonly string[],
  most = Number.POSITIVE_INFINITY,
): string[] {
  if (rows.length === 0) return []
  const align = columns.map((name, i) => (i === 0 || name === 'what happened' ? '---' : '--:'))
  const out = ['', `### ${heading}`, '', row(columns), row(align)]
  let bytes = utf8Length(out.join('\n')) + 100
  for (const [index, line] of rows.entries()) {
    bytes += utf8Length(line) + 1
    if (bytes > most) return [...out, '', `${rows.length - index} more are in the JSON report`]
    out.push(line)
  }
  return out
}

function brokenRow({ name, status, why }: RepositoryReport): string {
  return row([code(name), status === 'ok' ? prose(why) : `${statusWords[status]}: ${prose(why)}`])
}

function tallyRows(tallies: readonly Tally[]): string[] {
  return tallies.map(({ name, errors, warnings, notices, repositories }) =>
    row([code(name), String(errors + warnings + notices), String(repositories)]),
  )
}
