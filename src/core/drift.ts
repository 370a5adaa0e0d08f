import type { EffectiveTarget } from './effective.ts'
import type { Span } from './text.ts'

/** A parameter of which the machine says something else than the repository. */
export interface Drift {
  readonly target: string
  readonly parameter: string
  readonly expected: string
  /** null: the machine does not have it. */
  readonly actual: string | null
  readonly at: Span
}

/** Where a machine has left what the repository says. Only known values are compared, and only parameters that the target sets. */
export function driftOf(target: EffectiveTarget, actual: ReadonlyMap<string, string>): Drift[] {
  const drifts: Drift[] = []
  for (const { parameter, value, at } of target.parameters) {
    const found = actual.get(parameter) ?? null
    if (value !== null && !isSame(value, found))
      drifts.push({ target: target.name, parameter, expected: value, actual: found, at })
  }
  return drifts
}

/** `*` stands for a number that keeps what it was. */
function isSame(expected: string, actual: string | null): boolean {
  if (actual === null) return false
  const numbers = actual.split(' ')
  const wanted = expected.trim().split(/\s+/)
  return wanted.length === numbers.length && wanted.every((one, i) => one === '*' || one === numbers[i])
}
