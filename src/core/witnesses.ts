import type { Settled } from './effect.ts'
import type { Finding, Problem } from './finding.ts'
import type { Target } from './target.ts'
import type { Span } from './text.ts'

/** Which hosts a finding is true of: several can share the place of a variable, and have other things around it. */
export interface Witnesses {
  note(target: Target, rule: string, problem: Problem): void
  /** The findings, with the hosts in words where they are not all that have the setting. */
  told(findings: readonly Finding[], settled: readonly Settled[]): Finding[]
}

/** Names of hosts that a message bears. */
const mostNames = 2

/** Nothing is said yet. */
export function createWitnesses(): Witnesses {
  const said = new Map<string, Set<Target>>()
  return {
    note(target, rule, problem) {
      if (!isHost(target)) return
      const key = `${rule}\0${placeOf(problem.at, problem.parameter)}\0${problem.message}`
      said.set(key, (said.get(key) ?? new Set()).add(target))
    },
    told(findings, settled) {
      if (said.size === 0) return [...findings]
      const places = new Map<string, Set<Target>>()
      for (const { at, parameter } of findings) places.set(placeOf(at, parameter), new Set())
      for (const { target, effects } of settled)
        if (isHost(target))
          for (const { setting } of effects) places.get(placeOf(setting.key, setting.parameter))?.add(target)
      return findings.map(finding => {
        const place = placeOf(finding.at, finding.parameter)
        const own = said.get(`${finding.rule}\0${place}\0${finding.message}`)
        const all = places.get(place)!
        if (!own || [...all].every(target => own.has(target))) return finding
        return { ...finding, message: `${finding.message}; so on ${namesOf(own)}, but not on every host` }
      })
    },
  }
}

/** Of a host that nothing here names nobody knows what it has around a setting. */
function isHost({ name, isImplied = false }: Target): boolean {
  return name !== undefined && !isImplied
}

function placeOf({ source, start, end }: Span, parameter = ''): string {
  return `${source.path}\0${start}\0${end}\0${parameter}`
}

function namesOf(targets: ReadonlySet<Target>): string {
  const names = [...targets].flatMap(({ name, alike = [] }) => [name!, ...alike]).map(shortened)
  const shown = names.slice(0, mostNames)
  const left = names.length - shown.length
  return left > 0 ? `${shown.join(', ')} and ${left} more` : shown.join(' and ')
}

function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 59)}…`
}
