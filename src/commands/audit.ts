import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Arguments } from '../io/arguments.ts'
import { FetchError, fetchTree } from '../io/fetch-tree.ts'
import { createAppTokens } from '../io/github/app-token.ts'
import { complain } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { mergeReports } from '../organisation/merge.ts'
import type { PlannedRepository } from '../organisation/plan.ts'
import { parsePlan } from '../organisation/saved-plan.ts'
import { parseSavedReport, type RepositoryReport } from '../organisation/saved-report.ts'
import { clean } from '../reports/clean.ts'
import { organisationJson } from '../reports/organisation-json.ts'
import { version } from '../version.ts'
import { workingDirectory } from './lint-arguments.ts'

/** Milliseconds for each of: fetching the trees, fetching the files, linting. */
const patience = 5 * 60_000

type Tokens = () => Promise<string | null>

/**
 * Audits the repositories of one shard of a plan, one after another, and writes a JSON report for each. What has its report already is
 * left alone, so that a job that was killed goes on where it stopped.
 */
export async function audit({ words, values }: Arguments): Promise<0> {
  const cwd = workingDirectory()
  if (words.length > 0) throw new UserError('audit takes no paths; the plan names the repositories')
  const { plan, shard, output } = values
  if (plan === undefined || shard === undefined || output === undefined)
    throw new UserError('audit needs --plan FILE, --shard NUMBER and --output FOLDER')
  const repositories = shardOf(cwd, plan, shard)
  const tokens = tokenSource(process.env)
  const server = process.env['GITHUB_SERVER_URL'] || 'https://github.com'
  const passed = (['config', 'kernel', 'loader'] as const).flatMap(name => {
    const value = values[name]
    return value === undefined ? [] : [`--${name}`, name === 'config' ? resolve(cwd, value) : value]
  })
  if (values['no-inline-ignores']) passed.push('--no-inline-ignores')
  for (const [index, repository] of repositories.entries()) {
    const file = join(resolve(cwd, output), `${repository.name}.json`)
    if (isDone(file)) continue
    const report = await auditOne(repository, { server, tokens, passed })
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, organisationJson(mergeReports([report], [], true), version))
    if (!values.quiet) complain(progressLine(index + 1, repositories.length, report))
  }
  return 0
}

function shardOf(cwd: string, plan: string, shard: string): readonly PlannedRepository[] {
  let text: string
  try {
    text = readFileSync(resolve(cwd, plan), 'utf8')
  } catch (error) {
    throw new UserError(`--plan ${plan} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  const shards = parsePlan(text)
  if ('error' in shards) throw new UserError(`--plan ${plan} ${shards.error}`)
  const found = shards.find(one => String(one.shard) === shard)
  if (!found) throw new UserError(`--shard ${shard} is not in the plan, which has ${shards.length}`)
  return found.repositories
}

/** A token of an app, renewed as needed; or one that was given and has to last; or none. */
function tokenSource(env: NodeJS.ProcessEnv): Tokens {
  const {
    SYSCTL_LINT_APP_ID: appId,
    SYSCTL_LINT_APP_PRIVATE_KEY: privateKey,
    SYSCTL_LINT_APP_INSTALLATION: installation,
  } = env
  if (appId && privateKey && installation)
    return createAppTokens({ appId, privateKey, installation, api: env['GITHUB_API_URL'] || 'https://api.github.com' })
  const token = env['GITHUB_TOKEN'] || null
  return async () => token
}

function isDone(file: string): boolean {
  if (!existsSync(file)) return false
  const report = parseSavedReport(readFileSync(file, 'utf8'))
  return !('error' in report) && report.kind === 'many' && report.repositories.every(r => r.status === 'ok')
}

async function auditOne(
  { name, branch, private: isPrivate }: PlannedRepository,
  { server, tokens, passed }: { server: string; tokens: Tokens; passed: readonly string[] },
): Promise<RepositoryReport> {
  const about = { name, private: isPrivate, commit: null, findings: [], summary: null }
  const folder = mkdtempSync(join(process.env['RUNNER_TEMP'] || tmpdir(), 'sysctl-lint-'))
  try {
    const { folder: tree, commit } = fetchTree({ server, token: await tokens() }, name, branch, folder, patience)
    return { ...about, commit, ...lintTree(tree, passed) }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    return { ...about, status: error.timedOut ? 'timeout' : 'failed', why: clean(error.message) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Lints in a process of its own, which may crash or run out of time or memory without taking the shard along, and has no token. */
function lintTree(
  tree: string,
  passed: readonly string[],
): Pick<RepositoryReport, 'status' | 'why' | 'findings' | 'summary'> {
  const nothing = { findings: [], summary: null }
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/TOKEN|SECRET|PRIVATE_KEY/i.test(key)))
  const command = [
    '--max-old-space-size=2048',
    process.argv[1]!,
    'check',
    '--format',
    'json',
    '--quiet',
    '--require',
    ...passed,
  ]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: tree,
    env,
    encoding: 'utf8',
    timeout: patience,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
  })
  if (signal === 'SIGKILL')
    return { ...nothing, status: 'timeout', why: `linting took longer than ${patience / 1000} s` }
  if (status !== 0 && status !== 1)
    return { ...nothing, status: 'failed', why: clean(stderr.split('\n')[0] || `exit status ${status}`) }
  const report = parseSavedReport(stdout)
  if ('error' in report || report.kind !== 'single') return { ...nothing, status: 'failed', why: 'its report is none' }
  return { status: 'ok', why: '', findings: [...report.findings], summary: report.summary }
}

/** A private repository's name has no place in a log that others may read. */
function progressLine(
  done: number,
  all: number,
  { name, private: isPrivate, status, findings, why }: RepositoryReport,
): string {
  const said = status === 'ok' ? `${findings.length} findings` : `${status}: ${isPrivate ? '(private)' : why}`
  return `${done}/${all} ${isPrivate ? '(a private repository)' : clean(name)}: ${said}`
}
