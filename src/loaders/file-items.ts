import type { Setting } from '../core/setting.ts'
import type { LineStep, WriteStep } from '../core/target.ts'
import { isInScope } from './content-items.ts'
import { append, type Edited, hasRivals, isSpent, makeUncertain, openEdited, takeOut } from './edited-file.ts'
import type { Assignment, Item } from './item.ts'
import { doubtFound, putBlock, putLine } from './put-text.ts'
import { parameterPath } from './sysctl-key.ts'

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
  const file = openEdited()
  for (const piece of pieces) {
    if (piece.do === 'line') editLine(file, piece)
    else if (piece.edit?.kind === 'block') putBlock(file, piece, piece.edit, contentOf(piece))
    else
      for (const item of contentOf(piece)) {
        if (piece.edit) putLine(file, item, piece.edit)
        else append(file, item)
      }
  }
  return file.gone.length > 0 ? [...file.gone, ...file.items] : file.items
}

function editLine(file: Edited, line: LineStep): void {
  const { key, setting } = line
  const changes = line.keepsFirst ? changesFile(file, line) : true
  if (line.keepsFirst && file.left > 0 && changes !== false) rewrite(file, line, changes === true)
  if (line.removes && file.left > 0)
    doubtFound(file, line.removes, key, setting.conditional ?? 'it may be removed again')
  if (key === null) {
    if (setting.state === 'absent') return
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
  if (isSpent(file, same.length, item)) return
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
  // where the line that is there may be another's, or none, its place is not known
  if ((changes === null || file.unordered.has(item.key)) && hasRivals(file, item))
    makeUncertain(file, at, whyRewritten(item.setting))
  if (isSure) return
  repeated.add(item.key)
  if (changes === false) return
  for (const before of same.slice(0, -1)) makeUncertain(file, before, whyRewritten(item.setting))
  doubted.delete(item.key)
}

/** The module writes all of the file if its own line changes, and then of each key the first line only (sysctl.py, fix_lines). */
function rewrite(file: Edited, line: LineStep, changes: boolean): void {
  const { items, places, repeated, doubted, unordered } = file
  const isSure = changes && line.setting.conditional === null
  for (const key of isSure ? [...repeated, ...doubted] : [...repeated]) {
    // its own lines are taken out on its own behalf
    if (key === line.key && isSure) continue
    const same = places.get(key)!
    file.left -= same.length
    const [first, ...more] = same
    const winner = items[first!] as Assignment
    // a first line that may not be there may leave its place to the next
    const isCertain = winner.setting.conditional === null && !unordered.has(key)
    repeated.delete(key)
    doubted.delete(key)
    if (isSure && isCertain) {
      takeOut(file, key, more, { by: winner, how: 'rewritten', rewriter: line.setting })
      places.set(key, [first!])
      continue
    }
    for (const at of unordered.has(key) ? same : more) makeUncertain(file, at, whyRewritten(line.setting))
    if (isCertain) doubted.add(key)
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
