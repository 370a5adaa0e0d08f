import type { Effect, Settled } from './core/effect.ts'
import type { Finding, Severity } from './core/finding.ts'
import type { Format } from './core/format.ts'
import { judge } from './core/judge.ts'
import type { KernelRange } from './core/kernel-range.ts'
import { mergeTargets } from './core/merge-targets.ts'
import type { Rule } from './core/rule.ts'
import type { Loader } from './core/setting.ts'
import type { Reading, ReadProblem, Target } from './core/target.ts'
import type { Source } from './core/text.ts'
import { hostPlace } from './formats/sysctl-conf/host-place.ts'
import { settle } from './loaders/settle.ts'
import { placeOf } from './loaders/story.ts'

export interface LintOptions {
  readonly kernel: KernelRange
  readonly loader: Loader
  /** Every path of the repository that is known of, read or not: files that are not read can still mask others. */
  readonly listed: readonly string[]
}

/** What the files set, and what the rules say. Without rules nothing is judged. */
export interface LintResult {
  readonly effects: readonly Effect[]
  /** What stood in the way of reading, whatever it is about. */
  readonly problems: readonly Finding[]
  readonly findings: readonly Finding[]
}

/** Reads, settles and judges. No input makes it throw: what goes wrong in a file is a problem at its place. */
export async function lint(
  sources: Iterable<Source>,
  formats: readonly Format[],
  rules: readonly Rule[],
  options: LintOptions,
): Promise<LintResult> {
  const { targets, problems } = await readTargets(sources, formats)
  const whole = withPresent(mergeTargets(targets), options.listed)
  const settled = whole.map(target => settle(target, options.loader, options.kernel))
  const readProblems = [...problems, ...settled.flatMap(s => s.problems)]
  const files = settledFiles(problems, options.loader)
  const other = options.loader === 'systemd' ? 'procps' : 'systemd'
  const otherOf = (one: Settled) => (one === files ? files : settle(one.target, other, options.kernel))
  const findings = judge({ settled: [...settled, files], otherOf, kernel: options.kernel }, rules)
  return { effects: onceEach(settled), problems: readProblems.map(asFinding), findings: withoutEchoes(findings) }
}

async function readTargets(sources: Iterable<Source>, formats: readonly Format[]) {
  const targets: Target[] = []
  const problems: ReadProblem[] = []
  for (const source of sources) {
    const format = formats.find(f => f.claims(source))
    if (!format) continue
    const reading = readSafely(await format.load(), source)
    for (const target of reading.targets) targets.push(target)
    for (const problem of reading.problems) problems.push(problem)
  }
  return { targets, problems }
}

/** A file nested deeper than the stack allows is a file that cannot be read; any other fault is ours and goes up. */
function readSafely(read: (source: Source) => Reading, source: Source): Reading {
  try {
    return read(source)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const message = `${source.path} is nested too deeply to be read, so its settings are not checked`
    return { targets: [], problems: [{ rule: 'syntax', problem: { message, at: { source, start: 0, end: 0 } } }] }
  }
}

function withPresent(targets: readonly Target[], listed: readonly string[]): Target[] {
  if (!targets.some(t => t.kind === 'tree')) return [...targets]
  const present = new Map<string, string[]>()
  for (const path of listed) {
    const place = path.includes('sysctl') ? hostPlace(path) : null
    if (!place?.path) continue
    const paths = present.get(`tree:${place.root}`)
    if (paths) paths.push(place.path)
    else present.set(`tree:${place.root}`, [place.path])
  }
  return targets.map(t => (t.kind === 'tree' ? { ...t, present: present.get(t.id) ?? [] } : t))
}

/** Problems of reading belong to no host; the rules see them as a target that does nothing. */
function settledFiles(problems: readonly ReadProblem[], loader: Loader): Settled {
  const target: Target = { id: 'files', kind: 'variables', format: '', scope: '\0files', steps: [], dropped: [] }
  return { target, loader, effects: [], problems, boot: new Map() }
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

/** One entry a written place, in the order of files and places. */
function onceEach(settled: readonly Settled[]): Effect[] {
  const places = new Map<string, Effect>()
  for (const effect of settled.flatMap(s => s.effects)) {
    const place = placeOf(effect.setting)
    if (!places.has(place)) places.set(place, effect)
  }
  return [...places.values()].sort((a, b) => {
    const [x, y] = [a.setting.key, b.setting.key]
    return x.source.path === y.source.path ? x.start - y.start : x.source.path < y.source.path ? -1 : 1
  })
}
