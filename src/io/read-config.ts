import type { Given } from '../config/config-file.ts'
import { excludeFrom } from '../config/exclude.ts'
import { policyOver, type State } from '../config/in-force.ts'
import { isOutside, normalize, seenFrom, within } from '../config/paths.ts'
import { type PlacedPattern, patternsOf, unmatched, unusedOverrides } from '../config/patterns.ts'
import type { ConfigProblem } from '../config/problem.ts'
import { articleAlone, type Resolved, resolveConfig } from '../config/resolve.ts'
import type { Policy } from '../core/policy.ts'
import type { Source } from '../core/text.ts'
import { defaultKernel } from '../kernel/range.ts'
import { createLocator } from '../reports/locate.ts'
import type { ConfigSource } from './config-source.ts'
import { keeper } from './exclude.ts'
import { findConfig, patternFolder } from './find-config.ts'
import { UserError } from './user-error.ts'

export interface LoadedConfig {
  readonly policy: Policy
  /** As for `--exclude`, relative to the working directory. */
  readonly exclude: readonly string[]
  /** Paths that were read, from the root of the repository: a change to them is a change of policy. */
  readonly files: readonly string[]
  /** Those and files from outside, as messages name them. */
  readonly names: readonly string[]
  /** What is wrong but does not stop the run. */
  readonly warnings: readonly ConfigProblem[]
  /**
   * Patterns of overrides and of `exclude` that match none of these paths, with their places. Those of files above the working
   * directory are passed over.
   * @param paths relative to the working directory, before anything was left out
   */
  unusedPatterns(paths: readonly string[]): readonly ConfigProblem[]
  /** The patterns of `exclude` as they are written, with their places. */
  readonly excludePatterns: readonly Given<string>[]
  /** What holds where no override matches. */
  readonly top: State
  /** What is in force for a path, with where it comes from. */
  stateAt(path: string): State
}

/**
 * Reads the configuration of a run.
 * @param start where to look for one, from the root of the repository: '' or `infra`
 * @param asked the file that was typed, relative to `prefix` or absolute; null: the nearest from `start` up to the root
 * @param prefix where the working directory lies below the root: '' or `infra/`
 * @throws a user error that names file, line and column
 */
export function loadConfig(source: ConfigSource, start: string, asked: string | null, prefix: string): LoadedConfig {
  const cwd = normalize(prefix)
  const found = asked === null ? findConfig(source, normalize(start)) : named(source, asked, cwd)
  if (found === null) return loaded({ policy: articleAlone, files: [] }, cwd, [])
  const warnings: ConfigProblem[] = []
  const problems: ConfigProblem[] = []
  const display = (one: Source, path: string): Source => ({ path: nameOf(path, cwd), text: one.text })
  const main = display(found.source, found.path)
  for (const other of found.passedOver)
    warnings.push({
      message: `${seenFrom(cwd, other)} is not read, since ${main.path} is`,
      at: { source: main, start: 0, end: 0 },
    })
  const read = (path: string): Source | string => {
    const text = source.read(path)
    if (text) return display(text, path)
    return source.refusal?.(path) ?? 'does not exist, or is no plain text file of the repository'
  }
  const resolved = resolveConfig(main, found.path, found.folder, {
    read,
    kernel: defaultKernel,
    complain: (message, at) => problems.push({ message, at }),
    warn: (message, at) => warnings.push({ message, at }),
  })
  if (!resolved) throw new UserError(told(problems))
  return loaded(resolved, cwd, warnings)
}

function loaded(resolved: Resolved, cwd: string, warnings: readonly ConfigProblem[]): LoadedConfig {
  const policy = policyOver(resolved.policy, cwd)
  const { exclude, overrides } = patternsOf(resolved.policy)
  const excludes = exclude.map(one => ({ ...one, patterns: excludeFrom(one.value, one.folder, cwd) }))
  // what lies above the working directory is not looked at
  const isHere = ({ folder }: PlacedPattern): boolean => within(cwd, folder) !== null
  return {
    policy,
    exclude: excludes.flatMap(one => one.patterns),
    excludePatterns: exclude,
    top: policy.top,
    files: resolved.files.filter(path => !path.startsWith('/') && !isOutside(path)),
    names: resolved.files.map(path => nameOf(path, cwd)),
    warnings,
    unusedPatterns: paths => [
      ...unusedOverrides(overrides.filter(isHere), paths, cwd),
      ...unusedExcludes(excludes.filter(isHere), paths),
    ],
    stateAt: policy.stateAt,
  }
}

function nameOf(path: string, cwd: string): string {
  return path.startsWith('/') ? path : seenFrom(cwd, path)
}

/** The file that was asked for. */
function named(source: ConfigSource, asked: string, cwd: string) {
  const path = asked.startsWith('/') ? asked : normalize(`${cwd}/${asked}`)
  const text = source.read(path, true)
  if (!text) throw new UserError(`--config ${asked} ${source.refusal?.(path, true) ?? 'does not exist'}`)
  const outside = path.startsWith('/') || isOutside(path)
  return { path, source: text, folder: outside ? '' : patternFolder(path), passedOver: [] }
}

interface Exclude extends PlacedPattern {
  /** What it comes to in the working directory. */
  readonly patterns: readonly string[]
}

function unusedExcludes(excludes: readonly Exclude[], paths: readonly string[]): ConfigProblem[] {
  const tests = new Map(
    excludes.map(one => [one, keeper(one.patterns.map(pattern => pattern.replace(/^!/, '')))] as const),
  )
  return unmatched(excludes, paths, (one, path) => !tests.get(one)!(path))
}

/** The first problem with its place, and how many more there are. */
function told(problems: readonly ConfigProblem[]): string {
  const [first, ...more] = problems
  const others = more.length === 0 ? '' : ` (and ${more.length} more ${more.length === 1 ? 'problem' : 'problems'})`
  return `${placed(first!)}${others}`
}

/** A problem of a configuration as a line: `.sysctl-lint.yml:3:5: …`. */
export function placed({ message, at }: ConfigProblem): string {
  const { line, column } = createLocator()(at)
  return `${at.source.path}:${line}:${column}: ${message}`
}
