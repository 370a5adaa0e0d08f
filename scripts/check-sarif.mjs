// Checks the SARIF report of examples/ by the rules of GitHub's code scanning, with Microsoft's validator. Exit 1: it found an error.
// usage: check-sarif.mjs [FILE...]      FILE: SARIF files to check instead
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const validator = '@microsoft/sarif-multitool'
const root = fileURLToPath(new URL('..', import.meta.url))
const installed = join(tmpdir(), 'sysctl-lint-sarif-multitool')

function install() {
  // The package's own bin.js goes through a shell, which takes the `;` between kinds of rules for its own.
  const program = join(installed, 'node_modules', `${validator}-${process.platform}`, 'Sarif.Multitool')
  if (existsSync(program)) return program
  mkdirSync(installed, { recursive: true })
  const options = ['--silent', '--no-save', '--no-audit', '--no-fund', '--prefix', installed]
  spawnSync('npm', ['install', ...options, `${validator}@5.7`], { cwd: installed, stdio: 'ignore' })
  return existsSync(program) ? program : null
}

/** @returns what the validator says, as results of SARIF; null: it does not run here */
function validate(program, file, work) {
  const report = join(work, 'validation.sarif')
  const options = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning', '-o', report, '--log', 'ForceOverwrite']
  const { stdout } = spawnSync(program, ['validate', file, ...options], { encoding: 'utf8' })
  // It exits 0 whatever it finds, and a file that is not SARIF at all is only a notification.
  if (!existsSync(report)) return null
  const [run] = JSON.parse(readFileSync(report, 'utf8')).runs
  const failed = run.invocations?.[0]?.toolExecutionNotifications?.filter(n => n.level === 'error') ?? []
  if (failed.length > 0) console.log(stdout)
  return [...(run.results ?? []), ...failed.map(n => ({ ...n, ruleId: n.descriptor?.id }))]
}

function example(work) {
  const file = join(work, 'examples.sarif')
  const cli = join(root, 'dist/cli.js')
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'check', 'examples', '--format', 'sarif', '--output', file],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  if (!report?.runs[0].results.length) throw new Error(`no findings in examples/ (exit status ${status})\n${stderr}`)
  return file
}

const work = mkdtempSync(join(tmpdir(), 'sysctl-lint-sarif-'))
try {
  const program = install()
  const given = process.argv.slice(2)
  for (const file of given.length > 0 ? given : [example(work)]) {
    const results = program && validate(program, file, work)
    if (!results) {
      console.log(`skipped: GitHub's rules for SARIF: ${validator} could not be installed, or does not run here`)
      break
    }
    const errors = results.filter(result => result.level === 'error')
    for (const { ruleId, message, locations } of errors) {
      const line = locations?.[0]?.physicalLocation?.region?.startLine ?? '?'
      console.log(`${file}:${line} ${ruleId} ${message.text ?? JSON.stringify(message)}`)
    }
    console.log(`${file}: ${errors.length} errors`)
    if (errors.length > 0) process.exitCode = 1
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
