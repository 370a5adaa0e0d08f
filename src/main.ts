import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Report } from './core/report.ts'
import { type LintArguments, parseArguments, type RulesCommand } from './io/arguments.ts'
import { wantsColour } from './io/colour.ts'
import { nearest } from './io/nearest.ts'
import { failsAt } from './io/options.ts'
import { complain, print, writeOutput } from './io/output.ts'
import { readStdin } from './io/read-stdin.ts'
import { stage } from './io/stage.ts'
import { UserError } from './io/user-error.ts'
import { checkJson } from './reports/check-json.ts'
import { checkText } from './reports/check-text.ts'
import { clean } from './reports/clean.ts'
import { passedOverLine } from './reports/passed-over-line.ts'
import { settingsJson } from './reports/settings-json.ts'
import { settingsText } from './reports/settings-text.ts'
import { run } from './run.ts'
import { version } from './version.ts'

/**
 * The command line from its words to its exit status: 0 nothing at or above --fail-on, 1 findings at or above it, 2 wrong use, 3 a
 * fault of ours, which keeps its stack.
 */
export async function main(argv: readonly string[]): Promise<0 | 1 | 2 | 3> {
  try {
    return await dispatch(argv)
  } catch (error) {
    const known = error instanceof UserError
    complain(known ? `sysctl-lint: ${clean(error.message)}` : `sysctl-lint: a fault of its own\n${stackOf(error)}`)
    return known ? 2 : 3
  }
}

async function dispatch(argv: readonly string[]): Promise<0 | 1> {
  const command = parseArguments(argv)
  if (command.name === 'version') await print(`${version}\n`)
  else if (command.name === 'help') await print((await import('./io/help.ts')).help)
  else if (command.name === 'rules' || command.name === 'explain') await print(await aboutRules(command))
  else return await lint(command.name, command.options)
  return 0
}

async function lint(name: 'check' | 'settings', options: LintArguments): Promise<0 | 1> {
  const cwd = workingDirectory()
  if (options.config !== null) refuseMissing(cwd, options.config)
  const stdin = options.stdinName === null ? null : { path: options.stdinName, text: await readStdin() }
  const report = await run({ ...options, cwd, judge: name === 'check', ...(stdin ? { stdin } : {}) })
  stage('report')
  const text = await rendered(name, report, options)
  if (options.output === null) await print(text)
  else writeOutput(cwd, options.output, text)
  if (options.format !== 'text' && !options.quiet && report.passedOver.length > 0) complain(passedOverLine(report))
  return name === 'check' && report.findings.some(f => failsAt(f.severity, options.failOn)) ? 1 : 0
}

async function rendered(name: 'check' | 'settings', report: Report, options: LintArguments): Promise<string> {
  if (options.format === 'text') {
    const colour = options.output === null ? await wantsColour(options.colour, process.env) : options.colour === true
    const style = { colour, quiet: options.quiet }
    return name === 'check' ? checkText(report, style) : settingsText(report, style)
  }
  if (name === 'settings') return settingsJson(report)
  const { createHash } = await import('node:crypto')
  const hash = (what: string): string => createHash('sha256').update(what).digest('hex')
  if (options.format === 'json') return checkJson(report, { version, hash })
  const { checkSarif } = await import('./reports/check-sarif.ts')
  const { rules } = await import('./rules/registry.generated.ts')
  return checkSarif(report, { version, rules, hash })
}

async function aboutRules(command: RulesCommand): Promise<string> {
  const { rules } = await import('./rules/registry.generated.ts')
  if (command.name === 'rules') {
    const { rulesText } = await import('./reports/rules-text.ts')
    return rulesText(rules, await wantsColour(command.colour, process.env))
  }
  const rule = rules.find(r => r.id === command.rule)
  if (rule) return `${(await import('./reports/explain.ts')).explainText(rule)}\n`
  const near = nearest(
    command.rule,
    rules.map(r => r.id),
  )
  throw new UserError(
    `${command.rule} is no rule${near === null ? '; sysctl-lint rules lists them' : `; did you mean ${near}?`}`,
  )
}

function workingDirectory(): string {
  try {
    return process.cwd()
  } catch {
    throw new UserError('The current directory does not exist any more; change to another')
  }
}

function refuseMissing(cwd: string, file: string): void {
  if (!existsSync(resolve(cwd, file))) throw new UserError(`--config ${file} does not exist`)
  complain(`sysctl-lint: --config ${file} is not read by this version; the rules apply as they are`)
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
