import { expect, test } from 'vitest'
import { commented } from '../../src/reports/allowances.ts'
import { explainMarkdown, explainText } from '../../src/reports/explain.ts'
import { rules } from '../../src/rules/registry.generated.ts'

const words = (text: string) => text.replace(/[`*\\]/g, '').replace(/\s+/g, ' ')

test.each(rules.map(rule => [rule.id, rule] as const))('%s: both forms say everything', (_, rule) => {
  for (const page of [explainText(rule), explainMarkdown(rule)].map(words)) {
    for (const paragraph of rule.why.split('\n\n')) expect(page).toContain(words(paragraph))
    expect(page).toContain(words(rule.remedy))
    expect(page).toContain(words(rule.wire.says))
    for (const { where, says } of rule.citations) {
      expect(page).toContain(words(where))
      expect(page).toContain(words(says))
    }
    for (const { path, text } of [...rule.bad, ...rule.good]) {
      expect(page).toContain(path)
      expect(page).toContain(words(text.trim()))
    }
  }
})

test.each(rules.map(rule => [rule.id, rule] as const))(
  '%s: the terminal page keeps to 80 columns where it can break',
  (_, rule) => {
    const shown = [...rule.bad, ...rule.good, commented(rule) ?? []].flat()
    const code = new Set(shown.flatMap(({ text }) => text.split('\n').map(line => `    ${line}`)))
    for (const line of explainText(rule).split('\n')) {
      if (!code.has(line)) expect(line.length, line).toBeLessThanOrEqual(80)
      expect(line).toBe(line.trimEnd())
    }
  },
)

test('the parts stand in the order in which people ask', () => {
  const titles = explainMarkdown(rules.find(rule => rule.id === 'tcp-fin-timeout')!).match(/^## .*$/gm)
  expect(titles).toEqual([
    '## What is wrong and why it matters',
    '## What happens on the wire',
    '## What the article says',
    '## What the kernel and its manuals say',
    '## What others say',
    '## How to fix it',
    '## How to allow it',
    '## Found',
    '## Not found',
  ])
})

test('a page of Markdown has a line break at its end and no markup by accident', () => {
  for (const rule of rules) {
    const page = explainMarkdown(rule)
    expect(page).toMatch(/[^\n]\n$/)
    const prose = page.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '')
    expect(prose.replace(/\\./g, '')).not.toMatch(/<|\[|(^|\s)_\w/)
  }
})
