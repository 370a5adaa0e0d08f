import type { Finding } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import type { Arguments } from '../io/arguments.ts'
import { wantsColour } from '../io/colour.ts'
import { choices, failsAt, oneOf, parseFailOn } from '../io/options.ts'
import { complain } from '../io/output.ts'
import { stage } from '../io/stage.ts'
import { UserError } from '../io/user-error.ts'
import { checkText } from '../reports/check-text.ts'
import type { Compared } from '../reports/html/changes.ts'
import { passedOverLine } from '../reports/passed-over-line.ts'
import { sinceLine } from '../reports/since-line.ts'
import { run } from '../run.ts'
import { deliver } from './deliver.ts'
import type { Find, Fixing } from './fixing.ts'
import { type LintArguments, readLintArguments } from './lint-arguments.ts'
import { tellConfig } from './tell-config.ts'

/** Finds, judges and reports; the format changes neither what is found nor the exit status. Returns 1 if something at or above --fail-on was found. */
export async function check(args: Arguments): Promise<0 | 1> {
  const format = oneOf(args.values.format ?? 'text', choices.checkFormat, '--format')
  const failOn = parseFailOn(args.values['fail-on'] ?? 'error')
  const fixing = await readFixing(args)
  const options = await readLintArguments(args)
  const find: Find = stdin =>
    run({
      ...options,
      ...(stdin ? { stdin } : {}),
      judge: true,
      inlineIgnores: !args.values['no-inline-ignores'],
      required: args.values.require ?? false,
    })
  const found = await (fixing?.writes ? withFixes(find, fixing, options, args) : find())
  tellConfig(options)
  stage('report')
  const report = await withBaselines(found, options, args)
  const fails = (finding: Finding): boolean => !finding.suppressed && failsAt(finding.severity, failOn)
  if (fixing && !fixing.writes) await (await import('./show-patch.ts')).showPatch(report, fixing.choice, options)
  else if (fixing && options.stdin && options.output === null)
    complain(checkText(report, { colour: false, quiet: options.quiet }).trimEnd())
  else await deliverReport(format, report, { ...options, fails }, args)
  return report.findings.some(fails) ? 1 : 0
}

async function deliverReport(
  format: (typeof choices.checkFormat)[number],
  report: Report,
  options: LintArguments & { readonly fails: (finding: Finding) => boolean },
  args: Arguments,
): Promise<void> {
  const since = await comparedWith(report, options, args.values.since ?? null)
  if (format === 'text') {
    const colour = options.output === null ? await wantsColour(args.colour, process.env) : args.colour === true
    const text = checkText(report, { colour, quiet: options.quiet })
    await deliver(since && !options.quiet ? `${text}${sinceLine(since)}\n` : text, options)
  } else {
    const { rendered } = await import('./rendered.ts')
    await deliver(await rendered(format, report, { ...options, since }), options)
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

/** @throws a user error for what is no report */
async function comparedWith(report: Report, { cwd }: LintArguments, file: string | null): Promise<Compared | null> {
  return file === null ? null : (await import('./since-report.ts')).sinceReport(report, cwd, file)
}
