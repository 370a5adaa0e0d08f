import type { KernelRange } from './core/kernel-range.ts'
import type { Report } from './core/report.ts'
import type { Loader } from './core/setting.ts'
import type { Source } from './core/text.ts'
import { formats } from './formats/registry.ts'
import { gather } from './io/gather.ts'
import { stage } from './io/stage.ts'

export interface RunOptions {
  /** Absolute; every path in the report is relative to it. */
  readonly cwd: string
  /** Files, folders and globs; none means everything below `cwd`. */
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  readonly kernel: KernelRange
  readonly loader: Loader
  /** A text given instead of files. */
  readonly stdin?: { readonly text: string; readonly path: string }
  /** False: only list what is set. */
  readonly judge: boolean
}

/** The story of one run: find, read, settle and judge. */
export async function run(options: RunOptions): Promise<Report> {
  const { stdin } = options
  const found = stdin ? null : await gather({ ...options, wanted: isWanted })
  const listed = found?.paths ?? [stdin!.path]
  const passedOver = found?.passedOver ?? []
  const sources: readonly Source[] = found?.sources ?? [stdin!]
  if (sources.length === 0) return { settings: [], problems: [], findings: [], files: listed.length, passedOver }
  stage('load')
  // Most repositories set nothing, so what reads and judges is loaded only here.
  const { lint } = await import('./lint.ts')
  const rules = options.judge ? (await import('./rules/registry.generated.ts')).rules : []
  stage('judge')
  const { effects, problems, findings } = await lint(sources, formats, rules, { ...options, listed })
  return { settings: effects, problems, findings, files: listed.length, passedOver }
}

/** Whether a file matters even if its bytes name no parameter. */
export function isWanted(path: string): boolean {
  return formats.some(format => format.claimsPath?.(path))
}
