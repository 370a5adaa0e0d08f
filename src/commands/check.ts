import type { Report } from '../core/report.ts'
import type { Arguments } from '../io/arguments.ts'
import { wantsColour } from '../io/colour.ts'
import { failsAt, oneOf, parseFailOn } from '../io/options.ts'
import { complain } from '../io/output.ts'
import { stage } from '../io/stage.ts'
import { UserError } from '../io/user-error.ts'
import { checkText } from '../reports/check-text.ts'
import { passedOverLine } from '../reports/passed-over-line.ts'
import { run } from '../run.ts'
import { version } from '../version.ts'
import { deliver } from './deliver.ts'
import type { Find, Fixing } from './fixing.ts'
import { type LintArguments, readLintArguments } from './lint-arguments.ts'

/** The formats of a report. The format never changes what is found, nor the exit status. */
export const formats = ['text', 'json', 'sarif'] as const

/** Finds, judges and reports. Returns 1 if something at or above --fail-on was found. */
export async function check(args: Arguments): Promise<0 | 1> {
  const format = oneOf(args.values.format ?? 'text', formats, '--format')
  const failOn = parseFailOn(args.values['fail-on'] ?? 'error')
  const fixing = await readFixing(args)
  const options = await readLintArguments(args)
  const inlineIgnores = !args.values['no-inline-ignores']
  const find: Find = stdin => run({ ...options, ...(stdin ? { stdin } : {}), judge: true, inlineIgnores })
  const found = await (fixing?.writes ? withFixes(find, fixing, options, args) : find())
  stage('report')
  const report = await withBaselines(found, options, args)
  if (fixing && !fixing.writes) await (await import('./show-patch.ts')).showPatch(report, fixing.choice, options)
  else if (!(fixing && options.stdin && options.output === null)) await deliverReport(format, report, options, args)
  else complain(checkText(report, { colour: false, quiet: options.quiet }).trimEnd())
  return report.findings.some(f => !f.suppressed && failsAt(f.severity, failOn)) ? 1 : 0
}

async function deliverReport(
  format: (typeof formats)[number],
  report: Report,
  options: LintArguments,
  args: Arguments,
): Promise<void> {
  if (format === 'text') {
    const colour = options.output === null ? await wantsColour(args.colour, process.env) : args.colour === true
    await deliver(checkText(report, { colour, quiet: options.quiet }), options)
  } else {
    await deliver(await rendered(format, report), options)
    if (!options.quiet && report.passedOver.length > 0) complain(passedOverLine(report))
  }
}

/** @throws a user error for a fix that nobody knows, or one whose outcome has nowhere to go */
async function readFixing(args: Arguments): Promise<Fixing | null> {
  if (args.values.fix === undefined && !args.values.diff) return null
  return (await import('./fixing.ts')).readFixing(args)
}

/** What is left to find once the fixes are made. What a baseline knows is not fixed. */
async function withFixes(find: Find, fixing: Fixing, options: LintArguments, args: Arguments): Promise<Report> {
  const { baseline } = args.values
  const known = { ...args, values: baseline === undefined ? {} : { baseline } }
  const before = await withBaselines(await find(), { ...options, quiet: true }, known)
  return (await import('./make-fixes.ts')).makeFixes(before, fixing.choice, options, find)
}

/** @throws a user error for what is no baseline, and for --prune-baseline without one */
async function withBaselines(report: Report, options: LintArguments, { values }: Arguments): Promise<Report> {
  const asked = {
    baseline: values.baseline ?? null,
    prune: values['prune-baseline'] ?? false,
    write: values['write-baseline'] ?? null,
  }
  if (asked.prune && asked.baseline === null)
    throw new UserError('--prune-baseline needs a baseline: give --baseline FILE too')
  if (asked.baseline === null && asked.write === null) return report
  return (await import('./known-findings.ts')).withKnownFindings(report, options, asked)
}

async function rendered(format: 'json' | 'sarif', report: Report): Promise<string> {
  const { createHash } = await import('node:crypto')
  const hash = (what: string): string => createHash('sha256').update(what).digest('hex')
  if (format === 'json') return (await import('../reports/check-json.ts')).checkJson(report, { version, hash })
  const { checkSarif } = await import('../reports/check-sarif.ts')
  const { rules } = await import('../rules/registry.generated.ts')
  return checkSarif(report, { version, rules, hash })
}
