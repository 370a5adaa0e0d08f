import type { Step, Target } from './core/target.ts'
import type { Span } from './core/text.ts'
import { placeOf } from './loaders/story.ts'

/**
 * What a host says of a place is nearer to the truth than what its file says alone: steps that hosts have too are taken out, and places
 * whose value comes from a variable elsewhere, or files that hosts copy, are only listed.
 */
export function withoutCovered(targets: readonly Target[], hosts: readonly Target[]): readonly Target[] {
  if (hosts.length === 0) return targets
  const said = new Set<string>()
  const used = new Set<string>()
  for (const step of hosts.flatMap(host => host.steps)) {
    for (const key of keysOf(step)) said.add(key)
    for (const key of usesOf(step)) used.add(key)
  }
  return targets.flatMap(target => {
    const kept: Step[] = []
    const listed: Step[] = []
    for (const step of target.steps) {
      if (step.do === 'load') kept.push(step)
      else if (isListed(target, step, used)) listed.push(step)
      else if (![...keysOf(step), ...definitionsOf(step)].some(key => said.has(key))) kept.push(step)
    }
    if (kept.length === target.steps.length) return [target]
    const rest = { ...target, steps: kept }
    return listed.length === 0
      ? [rest]
      : [rest, { ...target, id: `${target.id}\0listed`, steps: listed, isListed: true }]
  })
}

function at({ source, start }: Span): string {
  return `${source.path}\0${start}`
}

/** Places that a step speaks of: its setting's, its destination's, those of the variables that a template has its values from. */
function keysOf(step: Step): string[] {
  if (step.do === 'load') return []
  if (step.do !== 'write') return [placeOf(step.setting)]
  const defined = step.content.filled?.flatMap(({ definition }) => (definition ? [at(definition.key)] : [])) ?? []
  return [`${at(step.at)}\0write`, ...defined]
}

/** The place that would be a template's variable. */
function definitionsOf(step: Step): string[] {
  return step.do === 'set' || step.do === 'line' ? [at(step.setting.key)] : []
}

/** Places that use variables, and files that are copied or rendered. */
function usesOf(step: Step): string[] {
  if (step.do === 'load') return []
  if (step.do === 'write') return step.content.source === step.at.source ? [] : [`file\0${step.content.source.path}`]
  const { through, parameter } = step.setting
  return through?.uses.map(use => `${at(use)}\0${parameter}`) ?? []
}

function isListed({ kind }: Target, step: Exclude<Step, { do: 'load' }>, used: ReadonlySet<string>): boolean {
  if (step.do !== 'write') return used.has(`${at(step.setting.key)}\0${step.setting.parameter}`)
  return kind === 'file' && used.has(`file\0${step.content.source.path}`)
}
