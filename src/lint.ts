import { applyIgnores } from './core/apply-ignores.ts'
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
import type { ReadProblem, Target } from './core/target.ts'
import type { Source } from './core/text.ts'
import { usedValues, withUsedValue } from './core/used-values.ts'
import { hostPlace } from './formats/sysctl-conf/host-place.ts'
import { mainLink } from './loaders/host-files.ts'
import { settle } from './loaders/settle.ts'
import { placeOf } from './loaders/story.ts'
import { readTargets } from './read-targets.ts'

export interface LintOptions {
  readonly kernel: KernelRange
  readonly loader: Loader
  readonly policy: Policy
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
  /** What became of each target, for who wants more than the findings. */
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
  const settled = whole.map(target => settle(target, options.loader, options.kernel))
  const readProblems = [...problems, ...settled.flatMap(s => s.problems)]
  const spoken = settled.filter(one => !one.target.isListed)
  const files = settledFiles(problems, options.loader)
  const other = options.loader === 'systemd' ? 'procps' : 'systemd'
  const otherOf = (one: Settled) => (one === files ? files : settle(one.target, other, options.kernel))
  const judged = judge({ settled: [...spoken, files], otherOf, kernel: options.kernel, policy: options.policy }, rules)
  const plain = withoutContradictions(withoutEchoes(judged), settled)
  const { inlineIgnores = true, policy } = options
  const findings = inlineIgnores && rules.length > 0 ? applyIgnores(plain, sources, rules, policy) : plain
  return {
    effects: onceEach(settled),
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

/** Problems of reading belong to no host; the rules see them as a target that does nothing. */
function settledFiles(problems: readonly ReadProblem[], loader: Loader): Settled {
  const target: Target = { id: 'files', kind: 'variables', format: '', scope: '\0files', steps: [], dropped: [] }
  return { target, loader, effects: [], problems, run: new Map(), boot: new Map() }
}

const severities: Record<ReadProblem['rule'], Severity> = {
  syntax: 'warning',
  'malformed-line': 'error',
  'never-read': 'warning',
}

function asFinding({ rule, problem }: ReadProblem): Finding {
  return { ...problem, rule, severity: problem.severity ?? severities[rule] }
}

/** `sysctl -w tcp_rmem=1 2 3` is one mistake: the words too many are spoken of, and not also the numbers too few before them. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const malformed = new Set<string>()
  for (const { rule, parameter, at } of findings)
    if (rule === 'malformed-line' && parameter) malformed.add(`${at.source.path}\0${parameter}\0${at.start}`)
  if (malformed.size === 0) return [...findings]
  return findings.filter(({ rule, parameter, at }) => {
    return rule !== 'misread-value' || !malformed.has(`${at.source.path}\0${parameter}\0${at.end + 1}`)
  })
}

/** What holds on one host is not said never to hold because it loses on another. */
function withoutContradictions(findings: readonly Finding[], settled: readonly Settled[]): Finding[] {
  if (!findings.some(finding => finding.rule === 'overridden')) return [...findings]
  const held = new Set<string>()
  for (const { effects } of settled)
    for (const { setting, outcome } of effects)
      if (outcome === 'applied') held.add(`${setting.key.source.path}\0${setting.key.start}\0${setting.parameter}`)
  return findings.filter(({ rule, at, parameter }) => {
    return rule !== 'overridden' || !held.has(`${at.source.path}\0${at.start}\0${parameter ?? ''}`)
  })
}

const weights = { applied: 4, unknown: 3, overridden: 2, refused: 1, ignored: 0 } as const

/** One entry a written place, in the order of files and places: of several hosts the one where it gets furthest. */
function onceEach(settled: readonly Settled[]): Effect[] {
  const places = new Map<string, Effect>()
  for (const effect of settled.flatMap(s => s.effects)) {
    const place = placeOf(effect.setting)
    const known = places.get(place)
    if (!known || weights[effect.outcome] > weights[known.outcome]) places.set(place, effect)
  }
  const values = usedValues(settled)
  const entries = [...places.values()].map(effect => withUsedValue(effect, values))
  return entries.sort((a, b) => {
    const [x, y] = [a.setting.key, b.setting.key]
    return x.source.path === y.source.path ? x.start - y.start : x.source.path < y.source.path ? -1 : 1
  })
}
