import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Arguments } from '../io/arguments.ts'
import { createAppTokens } from '../io/github/app-token.ts'
import { parseKernelOption, parseLoader } from '../io/options.ts'
import { complain, writeOutput } from '../io/output.ts'
import { readServer } from '../io/remote/remote.ts'
import { UserError } from '../io/user-error.ts'
import { mergeReports } from '../organisation/merge.ts'
import type { PlannedRepository } from '../organisation/plan.ts'
import { parseSavedReport, type RepositoryReport } from '../organisation/saved-report.ts'
import { clean } from '../reports/clean.ts'
import { organisationJson } from '../reports/organisation-json.ts'
import { version } from '../version.ts'
import { type AuditOptions, auditRepository } from './audit-repository.ts'
import { workingDirectory } from './lint-arguments.ts'
import { readPlan } from './read-plan.ts'

/** Repositories at a time: most of the time of one is waiting for the server. */
const atOnce = 4
/** Milliseconds for which a report is not made again: the runs of a job that is run again, not last week's. */
const freshFor = 24 * 60 * 60_000

/**
 * Audits the repositories of one shard of a plan and writes a JSON report for each, whole or not at all. What has its report already is
 * left alone, so that a job that was killed goes on where it stopped.
 */
export async function audit({ words, values }: Arguments): Promise<0> {
  const cwd = workingDirectory()
  if (words.length > 0) throw new UserError('audit takes no paths; the plan names the repositories')
  const { plan, shard, output } = values
  if (plan === undefined || shard === undefined || output === undefined)
    throw new UserError('audit needs --plan FILE, --shard NUMBER and --output FOLDER')
  const repositories = shardOf(cwd, plan, shard)
  const options = readOptions(cwd, values)
  const fileOf = ({ name }: PlannedRepository): string => join(resolve(cwd, output), `${name}.json`)
  const todo = repositories.filter(repository => !isDone(fileOf(repository), repository.name))
  const before = repositories.length - todo.length
  if (!values.quiet && before > 0)
    complain(`${before} of ${repositories.length} have a report of the last 24 hours already`)
  let done = before
  await eachOf(todo, async repository => {
    const report = await auditRepository(repository, options)
    const file = fileOf(repository)
    mkdirSync(dirname(file), { recursive: true })
    writeOutput(cwd, file, organisationJson(mergeReports([report], null, true), version))
    done++
    if (!values.quiet) complain(progressLine(done, repositories.length, report))
  })
  return 0
}

/** @throws a user error for what would fail for every repository */
function readOptions(cwd: string, values: Arguments['values']): AuditOptions {
  parseKernelOption(values.kernel ?? null, values.hz ?? null)
  parseLoader(values.loader ?? 'systemd')
  if (values.config !== undefined && !existsSync(resolve(cwd, values.config)))
    throw new UserError(`--config ${values.config} does not exist`)
  const passed = (['config', 'kernel', 'hz', 'loader'] as const).flatMap(name => {
    const value = values[name]
    return value === undefined ? [] : [`--${name}=${name === 'config' ? resolve(cwd, value) : value}`]
  })
  const switches = values['no-inline-ignores'] ? ['--no-inline-ignores'] : []
  const { withToken, tokens } = tokenSource(process.env)
  return {
    server: readServer(process.env, withToken),
    tokens,
    passed: [...passed, ...switches],
    program: process.argv[1]!,
  }
}

function shardOf(cwd: string, file: string, shard: string): readonly PlannedRepository[] {
  const shards = readPlan(cwd, file)
  const found = shards.find(one => String(one.shard) === shard)
  if (!found) throw new UserError(`--shard ${shard} is not in the plan, which has ${shards.length}, from 0`)
  return found.repositories
}

/** A token of an app, renewed as needed; or one that was given and has to last; or none. */
function tokenSource(env: NodeJS.ProcessEnv): { withToken: boolean; tokens: AuditOptions['tokens'] } {
  const {
    SYSCTL_LINT_APP_ID: appId,
    SYSCTL_LINT_APP_PRIVATE_KEY: privateKey,
    SYSCTL_LINT_APP_INSTALLATION: installation,
  } = env
  const given = [appId, privateKey, installation].filter(Boolean).length
  if (given > 0 && given < 3)
    throw new UserError(
      'SYSCTL_LINT_APP_ID, SYSCTL_LINT_APP_PRIVATE_KEY and SYSCTL_LINT_APP_INSTALLATION belong together; one is missing',
    )
  if (appId && privateKey && installation) {
    const api = env['GITHUB_API_URL'] || 'https://api.github.com'
    return { withToken: true, tokens: createAppTokens({ appId, privateKey, installation, api }) }
  }
  const token = env['GITHUB_TOKEN'] || null
  return { withToken: token !== null, tokens: async () => token }
}

/** A report of this version that says something, and is not of another audit that was written to the same folder. */
function isDone(file: string, name: string): boolean {
  if (!existsSync(file)) return false
  const report = parseSavedReport(readFileSync(file, 'utf8'))
  if ('error' in report || report.kind !== 'many' || report.version !== version) return false
  const [one, ...others] = report.repositories
  if (one === undefined || others.length > 0 || one.name !== name || one.status !== 'ok' || one.at === null)
    return false
  return Math.abs(Date.now() - Date.parse(one.at)) < freshFor
}

/** Works through a list, a few at a time; the first that throws ends it. */
async function eachOf<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list].reverse()
  const worker = async (): Promise<void> => {
    try {
      for (let one = queue.pop(); one !== undefined; one = queue.pop()) await work(one)
    } catch (error) {
      queue.length = 0
      throw error
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

/** A private repository's name has no place in a log that others may read. */
function progressLine(
  done: number,
  all: number,
  { name, private: isPrivate, status, findings, why }: RepositoryReport,
): string {
  const open = findings.filter(f => f.suppressed === null).length
  const remark = isPrivate || why === '' ? '' : `, ${why}`
  const said = status === 'ok' ? `${open} findings${remark}` : `${status}${isPrivate ? '' : `: ${why}`}`
  return `${done}/${all} ${isPrivate ? '(a private repository)' : clean(name)}: ${said}`
}
