import { existsSync, realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setFailed, setOutput, setSecret } from '@actions/core'
import { isOld } from './core/classified.ts'
import type { Finding } from './core/finding.ts'
import { noPolicy, policyTold } from './core/policy.ts'
import type { Report } from './core/report.ts'
import { formats } from './formats/registry.ts'
import { isWorthSaying, readActionInputs } from './io/action-inputs.ts'
import { say, warn } from './io/annotate.ts'
import { configProblems } from './io/config-problems.ts'
import { classify, type PullFile } from './io/github/classify.ts'
import { type GitHubEvent, readEvent } from './io/github/event.ts'
import { eventPolicy } from './io/github/event-policy.ts'
import { type Failure, failureOf } from './io/github/failure.ts'
import { setKnownAside } from './io/github/known-findings.ts'
import { createGitHub, type GitHub } from './io/github/octokit.ts'
import { listPullFiles } from './io/github/pull-files.ts'
import { isWithin } from './io/is-within.ts'
import { failsAt } from './io/options.ts'
import { rootPrefix } from './io/root-prefix.ts'
import { tellPolicy } from './io/tell-policy.ts'
import { UserError } from './io/user-error.ts'
import { writtenFile } from './io/written-file.ts'
import { defaultKernel } from './kernel/range.ts'
import { publish } from './publish.ts'
import { inert } from './reports/annotation.ts'
import { countOf, countSuppressed, plural } from './reports/count.ts'
import { isWanted, run } from './run.ts'

/** Inputs, run, publish, outcome. */
async function main(): Promise<void> {
  const inputs = readActionInputs()
  if (inputs.token !== '') setSecret(inputs.token)
  const workspace = process.env['GITHUB_WORKSPACE'] || process.cwd()
  const cwd = workingDirectory(workspace, inputs.workingDirectory)
  const roots = [workspace, process.env['RUNNER_TEMP'] ?? ''].filter(root => root !== '')
  const sarif = inputs.sarif === null ? null : writtenFile('sarif', inputs.sarif, cwd, roots)
  const json = inputs.report === null ? null : writtenFile('report', inputs.report, cwd, roots)
  if (sarif !== null && sarif.path === json?.path)
    throw new UserError(`report: ${inputs.report} is the file of sarif too; give it a name of its own`)
  const event = readEvent(process.env, inputs)
  const github = createGitHub(inputs.token)
  const failures: Failure[] = []
  const pullFiles = createPullFiles(github, event, failures)

  const policy = await eventPolicy({ cwd, event, asked: inputs, pullFiles })
  const options = {
    cwd,
    paths: inputs.paths,
    exclude: [...(policy.config?.exclude ?? []), ...inputs.exclude],
    kernel: inputs.kernel ?? defaultKernel,
    loader: inputs.loader ?? 'systemd',
    inlineIgnores: inputs.inlineIgnores,
    policy: policyTold(policy.config?.policy ?? noPolicy, { ...inputs, hz: null }),
    listed: inputs.paths.length === 0 ? [] : null,
    required: inputs.mode === 'audit',
    judge: true,
  }
  const speakable = (findings: readonly Finding[]) =>
    findings.filter(f => isWorthSaying(f.severity, inputs.minSeverity))
  const known = { cwd, file: inputs.baseline }
  const whole = await run(options)
  const aside = setKnownAside(whole.findings, whole.settings, policy, {
    ...known,
    isThere: path => existsSync(join(cwd, path)),
    commit: null,
  })
  const report: Report = { ...whole, findings: speakable(aside.findings) }
  if (report.files === 0)
    warn(`No files in ${inputs.workingDirectory || 'the workspace'}: has actions/checkout run before?`)
  const problems = configProblems(policy.config, options.listed)
  const warned = tellPolicy(policy.how, problems, options.listed ? aside.stale : [])
  const classified = await classify(report, {
    cwd,
    workspace,
    event,
    scope: inputs.scope,
    lintBase: async (sources, library) => {
      const [{ lint }, { rules }] = await Promise.all([import('./lint.ts'), import('./rules/registry.generated.ts')])
      const { findings, effects } = await lint(sources, formats, rules, { ...options, library })
      const paths = new Set(library.paths)
      const where = { ...known, isThere: (path: string) => paths.has(path), commit: policy.commit }
      return speakable(setKnownAside(findings, effects, policy, where).findings)
    },
    selection: { ...options, wanted: isWanted },
    pullFiles,
  })
  const view =
    inputs.mode === 'audit'
      ? { ...classified, how: 'Everything counts, whatever a change brings (mode: audit)' }
      : classified
  const fresh = view.classified.filter(c => c.fresh).map(c => c.finding)
  const old = view.classified.filter(isOld).length
  const failing = fresh.filter(f => failsAt(f.severity, inputs.failOn)).length
  tell(report, fresh, old, view.how)
  const written = await publish({
    ...{ inputs, report, view, event, github, pullFiles, failures, sarif, json },
    prefix: rootPrefix(cwd, workspace),
    notes: [...policy.notes, ...view.ignores],
    failed: failing > 0,
    warned: warned + (report.files === 0 ? 1 : 0),
  })
  for (const severity of ['error', 'warning', 'notice'] as const) setOutput(`${severity}s`, countOf(fresh, severity))
  setOutput('sarif-file', written.sarif ?? '')
  setOutput('report-file', written.report ?? '')
  setOutput('issue-number', written.issue ?? '')
  setOutput('issue-url', written.issue === null ? '' : issueUrl(event, written.issue))
  conclude(failing > 0 ? 1 : 0)
  if (failing > 0) setFailed(`${plural(failing, 'finding')} at or above ${inputs.failOn}`)
}

