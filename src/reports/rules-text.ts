import type { Rule } from '../core/rule.ts'
import { createStyle } from './style.ts'

/** The rules, a line each. */
export function rulesText(rules: readonly Rule[], colour: boolean): string {
  const style = createStyle(colour)
  const width = Math.max(...rules.map(r => r.id.length))
  const line = ({ id, severity, summary }: Rule): string =>
    `${style.strong(id.padEnd(width))}  ${style.severity(severity, severity.padEnd(7))}  ${summary}\n`
  return rules.map(line).join('')
}
