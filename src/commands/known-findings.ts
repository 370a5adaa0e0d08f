import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { applyBaseline, type Baseline, baselineOf, baselineText, prunedBaseline } from '../core/baseline.ts'
import type { Report } from '../core/report.ts'
import { readBaseline, renamesSince } from '../io/baseline.ts'
import { complain, writeOutput } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { clean } from '../reports/clean.ts'
import { plural } from '../reports/count.ts'
import { shownValueOf } from '../reports/shown-value.ts'
import type { LintArguments } from './lint-arguments.ts'

export interface BaselineArguments {
  /** A file to go by, as it was typed. */
  readonly baseline: string | null
  readonly prune: boolean
  /** A file to write what is found to, as it was typed. */
  readonly write: string | null
}

/**
 * Sets aside the findings that a baseline knows, and writes the baselines that are asked for. What matches nothing any more is said.
 * @throws a user error for what is no baseline
 */
export function withKnownFindings(
  report: Report,
  { cwd, quiet, listed }: LintArguments,
  asked: BaselineArguments,
): Report {
  // of files that were not looked at nobody knows what they hold
  const isWhole = listed !== null
  if (asked.prune && !isWhole) throw new UserError('--prune-baseline needs to look at everything; leave out the paths')
  const shown = shownValueOf(report.settings, report.findings)
  let { findings } = report
  if (asked.baseline !== null) {
    const baseline = readBaseline(cwd, asked.baseline)
    const renamed = renamesSince(realpathSync.native(cwd), asked.baseline, missingFiles(cwd, baseline))
    const applied = applyBaseline(findings, baseline, shown, renamed)
    if (asked.prune)
      writeOutput(cwd, asked.baseline, baselineText(prunedBaseline(findings, baseline, shown, renamed)), '--baseline')
    if (applied.stale.length > 0 && isWhole && !quiet) complain(staleLine(applied.stale, asked))
    findings = applied.findings
  }
  if (asked.write !== null) {
    const written = baselineOf(report.findings, shown)
    writeOutput(cwd, asked.write, baselineText(written), '--write-baseline')
    findings = applyBaseline(report.findings, written, shown).findings
  }
  return { ...report, findings }
}

function missingFiles(cwd: string, { entries }: Baseline): string[] {
  return [...new Set(entries.map(e => e.file))].filter(file => !existsSync(join(cwd, file)))
}

function staleLine(stale: Baseline['entries'], { baseline, prune }: BaselineArguments): string {
  const total = stale.reduce((sum, { count }) => sum + count, 0)
  const first = stale.slice(0, 3).map(({ file, rule }) => `${clean(file)} ${clean(rule)}`)
  const examples = `${first.join(', ')}${stale.length > first.length ? ' …' : ''}`
  const [matches, is, it] = total === 1 ? ['matches', 'is', 'it'] : ['match', 'are', 'them']
  const what = prune ? `and ${is} taken out` : `any more; --prune-baseline takes ${it} out`
  return `sysctl-lint: ${clean(baseline!)}: ${plural(total, 'known finding')} ${matches} nothing ${what} (${examples})`
}
