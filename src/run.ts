import type { KernelRange } from './core/kernel-range.ts'
import { noPolicy, type Policy } from './core/policy.ts'
import type { Report } from './core/report.ts'
import type { Loader } from './core/setting.ts'
import type { Source } from './core/text.ts'
import { formats } from './formats/registry.ts'
import { gather } from './io/gather.ts'
import { createLibrary } from './io/library.ts'
import { stage } from './io/stage.ts'

export interface RunOptions {
  /** Absolute; every path in the report is relative to it. */
  readonly cwd: string
  /** Files, folders and globs; none means everything below `cwd`. */
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  readonly kernel: KernelRange
  readonly loader: Loader
  /** Whether comments in the files set findings aside; they do unless told otherwise. */
  readonly inlineIgnores?: boolean
  /** Inventories of Ansible to look at; unless given, those that are found. */
  readonly inventories?: readonly string[]
  /** Unless given, the rules apply as they are. */
  readonly policy?: Policy
  /** A text given instead of files. */
  readonly stdin?: { readonly text: string; readonly path: string }
  /** Whether targets have to set what the policy requires; they need not unless told. */
  readonly required?: boolean
  /** Filled with every path there is, also those that are left out. */
  readonly listed?: string[] | null
  /** False: only list what is set. */
  readonly judge: boolean
}

/** The story of one run: find, read, settle and judge. */
export async function run(options: RunOptions): Promise<Report> {
  const { stdin } = options
  const found = stdin ? null : await gather({ ...options, wanted: isWanted })
  const passedOver = found?.passedOver ?? []
  const sources: readonly Source[] = found?.sources ?? [stdin!]
  const library = createLibrary(options.cwd, found?.paths ?? [stdin!.path], sources)
  const files = library.paths.length
  if (sources.length === 0) return { settings: [], problems: [], findings: [], targets: [], files, passedOver }
  stage('load')
  // Most repositories set nothing, so what reads and judges is loaded only here.
  const { lint } = await import('./lint.ts')
  const rules = options.judge ? (await import('./rules/registry.generated.ts')).rules : []
  stage('judge')
  const { policy = noPolicy } = options
  const { effects, problems, findings, settled } = await lint(sources, formats, rules, { ...options, policy, library })
  return { settings: effects, problems, findings, targets: settled, files, passedOver }
}

/** Whether a file matters even if its bytes name no parameter. */
export function isWanted(path: string): boolean {
  return formats.some(format => format.claimsPath?.(path))
}
