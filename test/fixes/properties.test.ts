import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Effect } from '../../src/core/effect.ts'
import type { Finding } from '../../src/core/finding.ts'
import { type FixChoice, type FixPlan, planFixes } from '../../src/core/fix.ts'
import { type Span, written } from '../../src/core/text.ts'
import type { LintResult } from '../../src/lint.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { type Document, documents } from './documents.ts'

const cases = Number(process.env['SYSCTL_LINT_CASES'] ?? 2000)
const kinds = Object.entries(documents)
const choices: fc.Arbitrary<FixChoice> = fc.oneof(
  fc.constantFrom<FixChoice>('safe', 'all', 'offered'),
  fc.constantFrom(...rules.map(rule => ({ rule: rule.id }))),
)

/** What whole edits may bring along: the rules say which. */
const brought = /^net\.ipv4\.(tcp_keepalive_time|tcp_tw_reuse)$/

describe.each(kinds)('a fix in %s', (_, documents) => {
  test('changes nothing but what it fixes, and nothing twice', { timeout: 60_000 + 20 * cases }, async () => {
    await fc.assert(
      fc.asyncProperty(documents, choices, async (document, choice) => {
        const before = await lintTexts([document])
        const plan = planFixes(before.findings, choice)
        if (plan.files.length === 0) return
        expect(plan.files.length).toBe(1)
        expectApart(plan)
        const { text } = plan.files[0]!
        const after = await lintTexts([{ ...document, text }, ...plan.creates])
        expectSettings(before, after, plan)
        expectProblems(before, after, plan)
        if (choice !== 'all' && choice !== 'offered' && plan.waiting.length === 0)
          expect(planFixes(after.findings, choice).files).toEqual([])
        await expectRest(document, choice)
      }),
      { numRuns: Math.ceil(cases / kinds.length) },
    )
  })
})

/** Edits are in order and apart, and those in place lie inside of a key or a value. */
function expectApart({ files, fixed }: FixPlan): void {
  const { edits, source, text } = files[0]!
  let end = 0
  let rest = ''
  for (const { at } of edits) {
    expect(at.start).toBeGreaterThanOrEqual(end)
    rest += source.text.slice(end, at.start)
    end = at.end
  }
  expect(text.length).toBe((rest + source.text.slice(end)).length + edits.reduce((sum, e) => sum + e.text.length, 0))
  for (const { fix, rule } of fixed)
    if (!fix!.whole && !fix!.safe)
      for (const edit of fix!.edits)
        expect(`${rule} ${edit.text}${source.text.slice(edit.at.start, edit.at.end)}`).not.toMatch(/[\r\n]/)
}

const describeOf = ({ setting: s, effective }: Effect, key: number): string =>
  [key, s.parameter, s.state, s.known, s.value, s.dash, s.format, s.within.join('>'), effective].join(' | ')

/** Every setting that no edit touches is read as before, where it then stands, and nothing else is there but what whole edits bring. */
function expectSettings(before: LintResult, after: LintResult, plan: FixPlan): void {
  const { edits } = plan.files[0]!
  const touched = (span: Span) => edits.some(({ at }) => at.start < span.end && span.start < at.end)
  const moved = (offset: number) => {
    let shift = 0
    for (const { at, text } of edits) if (at.end <= offset) shift += text.length - (at.end - at.start)
    return offset + shift
  }
  const isTouched = ({ setting }: Effect) => touched(setting.key) || touched(setting.valueAt)
  const named = namedBy(plan)
  // a glob no longer stands for a parameter that has a line of its own
  const isNamed = ({ setting }: Effect) => named(setting.parameter) && /[*?[]/.test(written(setting.key))
  const kept = before.effects
    .filter(one => !isTouched(one) && !isNamed(one))
    .map(one => describeOf(one, moved(one.setting.key.start)))
  const now = new Set(after.effects.map(one => describeOf(one, one.setting.key.start)))
  expect(kept.filter(one => !now.has(one))).toEqual([])
  const gone = before.effects.filter(isTouched)
  const fixed = new Set(plan.fixed.map(one => one.parameter))
  const old = new Set(kept)
  const fresh = after.effects.filter(one => !old.has(describeOf(one, one.setting.key.start)))
  const whole = plan.fixed.some(({ fix }) => fix!.whole)
  if (!whole)
    expect(fresh.filter(one => !named(one.setting.parameter)).length).toBeLessThanOrEqual(
      Math.max(gone.length, plan.fixed.length),
    )
  for (const { setting } of fresh) {
    const own = fixed.has(setting.parameter) || gone.some(one => one.setting.parameter === setting.parameter)
    const renamed = plan.fixed.some(({ fix }) =>
      fix!.edits.some(e => e.text.replaceAll('/', '.').includes(setting.parameter)),
    )
    expect(
      own || renamed || (whole && brought.test(setting.parameter)),
      `${setting.parameter} = ${setting.value}`,
    ).toBe(true)
  }
}

/** Whether a parameter stands in what is written anew: under another name it may not have been looked at. */
function namedBy(plan: FixPlan): (parameter: string) => boolean {
  const texts = plan.fixed.flatMap(({ fix }) => fix!.edits.map(edit => edit.text.replaceAll('/', '.')))
  return parameter => texts.some(text => text.includes(parameter))
}

/** What could be read can still be. */
function expectProblems(before: LintResult, after: LintResult, plan: FixPlan): void {
  const named = namedBy(plan)
  const of = ({ problems }: LintResult) =>
    problems
      .filter(({ parameter }) => !(parameter && named(parameter)))
      .map(({ rule, message }: Finding) => `${rule}: ${message.replace(/-?(0x[0-9a-f]+|\d+)/g, '#')}`)
      .sort()
  const old = of(before)
  expect(
    of(after).filter(one => !old.includes(one)),
    JSON.stringify(plan.fixed.map(f => f.rule)),
  ).toEqual([])
}

/** Fixed again and again, a text comes to rest. */
async function expectRest(document: Document, choice: FixChoice): Promise<void> {
  let { text } = document
  const made: Document[] = []
  for (let round = 0; round < 8; round++) {
    const { findings } = await lintTexts([{ ...document, text }, ...made])
    const { files, creates } = planFixes(findings, choice, path => !made.some(one => one.path === path))
    const file = files.find(one => one.source.path === document.path)
    if (!file) return
    made.push(...creates)
    expect(file.text).not.toBe(text)
    text = file.text
  }
  expect.fail(`it goes on and on: ${JSON.stringify(text)}`)
}
