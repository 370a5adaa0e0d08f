import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Arguments } from '../io/arguments.ts'
import { choices, failsAt, oneOf, parseFailOn } from '../io/options.ts'
import { complain } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { mergeReports, type OrganisationReport } from '../organisation/merge.ts'
import type { PlannedRepository } from '../organisation/plan.ts'
import { parsePlan, plannedRepositories } from '../organisation/saved-plan.ts'
import { parseSavedReport, type RepositoryReport } from '../organisation/saved-report.ts'
import { clean } from '../reports/clean.ts'
import { version } from '../version.ts'
import { deliver } from './deliver.ts'
import { workingDirectory } from './lint-arguments.ts'

/**
 * Joins JSON reports, of runs or of shards, into one. A report that cannot be read is a line in the result, not the end of it.
 * Returns 1 if something at or above --fail-on was found; unless that is given, nothing fails a merge.
 */
export async function merge({ words, values }: Arguments): Promise<0 | 1> {
  const cwd = workingDirectory()
  const format = oneOf(values.format ?? 'json', choices.mergeFormat, '--format')
  const failOn = parseFailOn(values['fail-on'] ?? 'none')
  if (words.length === 0) throw new UserError('merge takes JSON reports, or folders of them')
  const planned = values.plan === undefined ? [] : readPlan(cwd, values.plan)
  const reports = words.flatMap(word => filesOf(cwd, word)).flatMap(file => readReport(file, values.quiet ?? false))
  const report = mergeReports(reports, planned, values['include-private'] ?? false)
  await deliver(await rendered(report, format, cwd, values.since ?? null), { cwd, output: values.output ?? null })
  const open = report.repositories.flatMap(r => r.findings).filter(f => f.suppressed === null)
  return open.some(f => failsAt(f.severity, failOn)) ? 1 : 0
}

async function rendered(
  report: OrganisationReport,
  format: (typeof choices.mergeFormat)[number],
  _cwd: string,
  _since: string | null,
) {
  if (format === 'json') return (await import('../reports/organisation-json.ts')).organisationJson(report, version)
  if (format === 'markdown') return (await import('../reports/organisation-markdown.ts')).organisationMarkdown(report)
  const { rules } = await import('../rules/registry.generated.ts')
  const server = process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const { organisationSarif } = await import('../reports/organisation-sarif.ts')
  return organisationSarif(report, { version, rules, server })
}

/** A folder stands for the reports in it and below. */
function filesOf(cwd: string, word: string): string[] {
  const place = resolve(cwd, word)
  try {
    if (!statSync(place).isDirectory()) return [place]
    const names = readdirSync(place, { recursive: true, encoding: 'utf8' })
    return names
      .filter(name => name.endsWith('.json'))
      .sort()
      .map(name => join(place, name))
  } catch (error) {
    throw new UserError(`${word} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function readReport(file: string, quiet: boolean): readonly RepositoryReport[] {
  const name = basename(file, '.json')
  const failed = (why: string): readonly RepositoryReport[] => {
    if (!quiet) complain(`sysctl-lint: ${clean(file)} ${why}`)
    return [
      { name, private: false, status: 'failed', why: `its report ${why}`, commit: null, findings: [], summary: null },
    ]
  }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return failed(`cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  const report = parseSavedReport(text)
  if ('error' in report) return failed(report.error)
  if (report.kind === 'many') return report.repositories
  const { findings, summary } = report
  return [{ name, private: false, status: 'ok', why: '', commit: null, findings: [...findings], summary }]
}

function readPlan(cwd: string, file: string): PlannedRepository[] {
  let text: string
  try {
    text = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UserError(`--plan ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  const shards = parsePlan(text)
  if ('error' in shards) throw new UserError(`--plan ${file} ${shards.error}`)
  return plannedRepositories(shards)
}
