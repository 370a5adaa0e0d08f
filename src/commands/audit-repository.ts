import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FetchError } from '../io/remote/fetch-error.ts'
import { fetchTree } from '../io/remote/fetch-tree.ts'
import { bareEnvironment } from '../io/remote/remote.ts'
import { runChild } from '../io/remote/run-child.ts'
import type { PlannedRepository } from '../organisation/plan.ts'
import { parseSavedReport, type RepositoryReport } from '../organisation/saved-report.ts'
import { clean } from '../reports/clean.ts'

export interface AuditOptions {
  readonly server: string
  /** @throws a user error where there is none to be had */
  readonly tokens: () => Promise<string | null>
  /** Options for `check`. */
  readonly passed: readonly string[]
  /** The built command line. */
  readonly program: string
}

/** Milliseconds for linting one repository, and bytes of its report. */
const patience = 5 * 60_000
const longestReport = 64 << 20
const longestReason = 1000

/**
 * Fetches and lints one repository. Whatever it holds, the result is a report.
 * @throws a user error where there is no token, which no other repository would get either
 */
export async function auditRepository(
  { name, branch, private: isPrivate }: PlannedRepository,
  { server, tokens, passed, program }: AuditOptions,
): Promise<RepositoryReport> {
  const token = await tokens()
  const about = { name, private: isPrivate, commit: null, at: new Date().toISOString(), findings: [], summary: null }
  const folder = mkdtempSync(join(process.env['RUNNER_TEMP'] || tmpdir(), 'sysctl-lint-'))
  try {
    const { folder: tree, commit, remarks } = await fetchTree({ server, token }, name, branch, folder)
    const linted = await lintTree(tree, program, passed)
    return { ...about, commit, ...linted, why: reason([linted.why, ...remarks].filter(Boolean).join('; ')) }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    return { ...about, status: error.timedOut ? 'timeout' : 'failed', why: reason(error.message) }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function reason(text: string): string {
  return clean(text).slice(0, longestReason)
}

/** Lints in a process of its own, which may crash or run out of time or memory without taking the shard along, and has no token. */
async function lintTree(
  tree: string,
  program: string,
  passed: readonly string[],
): Promise<Pick<RepositoryReport, 'status' | 'why' | 'findings' | 'summary'>> {
  const failed = (why: string, status: 'failed' | 'timeout' = 'failed') =>
    ({ status, why, findings: [], summary: null }) as const
  const command = ['--max-old-space-size=2048', program, 'check', '--format', 'json', '--quiet', '--require', ...passed]
  const { killed, status, stdout, stderr } = await runChild(process.execPath, command, {
    cwd: tree,
    env: bareEnvironment(process.env),
    timeout: patience,
    mostOutput: longestReport,
  })
  if (killed === 'timeout')
    return { ...failed(`linting took longer than ${patience / 1000} s`, 'timeout'), findings: [] }
  if (killed === 'output') return { ...failed(`its report is longer than ${longestReport >> 20} MiB`), findings: [] }
  if (status !== 0 && status !== 1)
    return { ...failed(stderr.split('\n')[0] || `linting ended with status ${status}`), findings: [] }
  const report = parseSavedReport(stdout.toString('utf8'))
  if ('error' in report || report.kind !== 'single') return { ...failed('its report is none'), findings: [] }
  return { status: 'ok', why: '', findings: [...report.findings], summary: report.summary }
}
