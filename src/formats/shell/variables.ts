import type { Text } from '../../core/text.ts'

/** A variable's value, an array as its items; undefined where it is not known. */
export type Value = Text | readonly Text[] | undefined

/** The variables of a shell whose values follow from the script alone. */
export interface Variables {
  get(name: string): Value
  set(name: string, value: Value): void
  /** Nothing is known any more: a file was sourced. */
  forget(): void
  /** Begins a stretch that may not run, or runs in a process of its own. */
  enter(): void
  /** Ends it. `maybe`: what it assigned is not known from here on; `undo`: the assignments were made elsewhere. */
  leave(as: 'maybe' | 'undo'): void
}

/** No variables known; those of the environment never are. */
export function emptyVariables(): Variables {
  let values = new Map<string, Value>()
  const stretches: Map<string, Value>[] = []
  const set = (name: string, value: Value): void => {
    const stretch = stretches.at(-1)
    if (stretch && !stretch.has(name)) stretch.set(name, values.get(name))
    if (value === undefined) values.delete(name)
    else values.set(name, value)
  }
  return {
    get: name => values.get(name),
    set,
    forget: () => {
      if (stretches.length === 0) values = new Map()
      else for (const name of [...values.keys()]) set(name, undefined)
    },
    enter: () => {
      stretches.push(new Map())
    },
    leave: as => {
      const stretch = stretches.pop()
      for (const [name, before] of stretch ?? []) set(name, as === 'undo' ? before : undefined)
    },
  }
}

/** Names that a stretch of script may assign, by its words alone: more than it does is no harm. */
export function assignedNames(script: string): Set<string> {
  const names = new Set<string>()
  for (const m of script.matchAll(/([A-Za-z_]\w{0,63})(?:\+?=|\[[^\]\n]{0,64}\]\+?=)/g)) names.add(m[1]!)
  for (const m of script.matchAll(/\b(?:read|mapfile|readarray|getopts|unset|for|select|let)\b([^;\n|&]{0,200})/g))
    for (const name of m[1]!.match(/[A-Za-z_]\w{0,63}/g) ?? []) names.add(name)
  return names
}
