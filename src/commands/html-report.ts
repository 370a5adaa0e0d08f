import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { policyOver } from '../config/in-force.ts'
import { articleAlone } from '../config/resolve.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import { type Limit, noPolicy, type Policy } from '../core/policy.ts'
import type { Report } from '../core/report.ts'
import type { Loader } from '../core/setting.ts'
import { defaultOf, findParameter } from '../kernel/parameters.ts'
import { closeUnits } from '../reports/close-arrows.ts'
import type { Compared } from '../reports/html/changes.ts'
import { htmlPage } from '../reports/html/page.ts'
import type { ParameterFacts } from '../reports/html/parameter-facts.ts'
import { rules } from '../rules/registry.generated.ts'
import { version } from '../version.ts'

export interface HtmlView {
  /** Absolute. */
  readonly cwd: string
  readonly kernel: KernelRange
  readonly loader: Loader
  /** What the findings were judged by; unless given, the article. */
  readonly policy?: Policy
  readonly since: Compared | null
}

/** The report as a page. The kernel's and the policy's facts go along as plain values, since reports know neither. */
export function htmlReport(report: Report, view: HtmlView): string {
  const { cwd, kernel, loader, since } = view
  return htmlPage(report, {
    version,
    rules,
    hash: what => createHash('sha256').update(what).digest('hex'),
    facts: factsOf(report, view),
    name: basename(cwd) || cwd,
    when: madeAt(process.env['SOURCE_DATE_EPOCH']),
    scope: `For kernels ${kernel.name}, with ${loader === 'systemd' ? 'systemd-sysctl' : 'procps’ sysctl'} at boot.`,
    since,
  })
}

function factsOf({ settings }: Report, { kernel, policy = noPolicy }: HtmlView): Map<string, ParameterFacts> {
  const limits = new Map<string, Map<string, Limit>>()
  for (const { setting } of settings) {
    const own = limits.get(setting.parameter) ?? new Map<string, Limit>()
    limits.set(setting.parameter, own)
    for (const limit of limitsAt(policy, setting.key.source.path, setting.parameter))
      own.set(JSON.stringify([limit.authority, limit.min, limit.max, limit.oneOf]), limit)
  }
  const wanted = new Set([...limits.keys(), ...Object.keys(closeUnits).map(name => `net.ipv4.${name}`)])
  const facts = new Map<string, ParameterFacts>()
  for (const name of wanted) {
    const known = findParameter(name)
    if (!known) continue
    const { doc, unit, values } = known
    facts.set(name, {
      doc,
      unit,
      values,
      initial: defaultOf(known, kernel),
      limits: [...(limits.get(name)?.values() ?? [])],
    })
  }
  return facts
}

/** Where no configuration speaks, the rules judge by the article. */
function limitsAt(policy: Policy, path: string, parameter: string): readonly Limit[] {
  const inForce = policy.at(path)
  const own = inForce.limits.get(parameter) ?? []
  if (own.length > 0 || inForce.articleHolds !== undefined) return own
  return policyOver(articleAlone, '').top.limits.get(parameter) ?? []
}

/** Minutes of UTC; a build that has to be the same twice names its time (reproducible-builds.org). */
function madeAt(epoch: string | undefined): string {
  const date = epoch && /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date()
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
