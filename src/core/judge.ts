import type { Settled } from './effect.ts'
import { compareFindings, type Finding, type Problem } from './finding.ts'
import type { Policy } from './policy.ts'
import type { Rule } from './rule.ts'
import type { Target } from './target.ts'
import { createWitnesses } from './witnesses.ts'

/** What the rules judge. `otherOf` gives a target under the other loader, and is asked only when a rule wants to know. */
export interface Evidence {
  /** A target may be there several times, under different circumstances (core/circumstances.ts). */
  readonly settled: readonly Settled[]
  readonly otherOf: (settled: Settled) => Settled
  /** Whether what is found at a path is for this settlement to say, where its target has several; unless given, it is. */
  readonly speaksFor?: (settled: Settled, path: string) => boolean
  readonly policy: Policy
  /** Whether targets have to set what the policy requires; they need not unless told. */
  readonly required?: boolean
}

/** Lets every rule look at every target. Findings are in the order of reports, each once. */
export function judge(
  { settled, otherOf, speaksFor = () => true, policy, required = false }: Evidence,
  rules: readonly Rule[],
): Finding[] {
  const scopeOf = scopesOf(settled)
  const findings = new Map<string, Finding>()
  const isNew = createSpeaker()
  const witnesses = createWitnesses()
  for (const one of settled) {
    const context = {
      kernel: one.kernel,
      policy,
      required,
      scope: scopeOf(one),
      get other() {
        return otherOf(one)
      },
    }
    for (const rule of rules)
      for (const problem of rule.check(one, context)) {
        const { at } = problem
        if (!speaksFor(one, at.source.path)) continue
        witnesses.note(one.target, rule.id, problem)
        if (!isNew(one, rule, problem)) continue
        const wanted = policy.at(at.source.path).severityOf(rule.id)
        if (wanted === 'off') continue
        const finding = { ...problem, rule: rule.id, severity: wanted ?? problem.severity ?? rule.severity }
        findings.set(`${rule.id}\0${at.source.path}\0${at.start}\0${at.end}\0${finding.message}`, finding)
      }
  }
  return witnesses.told([...findings.values()], settled).sort(compareFindings)
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

/** The targets around each, by scope; made once for all that share scope and circumstances. */
function scopesOf(settled: readonly Settled[]): (one: Settled) => readonly Settled[] {
  const all = new Map<string, Settled[]>()
  for (const one of settled) {
    const list = all.get(one.target.scope)
    if (list) list.push(one)
    else all.set(one.target.scope, [one])
  }
  const made = new Map<string, Map<Settled['kernel'], readonly Settled[]>>()
  return one => {
    const key = `${one.loader}\0${one.target.scope}`
    const byKernel = made.get(key) ?? new Map<Settled['kernel'], readonly Settled[]>()
    made.set(key, byKernel)
    const scope = byKernel.get(one.kernel) ?? likeliest(all.get(one.target.scope)!, one)
    byKernel.set(one.kernel, scope)
    return scope
  }
}

/** Each target of a scope once: where it has several settlements, the one under the same circumstances. */
function likeliest(scope: readonly Settled[], like: Settled): readonly Settled[] {
  const found = new Map<Target, Settled>()
  for (const one of scope) {
    const before = found.get(one.target)
    if (!before || (one.loader === like.loader && one.kernel === like.kernel)) found.set(one.target, one)
  }
  return found.size === scope.length ? scope : [...found.values()]
}
