import type { Settled } from './effect.ts'
import { compareFindings, type Finding, type Problem } from './finding.ts'
import type { KernelRange } from './kernel-range.ts'
import type { Policy } from './policy.ts'
import type { Rule } from './rule.ts'

/** What the rules judge. `otherOf` gives a target under the other loader, and is asked only when a rule wants to know. */
export interface Evidence {
  readonly settled: readonly Settled[]
  readonly otherOf: (settled: Settled) => Settled
  readonly kernel: KernelRange
  readonly policy: Policy
  /** Whether targets have to set what the policy requires; they need not unless told. */
  readonly required?: boolean
}

/** Lets every rule look at every target. Findings are in the order of reports, each once. */
export function judge(
  { settled, otherOf, kernel, policy, required = false }: Evidence,
  rules: readonly Rule[],
): Finding[] {
  const scopes = groupByScope(settled)
  const findings = new Map<string, Finding>()
  const isNew = createSpeaker()
  for (const one of settled) {
    const scope = scopes.get(one.target.scope) ?? [one]
    const context = {
      kernel,
      policy,
      required,
      scope,
      get other() {
        return otherOf(one)
      },
    }
    for (const rule of rules)
      for (const problem of rule.check(one, context)) {
        const { at } = problem
        if (!isNew(one, rule, problem)) continue
        const wanted = policy.at(at.source.path).severityOf(rule.id)
        if (wanted === 'off') continue
        const finding = { ...problem, rule: rule.id, severity: wanted ?? problem.severity ?? rule.severity }
        findings.set(`${rule.id}\0${at.source.path}\0${at.start}\0${at.end}\0${finding.message}`, finding)
      }
  }
  return [...findings.values()].sort(compareFindings)
}

/** Hosts that share a place share what is said of it: the first that has something to say of it speaks, in its own numbers. */
function createSpeaker(): (settled: Settled, rule: Rule, problem: Problem) => boolean {
  const speakers = new Map<string, string>()
  return ({ target }, rule, { at, parameter }) => {
    if (target.name === undefined) return true
    const place = `${rule.id}\0${at.source.path}\0${at.start}\0${at.end}\0${parameter ?? ''}`
    const speaker = speakers.get(place)
    if (speaker === undefined) speakers.set(place, target.id)
    return speaker === undefined || speaker === target.id
  }
}

function groupByScope(settled: readonly Settled[]): Map<string, Settled[]> {
  const scopes = new Map<string, Settled[]>()
  for (const one of settled) {
    const list = scopes.get(one.target.scope)
    if (list) list.push(one)
    else scopes.set(one.target.scope, [one])
  }
  return scopes
}
