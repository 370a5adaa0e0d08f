import type { BlockEdit, LineEdit, LineSearch, WriteStep } from '../core/target.ts'
import { append, type Edited, hasRivals, isSpent, makeUncertain } from './edited-file.ts'
import type { Assignment, Item } from './item.ts'

/** Whether a search may find lines of a key; a dot of a pattern finds a slash as well. */
function mayFind({ begin, findsMore }: LineSearch, key: string): boolean {
  if (begin === null) return false
  const plain = (findsMore ? key.replace(/^-/, '') : key).replaceAll('/', '.')
  const wanted = begin.replaceAll('/', '.')
  return plain.startsWith(wanted) || wanted.startsWith(plain)
}

/** Lines of other keys than one that a search may find as well; they are in doubt from now on. Their keys. */
export function doubtFound(file: Edited, search: LineSearch, own: string | null, why: string): string[] {
  file.left -= file.places.size
  const found = [...file.places.keys()].filter(key => key !== own && mayFind(search, key))
  for (const key of found) for (const at of file.places.get(key)!) makeUncertain(file, at, why)
  return found
}

/** Puts a line where lineinfile would. */
export function putLine(file: Edited, item: Item, edit: LineEdit): void {
  if (item.kind !== 'assign' || item.setting.conditional !== null) {
    append(file, item)
    return
  }
  if (isSpent(file, file.places.get(item.key)?.length ?? 0, item)) return
  if (edit.begin === null) addLine(file, item, edit.isLast)
  else findLine(file, item, edit)
}

/** Without a pattern: a line that is there already is not added again, and elsewhere than at the end it may lose. */
function addLine(file: Edited, item: Assignment, isLast: boolean): void {
  const { items, places } = file
  const same = places.get(item.key) ?? []
  const isThere = (at: number): boolean => (items[at] as Assignment).setting.value === item.setting.value
  const isNew = same.length === 0 || isThere(same.at(-1)!) || (isLast && !same.some(isThere))
  const isCertain = isNew && (isLast || !hasRivals(file, item))
  append(file, item)
  if (!isLast) file.unordered.add(item.key)
  if (!isCertain)
    makeUncertain(file, items.length - 1, 'lineinfile may find the line already, or put it before another')
}

function findLine(file: Edited, item: Assignment, edit: LineEdit): void {
  const { items, places, gone } = file
  const why = 'lineinfile may find the line and put another in its place'
  const same = places.get(item.key) ?? []
  const others = doubtFound(file, edit, item.key, why)
  const isOwn = edit.begin === item.key && edit.findsKey
  const last = same.at(-1)
  if (isOwn && !edit.findsMore && others.length === 0 && last !== undefined) {
    gone.push({ ...(items[last] as Assignment), gone: { by: item, how: 'same-file' } })
    items[last] = item
    file.doubted.delete(item.key)
    if (same.length > 1) file.repeated.add(item.key)
    return
  }
  const rivals = hasRivals(file, item)
  for (const at of same) makeUncertain(file, at, why)
  append(file, item)
  if (same.length > 0 || others.length > 0 || !edit.isLast) file.unordered.add(item.key)
  // what takes the place of a line in a block goes with it
  const isInBlock = file.blocks.size > 0 && (same.length > 0 || others.length > 0)
  if (rivals || isInBlock || (same.length > 0 && !isOwn) || (same.length > 0 && !edit.isLast && edit.findsMore))
    makeUncertain(file, items.length - 1, 'lineinfile may put it before another line of the key')
}

/** Puts a block in the place of the one between the same marks. */
export function putBlock(
  file: Edited,
  { origin }: WriteStep,
  { marks, isLast }: BlockEdit,
  content: readonly Item[],
): void {
  const { items, places, blocks } = file
  const known = marks === null ? undefined : blocks.get(marks)
  const before = marks === null ? [...blocks.values()].flatMap(block => block.items) : (known?.items ?? [])
  const isSure = marks !== null && origin.conditional === null
  for (const at of before) {
    const item = items[at] as Assignment
    if (item.gone) continue
    if (!isSure)
      makeUncertain(
        file,
        at,
        `${origin.conditional ?? 'where the marks are the same'}, another block takes the place of its own`,
      )
    else {
      items[at] = { ...item, gone: { by: null, how: 'same-block' } }
      const left = places.get(item.key)!.filter(one => one !== at)
      if (left.length > 0) places.set(item.key, left)
      else places.delete(item.key)
      if (left.length < 2) file.repeated.delete(item.key)
    }
  }
  const start = known?.start ?? (isLast ? items.length : 0)
  const isWithin = start < items.length
  file.left -= before.length + items.length - start
  const rivals = new Set(items.slice(start).flatMap(one => (one.kind === 'assign' && !one.gone ? [one.path] : [])))
  const put: number[] = []
  for (const item of content) {
    if (isSpent(file, 0, item)) continue
    append(file, item)
    if (item.kind !== 'assign') continue
    put.push(items.length - 1)
    if (isWithin) file.unordered.add(item.key)
    if (rivals.has(item.path)) makeUncertain(file, items.length - 1, 'its block stands before another line of the key')
  }
  if (marks !== null && isSure && content.length === 0) blocks.delete(marks)
  else if (marks !== null) blocks.set(marks, { start, items: isSure ? put : [...before, ...put] })
}
