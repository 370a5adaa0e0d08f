import { statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { compareWithMachine } from '../core/drift.ts'
import type { Settled } from '../core/effect.ts'
import { type EffectiveTarget, effectiveTargets } from '../core/effective.ts'
import { isGlob, matchesGlob } from '../core/glob.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Report } from '../core/report.ts'
import type { Target } from '../core/target.ts'
import type { Arguments } from '../io/arguments.ts'
import { wantsColour } from '../io/colour.ts'
import { nearest } from '../io/nearest.ts'
import { oneOf } from '../io/options.ts'
import { complain } from '../io/output.ts'
import { readBounded } from '../io/read-bounded.ts'
import { stage } from '../io/stage.ts'
import { UserError } from '../io/user-error.ts'
import { settle } from '../loaders/settle.ts'
import { type Dump, readDump } from '../loaders/sysctl-dump.ts'
import { driftJson, effectiveJson } from '../reports/effective-json.ts'
import { driftText, effectiveText } from '../reports/effective-text.ts'
import { passedOverLine } from '../reports/passed-over-line.ts'
import { unreadLines } from '../reports/unread-lines.ts'
import { type RunOptions, run } from '../run.ts'
import { deliver } from './deliver.ts'
import { type LintArguments, readLintArguments } from './lint-arguments.ts'
import { tellConfig } from './tell-config.ts'

/** What each host ends up with, and with --against where a machine has left that; then 1 says that one has. */
export async function effective(args: Arguments): Promise<0 | 1> {
  const { values } = args
  const format = oneOf(values.format ?? 'text', ['text', 'json'], '--format')
  const options = await readLintArguments(args)
  const dump = values.against === undefined ? null : readAgainst(options.cwd, values.against)
  const report = await run({ ...options, judge: false, ...inventories(options, values.inventory ?? []) })
  tellConfig(options)
  stage('report')
  const all = bothLoaders(report, options)
  const targets = named(all, values.host ?? [])
  const colour = options.output === null ? await wantsColour(args.colour, process.env) : args.colour === true
  const style = { colour, quiet: options.quiet }
  if (format === 'json' && !options.quiet && report.passedOver.length > 0) complain(passedOverLine(report))
  for (const line of options.quiet ? [] : unreadLines(report)) complain(line)
  if (dump === null) {
    await deliver(format === 'json' ? effectiveJson(targets, report) : effectiveText(targets, report, style), options)
    return 0
  }
  const comparison = compareWithMachine(oneTarget(targets, values.host ?? []), dump)
  await deliver(format === 'json' ? driftJson(comparison, report) : driftText(comparison, report, style), options)
  return comparison.drifts.length > 0 ? 1 : 0
}

/** Inventories are looked at with their variables even if they lie elsewhere, or git ignores them. */
function inventories(
  { cwd, paths }: LintArguments,
  typed: readonly string[],
): Pick<RunOptions, 'paths' | 'inventories'> {
  const isFolder = (path: string) => statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory() ?? false
  const beside = typed
    .filter(path => !isFolder(path))
    .flatMap(path => ['group_vars', 'host_vars'].map(name => join(dirname(path), name)))
  const all = paths.length > 0 ? paths : ['.']
  return {
    paths: typed.length > 0 ? [...all, ...typed, ...beside.filter(isFolder)] : paths,
    inventories: typed.map(path => relative(cwd, resolve(cwd, path)).replaceAll(sep, '/')),
  }
}

/** systemd first, procps where it differs; only the one that was asked for, or that the configuration gives. */
function bothLoaders(report: Report, { policy }: LintArguments): EffectiveTarget[] {
  const kernels = new Map<Target, Set<KernelRange>>()
  for (const { target, kernel } of report.targets) kernels.set(target, (kernels.get(target) ?? new Set()).add(kernel))
  return report.targets.flatMap(one => {
    // files of one target can lie under different kernels (core/circumstances.ts)
    const which = kernels.get(one.target)!.size > 1 ? ` (kernel ${one.kernel.name})` : ''
    const ends = (settled: Settled) => effectiveTargets([settled]).map(t => ({ ...t, name: `${t.name}${which}` }))
    const first = ends(one)
    const path = one.effects[0]?.setting.key.source.path
    if (first.length === 0 || path === undefined || policy.at(path).loader !== null) return first
    const second = ends(settle(one.target, 'procps', one.kernel))
    return [...first, ...second.filter(target => !first.some(other => isSame(target, other)))]
  })
}

function isSame(a: EffectiveTarget, b: EffectiveTarget): boolean {
  const ends = ({ name, parameters }: EffectiveTarget) =>
    JSON.stringify([name, parameters.map(p => [p.parameter, p.value])])
  return ends(a) === ends(b)
}

/** @throws a user error for a host that is not there */
function named(targets: readonly EffectiveTarget[], hosts: readonly string[]): readonly EffectiveTarget[] {
  if (hosts.length === 0) return targets
  const isOf = ({ name }: EffectiveTarget, host: string) =>
    name === host || name.startsWith(`${host} (`) || (isGlob(host) && matchesGlob(host, withoutLabel(name)))
  for (const host of hosts) {
    if (targets.some(target => isOf(target, host))) continue
    const near = nearest(
      host,
      targets.flatMap(t => [t.name, withoutLabel(t.name)]),
    )
    throw new UserError(
      `--host ${host} is no target here${near === null ? '; leave it out to see all' : `; did you mean ${near}?`}`,
    )
  }
  return targets.filter(target => hosts.some(host => isOf(target, host)))
}

/** `web1` of `web1 (inventories/prod)`. */
function withoutLabel(name: string): string {
  return name.replace(/ \([^()]*\)$/, '')
}

/** A machine is compared with one host, under the first loader. @throws a user error where there are several, or none */
function oneTarget(targets: readonly EffectiveTarget[], hosts: readonly string[]): EffectiveTarget {
  const exact = targets.filter(target => hosts.includes(target.name))
  const found = exact.length > 0 ? exact : targets
  const names = [...new Set(found.map(t => t.name))]
  if (names.length > 1)
    throw new UserError(`--against compares with one target; say which with --host: ${names.slice(0, 10).join(', ')}`)
  if (!found[0]) throw new UserError('--against has nothing to compare with: no target here sets a TCP parameter')
  return found[0]
}

/** Bytes: a host with a thousand network interfaces prints some ten million. */
const longestDump = 64 << 20

/** @throws a user error for what is no dump */
function readAgainst(cwd: string, file: string): Dump {
  const text = readBounded(cwd, file, longestDump, '--against')
  if (text.slice(0, 8192).includes('\0')) throw new UserError(`--against ${file} is binary; make it with sysctl -a`)
  const dump = readDump(text)
  if (dump.values.size > 0) return dump
  throw new UserError(`--against ${file} has no line like net.ipv4.tcp_fin_timeout = 60; make it with sysctl -a`)
}
