/**
 * The items that fit, in order, until the first that does not.
 * @param room what all of them together may take
 */
export function fitting<T>(items: readonly T[], room: number, cost: (item: T) => number): readonly T[] {
  let left = room
  for (const [i, item] of items.entries()) {
    left -= cost(item)
    if (left < 0) return items.slice(0, i)
  }
  return items
}
