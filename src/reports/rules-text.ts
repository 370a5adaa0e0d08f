import type { Severity } from '../core/finding.ts'
import type { Rule } from '../core/rule.ts'
import { createStyle } from './style.ts'

/**
 * The rules, a line each.
 * @param inForce what a configuration says of a rule; null: nothing
 */
export function rulesText(
  rules: readonly Rule[],
  colour: boolean,
  inForce: (rule: string) => Severity | 'off' | null = () => null,
): string {
  const style = createStyle(colour)
  const width = Math.max(...rules.map(r => r.id.length))
  const line = ({ id, severity: usual, summary }: Rule): string => {
    const severity = inForce(id) ?? usual
    const shown = severity.padEnd(7)
    const painted = severity === 'off' ? style.dim(shown) : style.severity(severity, shown)
    const note = severity === usual ? '' : style.dim(` (otherwise ${usual})`)
    return `${style.strong(id.padEnd(width))}  ${painted}  ${summary}${note}\n`
  }
  return rules.map(line).join('')
}
