import { applyIgnores } from './core/apply-ignores.ts'
import { type Circumstances, circumstancesAround, circumstancesOf } from './core/circumstances.ts'
import type { Effect, Settled } from './core/effect.ts'
import type { Finding, Severity } from './core/finding.ts'
import type { Format } from './core/format.ts'
import { judge } from './core/judge.ts'
import type { KernelRange } from './core/kernel-range.ts'
import type { Library } from './core/library.ts'
import { mergeTargets } from './core/merge-targets.ts'
import type { Policy } from './core/policy.ts'
import type { Rule } from './core/rule.ts'
import type { Loader } from './core/setting.ts'
import { withoutSharedFixes } from './core/shared-places.ts'
import type { ReadProblem, Target } from './core/target.ts'
import type { Source } from './core/text.ts'
import { hostPlace } from './formats/sysctl-conf/host-place.ts'
import { mainLink } from './loaders/host-files.ts'
import { settle } from './loaders/settle.ts'
import { onceEach } from './once-each.ts'
import { readTargets } from './read-targets.ts'
import { withoutContradictions, withoutEchoes } from './tidy-findings.ts'

export interface LintOptions {
  /** The kernels and the loader of paths of which the policy says nothing. */
  readonly kernel: KernelRange
  readonly loader: Loader
  readonly policy: Policy
  /** Whether targets have to set what the policy requires; they need not unless told. */
  readonly required?: boolean
  /** Inventories of Ansible to look at; unless given, those that are found. */
  readonly inventories?: readonly string[]
  /** Whether comments in the files set findings aside; they do unless told otherwise. */
  readonly inlineIgnores?: boolean
  /** Every path of the repository that is known of, read or not (files that are not read can still mask others), and their texts. */
  readonly library: Library
}

/** What the files set, and what the rules say. Without rules nothing is judged. */
export interface LintResult {
  readonly effects: readonly Effect[]
  /** What stood in the way of reading, whatever it is about. */
  readonly problems: readonly Finding[]
  readonly findings: readonly Finding[]
  /** What became of each target, under each of its circumstances, for who wants more than the findings. */
  readonly settled: readonly Settled[]
}

/** Reads, settles and judges. No input makes it throw: what goes wrong in a file is a problem at its place. */
export async function lint(
  sources: readonly Source[],
  formats: readonly Format[],
  rules: readonly Rule[],
  options: LintOptions,
): Promise<LintResult> {
  const { targets, problems } = await readTargets(sources, formats, options.library, options.inventories)
  const whole = withPresent(mergeTargets(targets), options.library)
  const { inlineIgnores = true, required = false, policy } = options
  const at = circumstancesOf(policy, options)
  const groups = whole.map(target => {
    const around = circumstancesAround(target, at)
    return (around.length > 0 ? around : [options]).map(({ loader, kernel }) => settle(target, loader, kernel))
  })
  const settled = groups.flat()
  const speaksFor = spokesman(groups, at)
  const readProblems = [
    ...problems,
    ...settled.flatMap(s => s.problems.filter(({ problem }) => speaksFor(s, problem.at.source.path))),
  ]
  const spoken = settled.filter(one => !one.target.isListed)
  const files = settledFiles(problems, options)
  const otherOf = (one: Settled) =>
    one === files ? files : settle(one.target, one.loader === 'systemd' ? 'procps' : 'systemd', one.kernel)
  const judged = judge({ settled: [...spoken, files], otherOf, speaksFor, policy, required }, rules)
  const plain = withoutSharedFixes(withoutContradictions(withoutEchoes(judged), settled), settled)
  const findings = inlineIgnores && rules.length > 0 ? applyIgnores(plain, sources, rules, policy) : plain
  return {
    effects: onceEach(settled, speaksFor),
    problems: readProblems.map(asFinding),
    findings,
    settled,
  }
}

function withPresent(targets: readonly Target[], library: Library): Target[] {
  if (!targets.some(t => t.kind === 'tree')) return [...targets]
  const present = new Map<string, string[]>()
  const elsewhere = new Set<string>()
  for (const path of library.paths) {
    const place = path.includes('sysctl') ? hostPlace(path) : null
    if (!place?.path) continue
    if (place.path === mainLink) {
      const leads = library.linkTarget?.(path) ?? null
      if (leads !== null && !/(^|\/)sysctl\.conf$/.test(leads)) elsewhere.add(`tree:${place.root}`)
    }
    const paths = present.get(`tree:${place.root}`)
    if (paths) paths.push(place.path)
    else present.set(`tree:${place.root}`, [place.path])
  }
  return targets.map(t => {
    if (t.kind !== 'tree') return t
    return { ...t, present: present.get(t.id) ?? [], elsewhere: elsewhere.has(t.id) ? [mainLink] : [] }
  })
}

/** Which settlement of a target with several a path belongs to: the one under its own circumstances, else the first. */
function spokesman(
  groups: readonly (readonly Settled[])[],
  at: (path: string) => Circumstances,
): (settled: Settled, path: string) => boolean {
  const several = new Map(groups.filter(group => group.length > 1).map(group => [group[0]!.target, group]))
  return (settled, path) => {
    const group = several.get(settled.target)
    if (!group) return true
    const { kernel, loader } = at(path)
    return (group.find(one => one.kernel === kernel && one.loader === loader) ?? group[0]) === settled
  }
}

/** Problems of reading belong to no host; the rules see them as a target that does nothing. */
function settledFiles(problems: readonly ReadProblem[], { loader, kernel }: Circumstances): Settled {
  const target: Target = { id: 'files', kind: 'variables', format: '', scope: '\0files', steps: [], dropped: [] }
  return { target, loader, kernel, effects: [], problems, run: new Map(), boot: new Map() }
}

const severities: Record<ReadProblem['rule'], Severity> = {
  syntax: 'warning',
  'malformed-line': 'error',
  'never-read': 'warning',
}

function asFinding({ rule, problem }: ReadProblem): Finding {
  return { ...problem, rule, severity: problem.severity ?? severities[rule] }
}
