import type { Effect } from '../core/effect.ts'
import { type CloseParameter, closeArrows, closeNumbers, closeUnits, inLines } from './close-arrows.ts'

/** Letters to a line of an arrow's words. */
const wide = 22

/**
 * How a TCP connection ends on Linux, and which parameter governs which arrow, as a state diagram of Mermaid. Nothing from outside is
 * in it but numbers. Mermaid draws the words of two arrows between the same states over each other, so they are one arrow here, and it
 * breaks lines between a name and its value, so the breaks are made here and the blanks do not break.
 */
export function closeDiagram(settings: readonly Effect[]): string {
  const numbers = closeNumbers(settings)
  const named = (name: CloseParameter): string => {
    const [value, ...others] = numbers.get(name) ?? [null]
    return value === null || value === undefined || others.length > 0 ? name : `${name} = ${value}${closeUnits[name]}`
  }
  const arrows = new Map<string, string[]>()
  for (const { from, to, says, by } of closeArrows) {
    const words = [...inLines(says, wide), ...by.map(named)]
    const before = arrows.get(`${from} --> ${to}`)
    if (before) before.push('or', ...words)
    else arrows.set(`${from} --> ${to}`, words)
  }
  const lines = [...arrows].map(([arrow, words]) => `${arrow} : ${words.join('<br/>').replaceAll(' ', '\u00a0')}`)
  return `stateDiagram-v2\n${[...lines, 'CLOSED --> [*]'].map(line => `    ${line}\n`).join('')}`
}
