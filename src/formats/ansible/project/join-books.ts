import type { Step } from '../../../core/target.ts'
import { isInScope } from '../../../loaders/content-items.ts'

/** What one playbook does to a host. */
export interface Part {
  readonly book: string
  readonly steps: readonly Step[]
}

/** What a host is said to end up with: after one playbook, which is then named, or after all of them. */
export interface Joined {
  readonly book: string | null
  readonly steps: readonly Step[]
}

/** joinBooks that gives the same for the same. */
export function createJoiner(): (parts: readonly Part[]) => readonly Joined[] {
  const ids = new Map<readonly Step[], number>()
  const known = new Map<string, readonly Joined[]>()
  return parts => {
    for (const { steps } of parts) if (!ids.has(steps)) ids.set(steps, ids.size)
    const key = parts.map(({ book, steps }) => `${book}\0${ids.get(steps)}`).join('\0')
    let joined = known.get(key)
    if (!joined) {
      joined = joinBooks(parts)
      known.set(key, joined)
    }
    return joined
  }
}

/**
 * Nobody knows in which order playbooks run that do not import each other. Where they touch different things that does not matter, and
 * the host is one; otherwise it is a target for each. What one does that another does too is told once.
 */
export function joinBooks(parts: readonly Part[]): readonly Joined[] {
  const own: Part[] = []
  const places = new Set<string>()
  for (const part of parts) {
    const steps = part.steps.map(placeOf)
    if (!steps.every(place => places.has(place))) own.push(part)
    for (const place of steps) places.add(place)
  }
  const [first] = own
  if (!first) return []
  if (own.length === 1) return [{ book: null, steps: first.steps }]
  const touched = own.map(part => new Set(part.steps.flatMap(touches)))
  const isShared = touched.some((one, i) => touched.slice(i + 1).some(other => [...one].some(key => other.has(key))))
  if (isShared) return own
  const steps = own.flatMap(part => part.steps)
  // what may set anything may do so after all else
  return [{ book: null, steps: [...steps, ...steps.filter(isOpen)] }]
}

function placeOf(step: Step): string {
  if (step.do === 'load') return ''
  const { source, start } = step.do === 'write' ? step.at : step.setting.key
  return `${source.path}\0${start}\0${step.do === 'write' ? step.content.base : step.setting.parameter}`
}

/** Whether steps speak of a parameter of interest, or of a file that may. */
export function isTelling(steps: readonly Step[]): boolean {
  return steps.some(step => step.do === 'write' || (step.do !== 'load' && isInScope(step.setting.parameter)))
}

/** Only a run can tell what it sets. */
function isOpen(step: Step): boolean {
  return (step.do === 'set' || step.do === 'line') && step.setting.parameter === ''
}

/** Parameters and whole files. */
function touches(step: Step): string[] {
  if (step.do === 'load') return []
  if (step.do !== 'write') return isInScope(step.setting.parameter) ? [step.setting.parameter] : []
  const named = Array.from(step.content.text.matchAll(/net[./][\w./-]{1,100}/g), found => found[0].replaceAll('/', '.'))
  return step.append ? named : [`${step.path}`, ...named]
}
