import type { Effect, Settled } from '../../core/effect.ts'
import type { Problem } from '../../core/finding.ts'
import type { BeatenDefinition } from '../../core/setting.ts'
import type { Source, Span } from '../../core/text.ts'
import { clip, isSecret } from './words.ts'

/** Definitions of a variable that never hold because another wins by surprise: a problem at each, with the chain in words. */
export function* beatenDefinitions({ effects }: Settled): Iterable<Problem> {
  const lineOf = createLineNumbers()
  for (const effect of effects) {
    const { setting, outcome } = effect
    if (!setting.through || setting.conditional !== null || outcome === 'ignored') continue
    for (const beaten of setting.through.beaten)
      if (beaten.surprise && !isTemplate(beaten.value)) yield problemOf(effect, beaten, lineOf)
  }
}

function isTemplate(value: string): boolean {
  return /\{[{%]/.test(value)
}

function problemOf({ setting }: Effect, beaten: BeatenDefinition, lineOf: (at: Span) => number): Problem {
  const { parameter, through, key } = setting
  const place = (at: Span) => `${clip(at.source.path, 80)}:${lineOf(at)}`
  const isHidden = isSecret(parameter)
  const value = clip(beaten.value, 40)
  const own = clip(written(beaten.key), 60)
  const wins = `${place(key)} wins${isHidden ? '' : ` with ${clip(setting.value.trim(), 40)}`}`
  const chain = `${place(beaten.key)} sets ${isHidden ? own : value}; ${wins}`
  const subject = isHidden ? own : `${own} = ${value}`
  const message = `${subject} never reaches ${clip(parameter, 70)}: ${chain}, because ${beaten.why}; set it where it wins, or delete it here`
  const uses = through!.uses.map(at => ({ at, note: 'it is used here' }))
  const related = [{ at: key, note: 'it wins here' }, ...uses]
  return { message, at: beaten.key, parameter, related, ...(isHidden ? {} : { value: beaten.value }) }
}

function written({ source, start, end }: Span): string {
  return source.text.slice(start, end).replace(/^(["'])(.*)\1$/, '$2')
}

/** Lines from 1; each file is looked through once. */
function createLineNumbers(): (at: Span) => number {
  const known = new Map<Source, readonly number[]>()
  return ({ source, start }) => {
    let ends = known.get(source)
    if (!ends) {
      ends = Array.from(source.text.matchAll(/\n/g), found => found.index)
      known.set(source, ends)
    }
    let low = 0
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1
      if (ends[middle]! < start) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
