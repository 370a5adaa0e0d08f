import type { Rule } from '../core/rule.ts'
import { createStyle } from './style.ts'

/** The rules, a line each. */
export function rulesText(rules: readonly Rule[], colour: boolean): string {
  const style = createStyle(colour)
  const width = Math.max(...rules.map(r => r.id.length))
  return rules
    .map(
      ({ id, severity, summary }) =>
        `${style.strong(id.padEnd(width))}  ${style.severity(severity, severity.padEnd(7))}  ${summary}\n`,
    )
    .join('')
}

/** One rule in full. */
export function explainText(rule: Rule, colour: boolean): string {
  const style = createStyle(colour)
  const out = [
    `${style.strong(rule.id)}  ${style.severity(rule.severity, rule.severity)}`,
    `Finds ${rule.summary}.`,
    '',
  ]
  const section = (title: string, lines: readonly string[]): void => {
    out.push(style.strong(title), ...lines.map(line => (line === '' ? '' : `  ${line}`)), '')
  }
  section('Why', wrapped(rule.why))
  section('What to do', wrapped(rule.remedy))
  section(
    'Sources',
    rule.citations.flatMap(c => [`${c.source}: ${c.where}`, ...wrapped(c.says, '  ')]),
  )
  for (const [title, examples] of [
    ['Found', rule.bad],
    ['Not found', rule.good],
  ] as const) {
    section(
      title,
      examples.flatMap(e => [
        `${e.path}${e.note ? `: ${e.note}` : ''}`,
        ...e.text
          .trimEnd()
          .split('\n')
          .map(l => `    ${l}`),
        '',
      ]),
    )
  }
  return `${out.join('\n').trimEnd()}\n`
}

const columns = 98

/** Paragraphs as lines that fit a terminal. */
function wrapped(text: string, indent = ''): string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines: string[] = ['']
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1)!
      if (line !== '' && line.length + 1 + word.length > columns) lines.push(word)
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
    }
    return lines.map(line => (line === '' ? '' : indent + line))
  })
}
