import { realpathSync } from 'node:fs'
import type { Finding } from '../core/finding.ts'
import { type FixChoice, planFixes } from '../core/fix.ts'
import type { Report } from '../core/report.ts'
import { type Applied, applyFixes, type Refusal } from '../io/apply-fixes.ts'
import { complain, print } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { clean } from '../reports/clean.ts'
import { plural } from '../reports/count.ts'
import { createLocator } from '../reports/locate.ts'
import type { Find } from './fixing.ts'
import type { LintArguments } from './lint-arguments.ts'

/**
 * Makes the fixes that are asked for and looks again: what it returns is what is left. Of standard input the fixed text goes to standard
 * output, as formatters do it, so that editors can pipe a buffer through; the report then goes to standard error.
 * @throws a user error for standard input that would not come out as it went in
 */
export async function makeFixes(
  report: Report,
  choice: FixChoice,
  options: LintArguments,
  find: Find,
): Promise<Report> {
  const { stdin, cwd, quiet } = options
  if (stdin) return fixStdin(report, choice, stdin, quiet, find)
  const applied = applyFixes(realpathSync.native(cwd), report.findings, choice)
  sayRefusals(applied.refusals)
  if (!quiet) sayFixed(applied, choice)
  return find()
}

/** Says of each file that was left alone why it was. */
export function sayRefusals(refusals: readonly Refusal[]): void {
  for (const { path, why } of refusals) complain(`sysctl-lint: ${clean(path)} ${why}, so it is left as it is`)
}

async function fixStdin(
  report: Report,
  choice: FixChoice,
  { path, text, exact }: NonNullable<LintArguments['stdin']>,
  quiet: boolean,
  find: Find,
): Promise<Report> {
  if (!exact) throw new UserError('Standard input is not UTF-8 throughout, so it cannot be printed as it is')
  const plan = planFixes(report.findings, choice, changed => changed === path)
  // there is nowhere to make a file
  const findings = plan.creates.length === 0 ? report.findings : report.findings.filter(f => !f.fix?.creates?.length)
  const { files, fixed, waiting } = findings === report.findings ? plan : planFixes(findings, choice, p => p === path)
  const fresh = files[0]?.text ?? text
  await print(fresh)
  const applied = { fixed, waiting, changed: files.length, created: 0, refusals: [] }
  if (!quiet) sayFixed(applied, choice)
  return files.length === 0 ? report : find({ path, text: fresh })
}

function sayFixed({ fixed, waiting, changed, created }: Applied, choice: FixChoice): void {
  const made = created === 0 ? '' : `, ${plural(created, 'file')} made`
  const what =
    fixed.length === 0
      ? `nothing to fix with --fix=${typeof choice === 'object' ? choice.rule : choice}`
      : `${plural(fixed.length, 'finding')} fixed in ${plural(changed, 'file')}${made}`
  complain(`sysctl-lint: ${what}`)
  if (waiting.length > 0)
    complain(`sysctl-lint: ${plural(waiting.length, 'fix')} left to the next run${overlaps(waiting)}`)
}

function overlaps(waiting: readonly Finding[]): string {
  const locate = createLocator()
  const places = waiting.slice(0, 3).map(({ at, rule }) => `${clean(at.source.path)}:${locate(at).line} ${rule}`)
  const verb = waiting.length === 1 ? 'it overlaps another' : 'they overlap others'
  return `, since ${verb} (${places.join(', ')}${waiting.length > places.length ? ' …' : ''})`
}
