import type { KernelRange } from './core/kernel-range.ts'
import { libraryOf } from './core/library.ts'
import { noPolicy, type Policy } from './core/policy.ts'
import type { Rule } from './core/rule.ts'
import type { Loader } from './core/setting.ts'
import { formats } from './formats/registry.ts'
import { defaultKernel } from './kernel/range.ts'
import { type LintResult, lint } from './lint.ts'
import { rules } from './rules/registry.generated.ts'

/** Lints texts that are at hand, as if they were files of one repository. */
export async function lintTexts(
  files: readonly { readonly path: string; readonly text: string }[],
  options: {
    readonly kernel?: KernelRange
    readonly loader?: Loader
    readonly policy?: Policy
    readonly rules?: readonly Rule[]
  } = {},
): Promise<LintResult> {
  return lint(files, formats, options.rules ?? rules, {
    kernel: options.kernel ?? defaultKernel,
    loader: options.loader ?? 'systemd',
    policy: options.policy ?? noPolicy,
    library: libraryOf(files),
  })
}
