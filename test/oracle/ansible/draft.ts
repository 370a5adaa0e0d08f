import { type Values, valuesFrom } from './parameters.ts'
import type { Random } from './random.ts'
import type { Fields } from './yaml-value.ts'

/** Constructs each of which a good share of the projects must hold. */
export type Mark = string

export interface Role {
  readonly name: string
  readonly defaults: Fields
  readonly vars: Fields
  /** Given where the role is named. */
  readonly parameters: Fields
  readonly tasks: Fields[]
  /** Tasks of a second file, which the first includes. */
  readonly more: Fields[]
  readonly handlers: Fields[]
  readonly how: 'listed' | 'parameters' | 'import_role' | 'include_role' | 'dependency'
  /** The role that depends on it. */
  readonly dependant: Role | null
}

export interface Play {
  readonly hosts: string
  readonly vars: Fields
  readonly varsFile: Fields
  readonly roles: Role[]
  readonly before: Fields[]
  readonly tasks: Fields[]
  readonly after: Fields[]
  /** Tasks of a file that the play includes. */
  readonly more: Fields[]
  readonly handlers: Fields[]
}

/** group_vars or host_vars of one name in one folder. */
export interface VariablesFile {
  readonly style: 'yml' | 'yaml' | 'bare' | 'folder' | 'hiding'
  readonly vars: Fields
  /** Of a folder's second file. */
  readonly second: Fields
  /** Of the file that a folder hides. */
  readonly hidden: Fields
}

export interface Inventory {
  /** What `-i` names. */
  readonly path: string
  readonly file: string
  /** '' or with a final slash. */
  readonly folder: string
  readonly style: 'ini' | 'yaml'
  readonly all: Fields
  readonly groups: Map<string, Fields>
  readonly hosts: Map<string, Fields>
}

/** A project while it is made up. */
export interface Draft {
  readonly random: Random
  readonly values: Values
  readonly marks: Set<Mark>
  /** Every piece that it has. */
  readonly pieces: readonly string[]
  /** Parameter → why it need not be known. */
  readonly conditional: Map<string, string>
  readonly files: Map<string, string>
  readonly variables: Map<string, VariablesFile>
  /** Files of variables that tasks include: path → what they define. */
  readonly included: Map<string, Fields>
  /** Parameter → the pieces that set it. */
  readonly used: Map<string, string[]>
  /** The piece that this draft is for. */
  readonly name: string
  /** A number that stays what it is however many pieces are left out. */
  hash(text: string): number
  readonly inventories: Inventory[]
  readonly plays: Play[]
  /** The playbook's folder: '' or with a final slash. */
  readonly book: string
  readonly rolesFolder: string
  readonly hosts: readonly string[]
  readonly webs: string
  readonly hasDb: boolean
  mark(...marks: Mark[]): void
  /** Names the next piece of this draft, which can be left out for the rest to stay as it is. Whether it stays. */
  kept(): boolean
  /** The same draft with draws of its own, and with names of its own for the pieces that it has. */
  within(name: string): Draft
  /** A name that nothing else has. */
  fresh(base: string): string
}

export const emptyPlay = (hosts: string): Play => ({
  ...{ hosts, vars: {}, varsFile: {}, roles: [], before: [], tasks: [], after: [], more: [], handlers: [] },
})

/** @param dropped the pieces that are left out */
export function openDraft(seed: number, random: Random, layout: Layout, dropped: ReadonlySet<string>): Draft {
  const pieces: string[] = []
  const names = new Map<string, number>()
  const marks = new Set<Mark>()
  const common = {
    ...layout,
    values: valuesFrom(random),
    marks,
    pieces,
    conditional: new Map<string, string>(),
    files: new Map<string, string>(),
    variables: new Map<string, VariablesFile>(),
    included: new Map<string, Fields>(),
    used: new Map<string, string[]>(),
    hash: (text: string) => [...text].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) | 0, seed) >>> 0,
    mark: (...more: readonly Mark[]) => {
      for (const mark of more) marks.add(mark)
    },
    fresh(base: string) {
      const count = (names.get(base) ?? 0) + 1
      names.set(base, count)
      return count === 1 ? base : `${base}_${count}`
    },
  }
  const named = (name: string, own: Random): Draft => {
    let number = 0
    return {
      ...common,
      name,
      random: own,
      kept() {
        const piece = `${name}${number++}`
        pieces.push(piece)
        return !dropped.has(piece)
      },
      within: inner => named(`${name}${inner}.`, own.fork()),
    }
  }
  return named('', random)
}

export type Layout = Pick<Draft, 'inventories' | 'plays' | 'book' | 'rolesFolder' | 'hosts' | 'webs' | 'hasDb'>
