import { type Values, valuesFrom } from './parameters.ts'
import { type Random, randomOf } from './random.ts'
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
  /** Parameter → why it need not be known. */
  readonly conditional: Map<string, string>
  readonly files: Map<string, string>
  readonly variables: Map<string, VariablesFile>
  /** Files of variables that tasks include: path → what they define. */
  readonly included: Map<string, Fields>
  /** Parameters that something sets already. */
  readonly used: Set<string>
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
  /** Numbers the next piece, which can be left out of the project for the rest to stay as it is. Whether it stays. */
  kept(): boolean
  /** A name that nothing else has. */
  fresh(base: string): string
}

export const emptyPlay = (hosts: string): Play => ({
  ...{ hosts, vars: {}, varsFile: {}, roles: [], before: [], tasks: [], after: [], more: [], handlers: [] },
})

/** @param dropped numbers of the pieces that are left out */
export function openDraft(
  seed: number,
  dropped: ReadonlySet<number>,
): { draft: (layout: Layout) => Draft; random: Random; pieces: () => number } {
  const random = randomOf(seed)
  let pieces = 0
  const names = new Map<string, number>()
  const marks = new Set<Mark>()
  return {
    random,
    pieces: () => pieces,
    draft: layout => ({
      ...layout,
      random,
      values: valuesFrom(random),
      marks,
      conditional: new Map(),
      files: new Map(),
      variables: new Map(),
      included: new Map(),
      used: new Set(),
      hash: text => [...text].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) | 0, seed) >>> 0,
      mark: (...more) => more.forEach(mark => void marks.add(mark)),
      kept: () => !dropped.has(pieces++),
      fresh(base) {
        const count = (names.get(base) ?? 0) + 1
        names.set(base, count)
        return count === 1 ? base : `${base}_${count}`
      },
    }),
  }
}

export type Layout = Pick<Draft, 'inventories' | 'plays' | 'book' | 'rolesFolder' | 'hosts' | 'webs' | 'hasDb'>
