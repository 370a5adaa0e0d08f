import type { Effect, Settled } from './core/effect.ts'
import { usedValues, withUsedValue } from './core/used-values.ts'
import { placeOf } from './loaders/story.ts'

const weights = { applied: 4, unknown: 3, overridden: 2, refused: 1, ignored: 0 } as const

/** One entry a written place, in the order of files and places: of several hosts the one where it gets furthest. */
export function onceEach(
  settled: readonly Settled[],
  speaksFor: (settled: Settled, path: string) => boolean,
): Effect[] {
  const places = new Map<string, Effect>()
  for (const one of settled)
    for (const effect of one.effects) {
      if (!speaksFor(one, effect.setting.key.source.path)) continue
      const place = placeOf(effect.setting)
      const known = places.get(place)
      if (!known || weights[effect.outcome] > weights[known.outcome]) places.set(place, effect)
    }
  const values = usedValues(settled)
  const entries = [...places.values()].map(effect => withUsedValue(effect, values))
  return entries.sort((a, b) => {
    const [x, y] = [a.setting.key, b.setting.key]
    return x.source.path === y.source.path ? x.start - y.start : x.source.path < y.source.path ? -1 : 1
  })
}
