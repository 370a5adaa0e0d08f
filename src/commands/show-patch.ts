import { realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { FixedFile, FixPlan } from '../core/fix.ts'
import { type FixChoice, planFixes } from '../core/fix.ts'
import type { Report } from '../core/report.ts'
import { openForFixes, type Refusal } from '../io/apply-fixes.ts'
import { isTerminal } from '../io/colour.ts'
import { writableRoot } from '../io/open-place.ts'
import { osPath } from '../io/path-bytes.ts'
import { clean } from '../reports/clean.ts'
import { filePatch, newFilePatch } from '../reports/patch.ts'
import { createRedactor } from '../reports/redact.ts'
import { withoutCommands } from '../reports/without-commands.ts'
import { deliver } from './deliver.ts'
import type { LintArguments } from './lint-arguments.ts'
import { sayRefusals } from './make-fixes.ts'

/**
 * Prints what the fixes would change as a patch that `git apply` takes, and writes nothing. Names are relative to the root of the
 * repository, as git writes and reads them whatever directory it runs in.
 */
export async function showPatch(report: Report, choice: FixChoice, options: LintArguments): Promise<void> {
  const cwd = realpathSync.native(options.cwd)
  const { plan, refusals } = options.stdin
    ? planStdin(report, choice, options.stdin)
    : openForFixes(cwd, report.findings, choice, false)
  const root = options.stdin ? cwd : writableRoot(cwd)
  const named = (path: string): string => {
    const name = osPath(relative(root, resolve(cwd, path)).split(sep).join('/'))
    return (typeof name === 'string' ? Buffer.from(name) : name).toString('latin1')
  }
  const withheld: Refusal[] = []
  const patches: string[] = []
  for (const { path, text } of plan.creates) patches.push(newFilePatch({ path: named(path), text }))
  for (const file of plan.files) {
    const patch = filePatch({ name: named(file.source.path), text: file.source.text, edits: file.edits })
    const why = whyWithheld(patch, file, report, options)
    if (why === null) patches.push(patch)
    else withheld.push({ path: file.source.path, why })
  }
  sayRefusals([...refusals, ...withheld])
  const text = patches.join('')
  const forEyes = options.output === null && (await isTerminal(1))
  await deliver(forEyes ? text.replace(/[^\n\t]+/g, clean) : text, options)
}

function planStdin(
  report: Report,
  choice: FixChoice,
  { path, exact }: NonNullable<LintArguments['stdin']>,
): { plan: FixPlan; refusals: Refusal[] } {
  const why = 'is not UTF-8 throughout, so that not every byte would stay what it is'
  return {
    plan: planFixes(report.findings, choice, changed => exact || changed !== path),
    refusals: exact ? [] : [{ path, why }],
  }
}

/** A patch shows the lines around a change as they are, which not every line may be. */
function whyWithheld(patch: string, { source }: FixedFile, report: Report, { output }: LintArguments): string | null {
  const redactor = createRedactor(report.settings, report.findings)
  const shown = redactor.text(redactor.piece({ path: source.path, text: patch }, 0, patch))
  if (shown !== patch) return 'holds a secret beside the change, which a patch would show'
  const toRunner = output === null && process.env['GITHUB_ACTIONS'] === 'true'
  if (toRunner && withoutCommands(patch.replace(/^[ +-]/gm, '')) !== patch.replace(/^[ +-]/gm, ''))
    return "holds what GitHub's runner takes for commands, so name a file for the patch with --output"
  return null
}
