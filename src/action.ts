import { resolve, relative } from 'node:path'
import { error, notice, setFailed, setOutput, warning } from '@actions/core'
import { compareSeverity, type Finding, type Severity } from './core/finding.ts'
import { readActionInputs } from './io/action-inputs.ts'
import { UserError } from './io/user-error.ts'
import { failsAt, parseFailOn, parseKernelOption, parseLoader } from './io/options.ts'
import { annotationOf } from './reports/annotation.ts'
import { createLocator } from './reports/locate.ts'
import { run } from './run.ts'

const print = { error, warning, notice }

/** Lints the checkout and annotates it. What the action says goes through @actions/core, which escapes it for the runner. */
async function main(): Promise<void> {
  const inputs = readActionInputs()
  const workspace = process.env['GITHUB_WORKSPACE'] ?? process.cwd()
  const cwd = resolve(workspace, inputs.workingDirectory)
  const failOn = parseFailOn(inputs.failOn ?? 'error')
  const report = await run({
    cwd,
    paths: inputs.paths,
    exclude: inputs.exclude,
    kernel: parseKernelOption(inputs.kernel, null),
    loader: parseLoader(inputs.loader ?? 'systemd'),
    judge: true,
  })
  const findings = report.findings.toSorted((a, b) => compareSeverity(a.severity, b.severity))
  const locate = createLocator()
  const below = relative(workspace, cwd).replaceAll('\\', '/')
  for (const finding of findings) {
    const { message, ...properties } = annotationOf(finding, locate, below === '' ? '' : `${below}/`)
    print[finding.severity](message, properties)
  }
  const failed = findings.filter(f => failsAt(f.severity, failOn))
  for (const severity of ['error', 'warning', 'notice'] as const) setOutput(`${severity}s`, count(findings, severity))
  conclude(failed.length ? 1 : 0)
  if (failed.length) setFailed(`${failed.length} finding${failed.length === 1 ? '' : 's'} at or above ${failOn}`)
}

function count(findings: readonly Finding[], severity: Severity): number {
  return findings.filter(f => f.severity === severity).length
}

function conclude(status: 0 | 1 | 2 | 3): void {
  setOutput('conclusion', status === 0 ? 'success' : 'failure')
  setOutput('exit-code', status)
}

main().catch((problem: unknown) => {
  const known = problem instanceof UserError
  conclude(known ? 2 : 3)
  setFailed(known ? problem.message : problem instanceof Error ? (problem.stack ?? problem.message) : String(problem))
})
