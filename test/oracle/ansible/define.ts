import type { Draft } from './draft.ts'
import { type Home, type Place, placesFor } from './places.ts'
import { type Fields, quoted, type Value } from './yaml-value.ts'

export interface Defined {
  /** Tasks that have to come before the one that uses it. */
  readonly first: Fields[]
  /** Variables of the task itself. */
  readonly vars: Fields
  /** Variables of a block around the task. */
  readonly block: Fields
}

export const nothingDefined = (): Defined => ({ first: [], vars: {}, block: {} })

/**
 * Defines a variable for a task, in one place that the task surely sees and often in others that beat it or are beaten.
 * @param make draws another value each time
 */
export function define(draft: Draft, home: Home, name: string, make: () => Value, defined: Defined): void {
  const { random } = draft
  const places = [...placesFor(draft, home), ...ownPlaces(draft, home, defined)]
  const extra = random.weigh([
    [35, 0],
    [33, 1],
    [20, 2],
    [12, 3],
  ])
  const base = random.weigh(places.filter(p => p.sure).map(p => [p.weight, p] as const))
  put(draft.within('base'), home, base, name, make)
  const others = places.filter(p => p !== base)
  for (let i = 0; i < extra; i++) {
    const place = random.weigh(others.map(p => [p.weight, p] as const))
    others.splice(others.indexOf(place), 1)
    const own = draft.within(`${name}${i}`)
    if (!draft.kept()) continue
    put(own, home, place, name, make)
    draft.mark('precedence clash')
  }
}

function put(draft: Draft, home: Home, place: Place, name: string, make: () => Value): void {
  draft.mark(...place.marks)
  if (!draft.random.chance(0.12)) {
    place.put(name, make)
    return
  }
  draft.mark('variable of a variable')
  const sure = placesFor(draft, home).filter(p => p.sure)
  place.put(name, () => {
    const other = draft.fresh(`the_${name}`)
    draft.random.weigh(sure.map(p => [p.weight, p] as const)).put(other, make)
    return quoted(`{{ ${other} }}`)
  })
}

function ownPlaces(draft: Draft, { role }: Home, { first, vars, block }: Defined): Place[] {
  const include = (name: string, make: () => Value): void => {
    const file = `${draft.fresh('extra')}.yml`
    const folder = role && draft.random.chance(0.6) ? `${draft.rolesFolder}${role.name}/` : draft.book
    draft.included.set(`${folder}vars/${file}`, { [name]: make() })
    const path = folder === draft.book && draft.random.chance(0.5) ? `vars/${file}` : file
    first.push({ include_vars: draft.random.chance(0.6) ? path : { file: path } })
  }
  const setFact = (name: string, make: () => Value): void => void first.push({ set_fact: { [name]: make() } })
  const local = (marks: string[], fields: Fields): Place => ({
    ...{ marks, sure: true, weight: 3 },
    put: (name, make) => void Object.assign(fields, { [name]: make() }),
  })
  return [
    { marks: ['set_fact'], sure: true, weight: 5, put: setFact },
    { marks: ['include_vars'], sure: true, weight: 5, put: include },
    local(['task vars'], vars),
    local(['block vars'], block),
  ]
}
