import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import type { Example } from '../../src/core/rule.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { commented, everywhere, forSome, houseLimit } from '../../src/reports/allowances.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { applyFix } from './apply-fix.ts'

const findingsIn = async (example: Pick<Example, 'path' | 'text' | 'config'>): Promise<readonly Finding[]> =>
  (await lintTexts([example], { config: example.config, required: true })).findings.filter(one => !one.suppressed)

test('every file is a rule of that id', () => {
  const files = readdirSync(new URL('../../src/rules', import.meta.url)).filter(name => /^[a-z-]+\.ts$/.test(name))
  expect(rules.map(rule => rule.id)).toEqual(files.map(name => basename(name, '.ts')).sort())
})

describe.each(rules.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  test('says why, what to do and where that is from', () => {
    for (const text of [rule.summary, rule.why, rule.wire.says, rule.remedy]) expect(text).toMatch(/\S{3}/)
    expect(rule.summary).not.toMatch(/[.\n]$/)
    expect(rule.citations.map(one => one.source)).toContain('article')
    expect(rule.citations.some(one => one.source !== 'article')).toBe(true)
    for (const { where, says } of rule.citations) expect(`${where}${says}`).toMatch(/\w/)
  })

  test('shows what it finds and what it does not, in more than one format', () => {
    const kinds = (examples: readonly Example[]) => new Set(examples.map(({ path }) => path.replace(/^.*\./, '')))
    for (const examples of [rule.bad, rule.good]) expect(examples.length).toBeGreaterThan(1)
    expect(kinds([...rule.bad, ...rule.good]).size).toBeGreaterThan(1)
  })

  test('can be allowed in every way that its page names', async () => {
    const [example] = rule.bad
    const { path, text, config = '' } = example!
    const found = async (more: string) =>
      (await findingsIn({ path, text, config: `${config}${more}` })).filter(one => one.rule === id)
    expect(await found('')).not.toEqual([])
    for (const { text } of [everywhere(rule), forSome(rule)]) expect(await found(text)).toEqual([])
    const house = houseLimit(rule)
    if (house) expect(await found(house.text)).toEqual([])
    const comment = commented(rule)
    if (comment === null) return
    const { findings } = await lintTexts([comment], { config: comment.config, required: true })
    expect(findings.map(one => [one.rule, one.suppressed?.kind, one.suppressed?.reason])).toEqual(
      findings.map(() => [id, 'inline', 'why it is right here']),
    )
    expect(findings).not.toEqual([])
  })

  describe.each(rule.bad.map(example => [example.path, example] as const))('%s', (_, example) => {
    test('is found, and nothing else', async () => {
      const found = await findingsIn(example)
      expect(new Set(found.map(one => one.rule))).toEqual(new Set([id]))
    })

    test('has a message that starts with the thing itself, is short and ends without a full stop', async () => {
      for (const { message, at, parameter } of await findingsIn(example)) {
        const thing = message.split(/[ :=]/, 1)[0]!.replace(/^\//, '')
        expect(`${at.source.path}\n${at.source.text}\n${parameter}`).toContain(thing)
        expect(message).not.toMatch(/[.\s]$/)
        expect(message.length).toBeLessThan(400)
      }
    })

    test('is gone once it is fixed, and fixed again stays as it is', async () => {
      for (const finding of (await findingsIn(example)).filter(one => one.fix)) {
        const fixed = { ...example, text: applyFix(finding) }
        expect(fixed.text).not.toBe(example.text)
        const left = (await findingsIn(fixed)).filter(one => one.rule === id && one.parameter === finding.parameter)
        expect(left).toEqual([])
      }
    })
  })

  test.each(rule.good.map(example => [example.path, example] as const))(
    'is silent in %s, and so is every rule',
    async (_, example) => {
      expect((await findingsIn(example)).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
    },
  )
})
