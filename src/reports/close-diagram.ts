import type { Effect } from '../core/effect.ts'
import { type CloseParameter, closeArrows, closeNumbers, closeUnits } from './close-arrows.ts'

/**
 * How a TCP connection ends on Linux, and which parameter governs which arrow, as a state diagram of Mermaid. Nothing from outside is
 * in it but numbers.
 */
export function closeDiagram(settings: readonly Effect[]): string {
  const numbers = closeNumbers(settings)
  const named = (name: CloseParameter): string => {
    const [value, ...others] = numbers.get(name) ?? [null]
    return value === null || value === undefined || others.length > 0 ? name : `${name} = ${value}${closeUnits[name]}`
  }
  const lines = closeArrows.map(
    ({ from, to, says, by }) => `${from} --> ${to} : ${[says, ...by.map(named)].join('<br/>')}`,
  )
  return `stateDiagram-v2\n${[...lines, 'CLOSED --> [*]'].map(line => `    ${line}\n`).join('')}`
}
