import { createPathMatcher } from '../core/glob.ts'
import type { Given } from './config-file.ts'
import { normalize, within } from './paths.ts'
import type { ConfigProblem } from './problem.ts'
import type { ResolvedPolicy } from './resolve.ts'
import { shown } from './words.ts'

/** A pattern of a configuration file, with the folder that it is relative to. */
export interface PlacedPattern extends Given<string> {
  readonly folder: string
}

export interface Patterns {
  readonly overrides: readonly PlacedPattern[]
  readonly exclude: readonly PlacedPattern[]
}

/** Every pattern of a policy and of what it extends; what is extended comes first. */
export function patternsOf(policy: ResolvedPolicy, seen = new Set<ResolvedPolicy>()): Patterns {
  if (policy.kind === 'built-in' || seen.has(policy)) return { overrides: [], exclude: [] }
  seen.add(policy)
  const { file, folder } = policy
  const extended = policy.extends.map(one => patternsOf(one, seen))
  const placed = (patterns: readonly Given<string>[]) => patterns.map(one => ({ ...one, folder }))
  return {
    overrides: [...extended.flatMap(one => one.overrides), ...placed(file.overrides.flatMap(o => o.patterns))],
    exclude: [...extended.flatMap(one => one.exclude), ...placed(file.exclude)],
  }
}

/** Comparisons after which no more patterns are looked at, a second's worth. */
const mostComparisons = 2_000_000

/** Patterns that match none of some paths, which are told by a function. */
export function unmatched<T extends Given<string>>(
  patterns: readonly T[],
  paths: readonly string[],
  matches: (pattern: T, path: string) => boolean,
): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  let left = mostComparisons
  for (const pattern of patterns) {
    if (left <= 0) break
    const found = paths.findIndex(path => matches(pattern, path))
    left -= found < 0 ? paths.length : found + 1
    if (found < 0)
      problems.push({ message: `${shown(pattern.value)} matches no file${hint(pattern.value)}`, at: pattern.at })
  }
  return problems
}

/** @param cwd the working directory from the root, to which `paths` are relative */
export function unusedOverrides(
  patterns: readonly PlacedPattern[],
  paths: readonly string[],
  cwd: string,
): ConfigProblem[] {
  const whole = cwd === '' ? paths : paths.map(path => normalize(`${cwd}/${path}`))
  const matches = createPathMatcher()
  return unmatched(patterns, whole, ({ value, folder }, path) => {
    const inside = within(folder, path)
    return inside !== null && matches(value, inside)
  })
}

function hint(pattern: string): string {
  if (/\{[^}]*,/.test(pattern)) return '; braces have no meaning here, write a pattern for each'
  if (pattern.startsWith('./')) return `; leave out the ./ at its start`
  return '; it is relative to the folder of this file, as in .gitignore'
}
