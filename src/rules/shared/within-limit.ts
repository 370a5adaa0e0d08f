import type { Limit } from '../../core/policy.ts'

/**
 * Whether a value is as an authority wants it, as far as it is known.
 * @param value what the kernel reads back, `*` for a number that is not known
 */
export function isWithin(value: string, { min, max, oneOf }: Limit): boolean {
  const words = value.split(/\s+/)
  if (oneOf !== null && !oneOf.some(option => fits(words, option.split(' ')))) return false
  return words.every(word => {
    if (!/^-?\d+$/.test(word)) return true
    return (min === null || Number(word) >= min) && (max === null || Number(word) <= max)
  })
}

function fits(words: readonly string[], option: readonly string[]): boolean {
  return words.length === option.length && words.every((word, i) => word === '*' || word === option[i])
}

/** The number nearest to one that is as all authorities want it, or null where there is none. */
export function nearestWithin(number: number, limits: readonly Limit[]): number | null {
  const lowest = Math.max(...limits.map(({ min }) => min ?? Number.NEGATIVE_INFINITY))
  const highest = Math.min(...limits.map(({ max }) => max ?? Number.POSITIVE_INFINITY))
  const lists = limits.flatMap(({ oneOf }) => (oneOf === null ? [] : [oneOf]))
  const [first, ...others] = lists
  if (first === undefined) return lowest > highest ? null : Math.min(Math.max(number, lowest), highest)
  const left = first
    .filter(option => /^-?\d+$/.test(option) && others.every(list => list.includes(option)))
    .map(Number)
    .filter(option => option >= lowest && option <= highest)
  return left.length === 0
    ? null
    : left.reduce((best, one) => (Math.abs(one - number) < Math.abs(best - number) ? one : best))
}
