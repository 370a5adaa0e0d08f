import type { Assignment, Gone, Item } from './item.ts'

/** A file's lines while it is edited. */
export interface Edited {
  readonly items: Item[]
  /** Lines that were taken out, and in whose place another stands. */
  readonly gone: Item[]
  /** key as written → which of the items have it, in order */
  readonly places: Map<string, number[]>
  /** Keys that stand more than once, and those of them of which the first alone is certain since an edit that may have happened. */
  readonly repeated: Set<string>
  readonly doubted: Set<string>
  /** Keys of which nobody knows which line is the first. */
  readonly unordered: Set<string>
  /** path below /proc/sys → the keys that have meant it */
  readonly spellings: Map<string, Set<string>>
  /** Lines that may still be looked at: edits of a hostile file could look at all of them each time. */
  left: number
  /** How many items there were when the last came of which only a run can tell the key. */
  unnamed: number
  /** marks of a block → where in the file it stands, as far as is known, and which of the items stand between them */
  readonly blocks: Map<string, { readonly start: number; readonly items: readonly number[] }>
}

const mostLooks = 2_000_000

/** A file with nothing in it. */
export function openEdited(): Edited {
  return {
    items: [],
    gone: [],
    places: new Map(),
    repeated: new Set(),
    doubted: new Set(),
    unordered: new Set(),
    spellings: new Map(),
    left: mostLooks,
    unnamed: 0,
    blocks: new Map(),
  }
}

/** Adds a line at the end. */
export function append(file: Edited, item: Item): void {
  const { items, places, repeated, doubted } = file
  if (item.kind === 'unnamed') file.unnamed = items.length + 1
  if (item.kind === 'assign') {
    const same = places.get(item.key)
    if (same) {
      same.push(items.length)
      repeated.add(item.key)
      doubted.delete(item.key)
    } else {
      places.set(item.key, [items.length])
      const keys = file.spellings.get(item.path)
      if (keys) keys.add(item.key)
      else file.spellings.set(item.path, new Set([item.key]))
    }
  }
  items.push(item)
}

/** Lines of a key leave the file. */
export function takeOut(
  { items, places, repeated, doubted }: Edited,
  key: string,
  at: readonly number[],
  gone: Gone,
): void {
  for (const index of at) items[index] = { ...(items[index] as Assignment), gone }
  places.delete(key)
  repeated.delete(key)
  doubted.delete(key)
}

/** A line may not be there on the host. */
export function makeUncertain({ items }: Edited, at: number, why: string): void {
  const item = items[at] as Assignment
  if (item.setting.conditional === null) items[at] = { ...item, setting: { ...item.setting, conditional: why } }
}

/** Whether the parameter stands there under another spelling of its key, or has stood there. */
export function hasRivals({ spellings, places }: Edited, { path, key }: Assignment): boolean {
  return [...(spellings.get(path) ?? [])].some(other => other !== key && places.has(other))
}

/** Takes from what may still be looked at; where nothing is left, a line is only added, and nobody knows whether it stays. */
export function isSpent(file: Edited, looks: number, item: Item): boolean {
  file.left -= looks
  if (file.left >= 0) return false
  append(file, item)
  if (item.kind === 'assign') makeUncertain(file, file.items.length - 1, 'the file is edited too often to be followed')
  return true
}
