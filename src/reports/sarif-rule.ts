import type { Severity } from '../core/finding.ts'
import type { Rule } from '../core/rule.ts'
import { explainMarkdown, explainText } from './explain.ts'
import { sarifText } from './sarif-text.ts'

/** How code scanning words a severity in its lists. */
const problemSeverities: Record<Severity, string> = { error: 'error', warning: 'warning', notice: 'recommendation' }

/** A rule as a reporting descriptor of SARIF. There is no helpUri: the help is in the file itself. */
export function sarifRule(rule: Rule): object {
  const { id, summary, severity, why } = rule
  const name = id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return {
    id,
    // a name that says the same as the id is a mistake to the SARIF validator
    ...(name.toLowerCase() === id ? {} : { name }),
    shortDescription: { text: sarifText(sentence(summary)) },
    fullDescription: { text: sarifText(why.split('\n\n')[0]!) },
    help: { text: sarifText(explainText(rule)), markdown: explainMarkdown(rule) },
    defaultConfiguration: { level: severity === 'notice' ? 'note' : severity },
    properties: {
      tags: ['tcp', 'sysctl', 'linux'],
      precision: 'high',
      'problem.severity': problemSeverities[severity],
    },
  }
}

/** Names of parameters keep their case. */
function sentence(summary: string): string {
  const start = /^[a-z]+ /.test(summary) ? summary[0]!.toUpperCase() : summary[0]!
  return `${start}${summary.slice(1)}${summary.endsWith('.') ? '' : '.'}`
}
