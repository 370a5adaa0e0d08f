import type { BeatenDefinition, Setting, Through } from '../../../core/setting.ts'
import type { Step, Target } from '../../../core/target.ts'
import type { Span } from '../../../core/text.ts'

/**
 * What hosts together say of definitions: one that wins on some host is no surprise where it loses, and of one that loses on many the
 * first host speaks for all, so that nobody is told different things of one place.
 */
export function asOneStory(targets: readonly Target[]): readonly Target[] {
  const winners = new Set<string>()
  for (const { steps } of targets) for (const step of steps) visit(step, key => winners.add(placeOf(key)))
  const told = new Set<string>()
  const keep = (beaten: BeatenDefinition): BeatenDefinition => {
    const place = placeOf(beaten.key)
    if (!beaten.surprise || (!winners.has(place) && !told.has(place))) {
      if (beaten.surprise) told.add(place)
      return beaten
    }
    return { ...beaten, surprise: false }
  }
  return targets.map(target => ({ ...target, steps: target.steps.map(step => changed(step, keep)) }))
}

function placeOf({ source, start }: Span): string {
  return `${source.path}\0${start}`
}

/** Each place whose value a step sets. */
function visit(step: Step, tell: (key: Span) => void): void {
  if (step.do === 'load') return
  if (step.do !== 'write') tell(step.setting.key)
  else for (const { definition } of step.content.filled ?? []) if (definition) tell(definition.key)
}

function changed(step: Step, keep: (beaten: BeatenDefinition) => BeatenDefinition): Step {
  const throughOf = (through: Through): Through => ({ ...through, beaten: through.beaten.map(keep) })
  if (step.do === 'load') return step
  if (step.do !== 'write') {
    const { setting } = step
    if (!setting.through?.beaten.length) return step
    const made: Setting = { ...setting, through: throughOf(setting.through) }
    return { ...step, setting: made }
  }
  const filled = step.content.filled?.map(one =>
    one.definition ? { ...one, definition: { ...one.definition, through: throughOf(one.definition.through) } } : one,
  )
  return filled ? { ...step, content: { ...step.content, filled } } : step
}
