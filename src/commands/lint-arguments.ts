import type { KernelRange } from '../core/kernel-range.ts'
import { noPolicy, type Policy, policyTold } from '../core/policy.ts'
import type { Loader } from '../core/setting.ts'
import type { Arguments } from '../io/arguments.ts'
import { configurationAt } from '../io/configuration.ts'
import { parseKernelOption, parseLoader } from '../io/options.ts'
import type { LoadedConfig } from '../io/read-config.ts'
import { readStdin, type Stdin } from '../io/read-stdin.ts'
import { UserError } from '../io/user-error.ts'

/** What every command that looks at a repository is asked. */
export interface LintArguments {
  /** Absolute. */
  readonly cwd: string
  readonly paths: readonly string[]
  /** Patterns of the configuration, then those that were typed. */
  readonly exclude: readonly string[]
  /** Of paths of which the policy says nothing. */
  readonly kernel: KernelRange
  readonly loader: Loader
  /** The configuration, under what was typed. */
  readonly policy: Policy
  readonly config: LoadedConfig | null
  /** Filled with every path there is while the run goes on; null where not everything is looked at. */
  readonly listed: string[] | null
  /** A text given instead of files. */
  readonly stdin?: Stdin & { readonly path: string }
  /** A file to write the report to; null: standard output. */
  readonly output: string | null
  readonly quiet: boolean
}

/** @throws a user error for what is not understood */
export async function readLintArguments({ words, values }: Arguments): Promise<LintArguments> {
  const fromStdin = words.includes('-')
  if (fromStdin && words.length > 1) throw new UserError('- (standard input) stands alone; leave out the other paths')
  const stdinName = values['stdin-filename']
  if (stdinName !== undefined && !fromStdin)
    throw new UserError('--stdin-filename names standard input; give - as the path')
  const kernel = parseKernelOption(values.kernel ?? null, values.hz ?? null)
  const loader = parseLoader(values.loader ?? 'systemd')
  const cwd = workingDirectory()
  const config = await configurationAt(cwd, values.config ?? null)
  const told = {
    kernel: values.kernel === undefined ? null : kernel,
    hz: values.hz === undefined ? null : kernel.hz,
    loader: values.loader === undefined ? null : loader,
  }
  return {
    cwd,
    paths: fromStdin ? [] : words,
    exclude: [...(config?.exclude ?? []), ...(values.exclude ?? [])],
    kernel,
    loader,
    policy: policyTold(config?.policy ?? noPolicy, told),
    config,
    listed: words.length === 0 ? [] : null,
    ...(fromStdin ? { stdin: { path: stdinName ?? 'stdin.conf', ...(await readStdin()) } } : {}),
    output: values.output ?? null,
    quiet: values.quiet ?? false,
  }
}

/** @throws a user error if it was deleted */
export function workingDirectory(): string {
  try {
    return process.cwd()
  } catch {
    throw new UserError('The current directory does not exist any more; change to another')
  }
}
