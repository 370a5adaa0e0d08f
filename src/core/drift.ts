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

/** Where a machine has left what the repository says. */
export interface Comparison {
  readonly drifts: readonly Drift[]
  readonly compared: number
  /** Parameters whose value the repository does not say: a variable, a condition, a refused value. */
  readonly unknown: readonly string[]
  /** Parameters that the machine did not let be read. */
  readonly unreadable: readonly string[]
}

/** What a machine says: parameter → value, and what it kept to itself. */
interface Machine {
  readonly values: ReadonlyMap<string, string>
  readonly denied: ReadonlySet<string>
}

/** Compares a target with a machine. Only parameters that the target sets are looked at, and only values that are known on both sides. */
export function compareWithMachine(target: EffectiveTarget, { values, denied }: Machine): Comparison {
  const drifts: Drift[] = []
  const unknown: string[] = []
  const unreadable: string[] = []
  for (const { parameter, value, at } of target.parameters) {
    const actual = values.get(parameter) ?? null
    if (value === null) unknown.push(parameter)
    else if (actual === null && denied.has(parameter)) unreadable.push(parameter)
    else if (!isSame(value, actual)) drifts.push({ target: target.name, parameter, expected: value, actual, at })
  }
  return { drifts, compared: target.parameters.length - unknown.length - unreadable.length, unknown, unreadable }
}

/** `*` stands for a number that keeps what it was. */
function isSame(expected: string, actual: string | null): boolean {
  if (actual === null) return false
  const numbers = actual.split(' ')
  const wanted = expected.trim().split(/\s+/)
  return wanted.length === numbers.length && wanted.every((one, i) => one === '*' || one === numbers[i])
}
