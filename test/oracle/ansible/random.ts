/** Draws that are the same for the same seed. */
export interface Random {
  /** A whole number from 0, below `end`. */
  below(end: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Picks by weight. */
  weigh<T>(choices: readonly (readonly [weight: number, value: T])[]): T
  /** Draws of its own, so that what is drawn there moves nothing here. */
  fork(): Random
}

/** mulberry32: small, and good enough to spread choices. */
export function randomOf(seed: number): Random {
  let state = (seed * 0x9e3779b1) | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    below,
    chance: probability => next() < probability,
    pick: list => list[below(list.length)]!,
    weigh(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of choices) {
        left -= weight
        if (left < 0) return value
      }
      return choices.at(-1)![1]
    },
    fork: () => randomOf(below(2 ** 31)),
  }
}
