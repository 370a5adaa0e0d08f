import type { KernelRange } from './core/kernel-range.ts'
import { libraryOf } from './core/library.ts'
import { noPolicy, type Policy } from './core/policy.ts'
import type { Rule } from './core/rule.ts'
import type { Loader } from './core/setting.ts'
import { formats } from './formats/registry.ts'
import { loadConfig } from './io/read-config.ts'
import { defaultKernel } from './kernel/range.ts'
import { type LintResult, lint } from './lint.ts'
import { rules } from './rules/registry.generated.ts'

interface Options {
  readonly kernel?: KernelRange
  readonly loader?: Loader
  readonly policy?: Policy
  /** The text of a configuration file beside them, in place of a policy. */
  readonly config?: string | undefined
  /** Whether targets have to set what the policy requires. */
  readonly required?: boolean
  readonly rules?: readonly Rule[]
}

/**
 * Lints texts that are at hand, as if they were files of one repository.
 * @throws a user error for what is no configuration
 */
export async function lintTexts(
  files: readonly { readonly path: string; readonly text: string }[],
  options: Options = {},
): Promise<LintResult> {
  const { config, required = false } = options
  return lint(files, formats, options.rules ?? rules, {
    kernel: options.kernel ?? defaultKernel,
    loader: options.loader ?? 'systemd',
    policy: config === undefined ? (options.policy ?? noPolicy) : policyOf(config),
    library: libraryOf(files),
    required,
  })
}

function policyOf(text: string): Policy {
  const path = '.sysctl-lint.yml'
  return loadConfig({ read: asked => (asked === path ? { path, text } : null) }, '', path, '').policy
}
