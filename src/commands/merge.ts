import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Arguments } from '../io/arguments.ts'
import { choices, failsAt, oneOf, parseFailOn } from '../io/options.ts'
import { complain } from '../io/output.ts'
import { readBounded } from '../io/read-bounded.ts'
import { UserError } from '../io/user-error.ts'
import { type Comparison, compareReports } from '../organisation/compare.ts'
import { mergeReports, type OrganisationReport } from '../organisation/merge.ts'
import { plannedRepositories } from '../organisation/saved-plan.ts'
import { parseSavedReport } from '../organisation/saved-report.ts'
import { openFindings } from '../organisation/tally.ts'
import { clean } from '../reports/clean.ts'
import { omissions } from '../reports/organisation-words.ts'
import { version } from '../version.ts'
import { deliver } from './deliver.ts'
import { workingDirectory } from './lint-arguments.ts'
import { readPlan } from './read-plan.ts'
import { longestReport, readReports } from './read-reports.ts'

/** Bytes that code scanning takes, compressed. */
const longestUpload = 10 * 1000 * 1000

/**
 * Joins JSON reports, of runs or of shards, into one. A report that cannot be read is a line in the result, not the end of it.
 * Returns 1 if something at or above --fail-on was found; unless that is given, nothing fails a merge.
 */
export async function merge({ words, values }: Arguments): Promise<0 | 1> {
  const cwd = workingDirectory()
  const format = oneOf(values.format ?? 'json', choices.mergeFormat, '--format')
  const failOn = parseFailOn(values['fail-on'] ?? 'none')
  if (words.length === 0) throw new UserError('merge takes JSON reports, or folders of them')
  const planned = values.plan === undefined ? null : plannedRepositories(readPlan(cwd, values.plan))
  const versions = new Set<string>()
  const reports = readReports(cwd, words, {
    broken: (file, why) => (values.quiet ? undefined : complain(`sysctl-lint: ${clean(file)} ${why}`)),
    version: one => versions.add(one),
  })
  const report = mergeReports(reports, planned, values['include-private'] ?? false, versions)
  const since = values.since === undefined ? null : comparison(report, cwd, values.since)
  if (!values.quiet) for (const line of omissions(report)) complain(`sysctl-lint: ${clean(line)}`)
  await deliver(await rendered(report, since, format), { cwd, output: values.output ?? null })
  const fails = report.repositories.some(one => openFindings(one).some(f => failsAt(f.severity, failOn)))
  return fails ? 1 : 0
}

async function rendered(
  report: OrganisationReport,
  since: Comparison | null,
  format: (typeof choices.mergeFormat)[number],
) {
  if (format === 'json')
    return (await import('../reports/organisation-json.ts')).organisationJson(report, version, since)
  if (format === 'markdown')
    return (await import('../reports/organisation-markdown.ts')).organisationMarkdown(report, since)
  const server = (process.env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '')
  if (format === 'html') {
    const hash = (text: string): string => createHash('sha256').update(text).digest('base64')
    return (await import('../reports/organisation-html.ts')).organisationHtml(report, since, { version, server, hash })
  }
  const { rules } = await import('../rules/registry.generated.ts')
  const { mostResults, organisationSarif } = await import('../reports/organisation-sarif.ts')
  for (let most = mostResults; ; most >>= 1) {
    const text = organisationSarif(report, { version, rules, server, most })
    if (most === 0 || gzipSync(text).length <= longestUpload) return text
  }
}

/** What is no report of many repositories, be it of a version that wrote others, says nothing of what moved; the rest is still true. */
function comparison(report: OrganisationReport, cwd: string, file: string): Comparison | null {
  const before = parseSavedReport(readBounded(cwd, file, longestReport, '--since'))
  if (!('error' in before) && before.kind === 'many') return compareReports(report, before.repositories)
  const why = 'error' in before ? before.error : 'is the report of one repository, not of merge --format json'
  complain(`sysctl-lint: --since ${clean(file)} ${clean(why)}; nothing is compared`)
  return null
}
