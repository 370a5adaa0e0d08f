import type { Effect, Settled } from './effect.ts'
import type { Setting } from './setting.ts'
import type { Span } from './text.ts'

/**
 * What comes at the places that use variables: where the value is the same on every host, an entry like its definition's; null where it
 * differs, or is not known on one of them.
 */
export function usedValues(settled: readonly Settled[]): ReadonlyMap<string, Effect | null> {
  const values = new Map<string, Effect | null>()
  for (const { target, effects } of settled) {
    if (target.name === undefined) continue
    for (const effect of effects) {
      const { setting } = effect
      if (!setting.known) values.set(useOf(setting, setting.key), null)
      for (const use of setting.through?.uses ?? []) {
        const place = useOf(setting, use)
        const before = values.get(place)
        if (target.isImplied) values.set(place, null)
        else if (before === undefined) values.set(place, effect)
        else if (before && !isSame(before.setting, setting)) values.set(place, null)
      }
    }
  }
  return values
}

function useOf({ parameter }: Setting, { source, start }: Span): string {
  return `${source.path}\0${start}\0${parameter}`
}

function isSame(a: Setting, b: Setting): boolean {
  return b.known && a.value.trim() === b.value.trim() && a.conditional === null && b.conditional === null
}

/** The entry of a place that uses a variable, with the value that comes there on every host, if it is one. */
export function withUsedValue(effect: Effect, values: ReadonlyMap<string, Effect | null>): Effect {
  const { setting } = effect
  const found = setting.known ? null : values.get(useOf(setting, setting.key))
  if (!found || found.setting.conditional !== null) return effect
  const { through: _, ...own } = setting
  return { ...found, setting: { ...own, value: found.setting.value, known: true, literal: false } }
}
