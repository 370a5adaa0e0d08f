import type { Draft, Inventory, Play, Role, VariablesFile } from './draft.ts'
import { randomOf } from './random.ts'
import type { Fields, Value } from './yaml-value.ts'

/** Where tasks go: a list of a play or a role. */
export interface Home {
  readonly play: Play
  readonly role: Role | null
  readonly tasks: Fields[]
}

/** Somewhere a variable can be defined for a task. */
export interface Place {
  readonly marks: readonly string[]
  /** Whether the task surely sees it. */
  readonly sure: boolean
  readonly weight: number
  /** @param make called for each definition that the place needs */
  put(name: string, make: () => Value): void
}

const into = (marks: string[], sure: boolean, weight: number, ...fields: Fields[]): Place => ({
  ...{ marks, sure, weight },
  put(name, make) {
    for (const one of fields) one[name] = make()
  },
})

/** Every place of a project from which a task at home may take a variable. */
export function placesFor(draft: Draft, home: Home): Place[] {
  const { play, role } = home
  const places: Place[] = [
    into(['play vars'], true, 6, play.vars),
    into(['vars_files'], true, 6, play.varsFile),
    into(['inventory all vars'], true, 3, ...draft.inventories.map(i => i.all)),
    into(['inventory group vars'], false, 3, ...draft.inventories.map(i => groupOf(i, 'web'))),
    into(['inventory group vars', 'children vars'], false, 2, ...draft.inventories.map(i => groupOf(i, 'servers'))),
  ]
  const host = draft.random.pick(draft.hosts)
  places.push(into(['inventory host vars'], false, 3, ...draft.inventories.map(i => hostOf(i, host))))
  const beside = draft.book === '' && draft.inventories.some(i => i.folder === '')
  const sides = [
    {
      folders: draft.inventories.map(i => i.folder),
      marks: ['beside inventory', ...(beside ? ['beside playbook'] : [])],
    },
    ...(beside ? [] : [{ folders: [draft.book], marks: ['beside playbook'] }]),
  ]
  for (const { folders, marks } of sides) {
    const at = (kind: string, name: string) => folders.map(folder => `${folder}${kind}/${name}`)
    places.push(inFiles(draft, at('group_vars', 'all'), ['group_vars/all', ...marks], true, 8))
    places.push(inFiles(draft, at('group_vars', 'web'), ['group_vars/group', ...marks], false, 6))
    if (draft.hasDb) places.push(inFiles(draft, at('group_vars', 'db'), ['group_vars/group', ...marks], false, 2))
    places.push(inFiles(draft, at('group_vars', 'servers'), ['group_vars/group', 'children vars', ...marks], false, 2))
    places.push(inFiles(draft, at('host_vars', host), ['host_vars', ...marks], false, 6))
  }
  for (const one of play.roles) {
    const own = one === role
    places.push(into(['role defaults'], own, own ? 14 : 2, one.defaults))
    places.push(into(['role vars'], own, own ? 6 : 1, one.vars))
    if (one.how !== 'listed') places.push(into(['role parameters'], false, own ? 6 : 1, one.parameters))
  }
  return places
}

function groupOf(inventory: Inventory, name: string): Fields {
  return member(inventory.groups, name)
}

function hostOf(inventory: Inventory, name: string): Fields {
  return member(inventory.hosts, name)
}

function member(map: Map<string, Fields>, name: string): Fields {
  const found = map.get(name) ?? {}
  map.set(name, found)
  return found
}

function inFiles(draft: Draft, bases: readonly string[], marks: string[], sure: boolean, weight: number): Place {
  return {
    ...{ marks, sure, weight },
    put(name, make) {
      for (const base of bases) {
        const { vars, second, hidden, style } = variablesFile(draft, base)
        const isFolder = style === 'folder' || style === 'hiding'
        if (style === 'hiding') {
          hidden[name] = make()
          draft.mark('folder hides file')
        }
        if (isFolder) draft.mark('folder of variables')
        if (isFolder && draft.hash(base + name) % 3 === 0) second[name] = make()
        vars[name] = make()
      }
    },
  }
}

function variablesFile(draft: Draft, base: string): VariablesFile {
  const found = draft.variables.get(base)
  if (found) return found
  const style = randomOf(draft.hash(base)).weigh([
    [50, 'yml' as const],
    [10, 'yaml' as const],
    [8, 'bare' as const],
    [16, 'folder' as const],
    [16, 'hiding' as const],
  ])
  const made: VariablesFile = { style, vars: {}, second: {}, hidden: {} }
  draft.variables.set(base, made)
  return made
}
