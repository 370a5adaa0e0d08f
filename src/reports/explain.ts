import type { Citation, Example, Rule } from '../core/rule.ts'
import { allowances } from './allowances.ts'
import { type Block, items, type Page, pageMarkdown, pageText, paragraphs, type Section } from './page.ts'

/** Everything there is to say of a rule; the terminal and the page of the documentation share it. */
export function rulePage(rule: Rule): Page {
  const all: readonly Section[] = [
    { title: 'What is wrong and why it matters', blocks: paragraphs(rule.why) },
    { title: 'What happens on the wire', blocks: wire(rule) },
    { title: 'What the article says', blocks: cited(rule, source => source === 'article') },
    { title: 'What the kernel and its manuals say', blocks: cited(rule, isKernel) },
    { title: 'What others say', blocks: cited(rule, source => source !== 'article' && !isKernel(source), true) },
    { title: 'How to fix it', blocks: paragraphs(rule.remedy) },
    { title: 'How to allow it', blocks: allowances(rule) },
    { title: 'Found', blocks: examples(rule.bad) },
    { title: 'Not found', blocks: examples(rule.good) },
  ]
  return {
    title: rule.id,
    label: rule.severity,
    remark: `Severity: **${rule.severity}**, unless the message says otherwise.`,
    summary: sentence(rule.summary),
    sections: all.filter(section => section.blocks.length > 0),
  }
}

/** A rule in full for a terminal, without a line break at the end. */
export function explainText(rule: Rule, width = 80): string {
  return pageText(rulePage(rule), width)
}

/** A rule in full as a page of Markdown, with a line break at the end. */
export function explainMarkdown(rule: Rule): string {
  return pageMarkdown(rulePage(rule))
}

function wire({ wire: { states, says }, allowed }: Rule): Block[] {
  // rules about comments concern no connection
  if (allowed === 'nowhere') return paragraphs(says)
  const which =
    states.length === 0
      ? 'Which states of a connection this concerns depends on the parameter: sysctl-lint explain PARAMETER names them.'
      : `It concerns connections in ${states.join(' and ')}: sysctl-lint explain ${states[0]} says more.`
  return paragraphs(`${says}\n\n${which}`)
}

export function isKernel(source: string): boolean {
  return source === 'kernel' || source === 'man'
}

function cited(rule: Rule, wanted: (source: string) => boolean, named = false): Block[] {
  const term = ({ source, where }: Citation) => (named ? `${source}: ${where}` : where)
  return items(rule.citations.filter(({ source }) => wanted(source)).map(one => ({ term: term(one), text: one.says })))
}

function examples(all: readonly Example[]): Block[] {
  return all.flatMap(example => [
    { kind: 'example', example },
    ...(example.config === undefined ? [] : [{ kind: 'example', example: besides(example.config) } as const]),
  ])
}

function besides(config: string): Example {
  return { path: '.sysctl-lint.yml', text: config, note: 'the configuration beside it' }
}

/** Names of parameters keep their case. */
function sentence(summary: string): string {
  const start = /^[a-z]+ /.test(summary) ? summary[0]!.toUpperCase() : summary[0]!
  return `${start}${summary.slice(1)}.`
}
