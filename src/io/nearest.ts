import { readdirSync } from 'node:fs'
import { closest, distance } from 'fastest-levenshtein'

/** The entry of a directory that a mistyped name most likely means, or null. */
export function nearestOf(directory: string, name: string): string | null {
  try {
    return nearest(name, readdirSync(directory).slice(0, 10_000))
  } catch {
    return null
  }
}

/** The likeliest of some names, or null if none is near: at most one mistake in three letters. */
export function nearest(name: string, among: readonly string[]): string | null {
  if (name.length > 100 || among.length === 0) return null
  const likely = closest(
    name.toLowerCase(),
    among.map(one => one.toLowerCase()),
  )
  const found = among.find(one => one.toLowerCase() === likely)!
  return distance(name.toLowerCase(), likely) <= Math.max(1, Math.floor(name.length / 3)) ? found : null
}
