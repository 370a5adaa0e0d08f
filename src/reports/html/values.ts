import type { PlaceOfSetting, Standing } from './places.ts'

/** One value of a parameter with all the places that set it. */
export interface FoundValue {
  /** What the kernel reads back, or what is written where that is not known. */
  readonly text: string
  readonly places: readonly PlaceOfSetting[]
  /** The worst of its places. */
  readonly standing: Standing
  /** Whether it holds in no place: another one wins, it is refused, or its file is never read. */
  readonly idle: boolean
  /** Where its dot leads: to the one finding about it, else to its rows in the table. */
  readonly target: string
  /** The anchor of its rows. */
  readonly anchor: string
}

/** A parameter with its values, the worst first among parameters, ascending among values. */
export interface FoundParameter {
  readonly name: string
  readonly anchor: string
  readonly places: readonly PlaceOfSetting[]
  readonly standing: Standing
  readonly values: readonly FoundValue[]
}

/** Of several places the worst that was judged counts; what is not known or set aside only where there is nothing else. */
const order: readonly Standing[] = ['error', 'warning', 'notice', 'fine', 'undecided', 'aside']

/** The lower, the worse. */
export function rank(standing: Standing): number {
  return order.indexOf(standing)
}

/** The places by parameter and value. A line that removes a setting sets nothing, so it is not among them. */
export function parametersOf(places: readonly PlaceOfSetting[]): FoundParameter[] {
  const groups = [
    ...groupBy(
      places.filter(p => p.state === 'set'),
      p => p.parameter,
    ),
  ]
  const found = groups.map(([name, own]) => parameterOf(name, own))
  found.sort(
    (a, b) => rank(a.standing) - rank(b.standing) || b.places.length - a.places.length || (a.name < b.name ? -1 : 1),
  )
  const taken = new Set<string>()
  return found.map(one => withAnchors(one, taken))
}

function parameterOf(name: string, places: readonly PlaceOfSetting[]): FoundParameter {
  const values = [...groupBy(places, p => p.effective ?? p.value)].map(([text, own]) => ({
    text,
    places: own,
    standing: worst(own),
    idle: own.every(p => ['overridden', 'refused', 'ignored'].includes(p.outcome)),
    target: '',
    anchor: '',
  }))
  values.sort((a, b) => compareValues(a.text, b.text))
  return { name, anchor: '', places, standing: worst(places), values }
}

function withAnchors(parameter: FoundParameter, taken: Set<string>): FoundParameter {
  const anchor = anchorOf(parameter.name, taken)
  const values = parameter.values.map((value, i) => {
    const [only] = value.places
    const finding = value.places.length === 1 ? only!.findings.find(f => f.state !== 'aside') : undefined
    const rows = `${anchor}-v${i + 1}`
    return { ...value, anchor: rows, target: finding?.id ?? rows }
  })
  return { ...parameter, anchor, values }
}

/** Names of parameters are their own anchors; anything else is numbered, since it may be anything. */
function anchorOf(name: string, taken: Set<string>): string {
  const named = /^[a-z0-9_.]{1,80}$/i.test(name) ? `p-${name}` : 'p'
  const anchor = taken.has(named) || named === 'p' ? `p--${taken.size + 1}` : named
  taken.add(anchor)
  return anchor
}

function worst(places: readonly PlaceOfSetting[]): Standing {
  return order[places.reduce((low, p) => Math.min(low, rank(p.standing)), order.length - 1)]!
}

function compareValues(a: string, b: string): number {
  const [x, y] = [Number.parseFloat(a), Number.parseFloat(b)]
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1
  return (Number.isNaN(x) ? 0 : x - y) || (a < b ? -1 : a > b ? 1 : 0)
}

/** In order of first appearance. */
export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}
