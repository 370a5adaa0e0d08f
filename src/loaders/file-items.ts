import type { Setting } from '../core/setting.ts'
import type { LineStep, WriteStep } from '../core/target.ts'
import { isInScope } from './content-items.ts'
import type { Assignment, Gone, Item } from './item.ts'
import { parameterPath } from './sysctl-key.ts'

/** A file's lines while it is edited. */
interface Edited {
  readonly items: Item[]
  /** Lines that were taken out, and in whose place another stands. */
  readonly gone: Item[]
  /** key as written → which of the items have it, in order */
  readonly places: Map<string, number[]>
  /** Keys that stand more than once, and those of which that is in doubt since an edit that may have happened. */
  readonly repeated: Set<string>
  readonly doubted: Set<string>
  /** How many items there were when the last came of which only a run can tell the key. */
  unnamed: number
}

/**
 * The lines of a file after all that was written to it, in order, as a loader reads them. Those that a tool has taken out stay, with
 * what stands in their place.
 * @param pieces what was written and edited, in order
 * @param contentOf the lines of a content
 */
export function fileItems(
  pieces: readonly (WriteStep | LineStep)[],
  contentOf: (step: WriteStep) => readonly Item[],
): Item[] {
  const file: Edited = { items: [], gone: [], places: new Map(), repeated: new Set(), doubted: new Set(), unnamed: 0 }
  for (const piece of pieces) {
    if (piece.do === 'line') editLine(file, piece)
    else for (const item of contentOf(piece)) append(file, item)
  }
  return file.gone.length > 0 ? [...file.gone, ...file.items] : file.items
}

function append(file: Edited, item: Item): void {
  const { items, places, repeated, doubted } = file
  if (item.kind === 'unnamed') file.unnamed = items.length + 1
  if (item.kind === 'assign') {
    const same = places.get(item.key)
    if (same) {
      same.push(items.length)
      repeated.add(item.key)
      doubted.delete(item.key)
    } else places.set(item.key, [items.length])
  }
  items.push(item)
}

function editLine(file: Edited, line: LineStep): void {
  const { key, setting } = line
  const changes = line.keepsFirst ? changesFile(file, line) : true
  if (line.keepsFirst && changes !== false) rewrite(file, line, changes === true)
  if (key === null) {
    file.unnamed = file.items.push({ kind: 'unnamed', file: line.path, setting })
    return
  }
  if (!isInScope(setting.parameter)) return
  const item: Assignment = {
    kind: 'assign',
    file: line.path,
    key,
    path: parameterPath(setting.parameter),
    glob: false,
    setting,
  }
  const same = file.places.get(key) ?? []
  if (setting.state === 'absent') {
    if (setting.conditional === null) takeOut(file, key, same, { by: item, how: 'same-file' })
    else for (const at of same) makeUncertain(file, at, `it is removed again ${setting.conditional}`)
    // a removed line is an item too, so that it has its place in the result
    file.items.push(item)
  } else if (line.keepsFirst && setting.conditional === null && same.length > 0) replaceLine(file, item, same, changes)
  else append(file, item)
}

/**
 * A line that is set stands where the first of its key stood. Where the last had the value already the file stays as it was, and so do
 * the lines before it: the next write for another key brings the first of them back. Where only a run can tell, either may be.
 */
function replaceLine(file: Edited, item: Assignment, same: readonly number[], changes: boolean | null): void {
  const { items, gone, places, repeated, doubted } = file
  const isSure = changes === true || same.length === 1
  const at = isSure ? same[0]! : same.at(-1)!
  if (at < file.unnamed) {
    // a line that may have had this key in between is replaced as well
    takeOut(file, item.key, same, { by: item, how: 'same-file' })
    append(file, item)
    return
  }
  takeOut(file, item.key, isSure ? same : [at], { by: item, how: 'same-file' })
  gone.push(items[at]!)
  items[at] = item
  places.set(item.key, isSure ? [at] : [...same])
  if (isSure) return
  repeated.add(item.key)
  if (changes === false) return
  const between = items.slice(same[0], at)
  for (const before of same.slice(0, -1)) makeUncertain(file, before, whyRewritten(item.setting))
  if (between.some(one => one.kind === 'assign' && one.path === item.path && one.key !== item.key))
    makeUncertain(file, at, whyRewritten(item.setting))
  doubted.delete(item.key)
}

/** The module writes all of the file if its own line changes, and then of each key the first line only (sysctl.py, fix_lines). */
function rewrite(file: Edited, line: LineStep, changes: boolean): void {
  const isSure = changes && line.setting.conditional === null
  for (const key of [...file.repeated]) {
    // its own lines are taken out on its own behalf
    if (key === line.key && isSure) continue
    const [first, ...more] = file.places.get(key)!
    const winner = file.items[first!] as Assignment
    // a first line that may not be there may leave its place to the next
    if (isSure && winner.setting.conditional === null) {
      takeOut(file, key, more, { by: winner, how: 'rewritten', rewriter: line.setting })
      file.places.set(key, [first!])
    } else if (!file.doubted.has(key)) {
      for (const at of more) makeUncertain(file, at, whyRewritten(line.setting))
      file.doubted.add(key)
    }
  }
}

function whyRewritten({ conditional }: Setting): string {
  const when = conditional === null ? '' : ` (${conditional})`
  return `Ansible's sysctl module may write the file anew${when}, and then keeps only the first line of each key`
}

/** Whether the module finds something to change, which is told by the last line of its key; null where only a run can tell. */
function changesFile({ items, places }: Edited, { key, setting }: LineStep): boolean | null {
  if (key === null || !isInScope(setting.parameter)) return null
  const at = places.get(key)?.at(-1)
  const last = at === undefined ? null : (items[at] as Assignment).setting
  if (!last) return setting.state === 'set'
  if (last.conditional !== null) return null
  if (setting.state === 'absent') return true
  return last.known && setting.known ? last.value !== setting.value : null
}

function takeOut({ items, places, repeated }: Edited, key: string, at: readonly number[], gone: Gone): void {
  for (const index of at) items[index] = { ...(items[index] as Assignment), gone }
  places.delete(key)
  repeated.delete(key)
}

function makeUncertain({ items }: Edited, at: number, why: string): void {
  const item = items[at] as Assignment
  if (item.setting.conditional === null) items[at] = { ...item, setting: { ...item.setting, conditional: why } }
}
