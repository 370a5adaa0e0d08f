import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Loader } from '../core/setting.ts'
import type { Arguments } from '../io/arguments.ts'
import { parseKernelOption, parseLoader } from '../io/options.ts'
import { complain } from '../io/output.ts'
import { readStdin, type Stdin } from '../io/read-stdin.ts'
import { UserError } from '../io/user-error.ts'

/** What every command that looks at a repository is asked. */
export interface LintArguments {
  /** Absolute. */
  readonly cwd: string
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  readonly kernel: KernelRange
  readonly loader: Loader
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
  if (values.config !== undefined) refuseMissing(cwd, values.config)
  return {
    cwd,
    paths: fromStdin ? [] : words,
    exclude: values.exclude ?? [],
    kernel,
    loader,
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

function refuseMissing(cwd: string, file: string): void {
  if (!existsSync(resolve(cwd, file))) throw new UserError(`--config ${file} does not exist`)
  complain(`sysctl-lint: --config ${file} is not read by this version; the rules apply as they are`)
}