/** @throws a user error if it is no folder of the workspace: a link in the tree could lead anywhere */
function workingDirectory(workspace: string, name: string): string {
  const cwd = resolve(workspace, name)
  try {
    const real = realpathSync.native(cwd)
    if (isWithin(realpathSync.native(workspace), real)) {
      if (statSync(real).isDirectory()) return cwd
      throw new UserError(`working-directory: ${name} is not a folder`)
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`working-directory: ${name || workspace} does not exist; has actions/checkout run before?`)
  }
  throw new UserError(`working-directory: ${name} lies outside the workspace; name a folder in it`)
}

/** The files of the pull request, asked for once, and only by who needs them. */
function createPullFiles(github: GitHub, event: GitHubEvent, failures: Failure[]) {
  let asked: Promise<readonly PullFile[] | null> | null = null
  const ask = async (): Promise<readonly PullFile[] | null> => {
    const { owner, repo, pullRequest } = event
    if (pullRequest === null) return null
    try {
      return await listPullFiles(await github(), { owner, repo, pull_number: pullRequest.number })
    } catch (error) {
      failures.push(failureOf('list the changed files', 'pull-requests: read', error))
      return null
    }
  }
  return () => {
    asked ??= ask()
    return asked
  }
}

function tell(report: Report, fresh: readonly Finding[], old: number, how: string): void {
  const aside = countSuppressed(report.findings)
  say(`${plural(report.settings.length, 'setting')} in ${plural(report.files, 'file')}`)
  say(how)
  for (const line of report.passedOver) say(line)
  const counts = (['error', 'warning', 'notice'] as const).map(severity => plural(countOf(fresh, severity), severity))
  const rest = [
    ...(old > 0 ? [`${plural(old, 'finding')} not of this change`] : []),
    ...(aside > 0 ? [`${plural(aside, 'finding')} set aside`] : []),
  ]
  say([counts.join(', '), ...rest].join('; '))
}

function issueUrl({ serverUrl, owner, repo }: GitHubEvent, number: number): string {
  return `${serverUrl}/${owner}/${repo}/issues/${number}`
}

function conclude(status: 0 | 1 | 2 | 3): void {
  setOutput('conclusion', status === 0 ? 'success' : 'failure')
  setOutput('exit-code', status)
}

main().catch((problem: unknown) => {
  const known = problem instanceof UserError
  conclude(known ? 2 : 3)
  setFailed(
    inert(known ? problem.message : problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)),
  )
})
