import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edit, Finding, Fix } from '../../src/core/finding.ts'
import { edited, type FixChoice, planFixes } from '../../src/core/fix.ts'
import type { Source } from '../../src/core/text.ts'

const source: Source = { path: 'a.conf', text: '0123456789' }
const edit = (start: number, end: number, text = '-', at: Source = source): Edit => ({
  at: { source: at, start, end },
  text,
})
const finding = (rule: string, fix: Partial<Fix>, more: Partial<Finding> = {}): Finding => ({
  rule,
  severity: 'warning',
  message: rule,
  at: { source, start: 0, end: 0 },
  fix: { title: rule, safe: false, edits: [], ...fix },
  ...more,
})
const textOf = (findings: readonly Finding[], choice: FixChoice = 'offered') =>
  planFixes(findings, choice).files.map(file => file.text)
const rulesOf = (findings: readonly Finding[]) => findings.map(one => one.rule)

test('each choice has its fixes', () => {
  const all = [
    finding('safe', { safe: true, edits: [edit(0, 1)] }),
    finding('value', { edits: [edit(2, 3)] }),
    finding('line', { whole: true, edits: [edit(4, 5)] }),
    finding('comment', { safe: true, whole: true, edits: [edit(6, 7)] }),
    finding('suppressed', { safe: true, edits: [edit(8, 9)] }, { suppressed: { kind: 'inline', reason: '' } }),
  ]
  const fixedBy = (choice: FixChoice) => rulesOf(planFixes(all, choice).fixed)
  expect(fixedBy('safe')).toEqual(['safe'])
  expect(fixedBy('all')).toEqual(['safe', 'value'])
  expect(fixedBy('offered')).toEqual(['safe', 'value', 'line', 'comment'])
  expect(fixedBy({ rule: 'line' })).toEqual(['line'])
  expect(fixedBy({ rule: 'suppressed' })).toEqual([])
})

test('of two that overlap the first is made, and the other waits as a whole', () => {
  const first = finding('first', { edits: [edit(2, 5)] })
  const second = finding('second', { edits: [edit(4, 6), edit(8, 9)] })
  const third = finding('third', { edits: [edit(8, 9, '+')] })
  const plan = planFixes([first, second, third], 'all')
  expect(plan.files[0]!.text).toBe('01-567+9')
  expect(rulesOf(plan.fixed)).toEqual(['first', 'third'])
  expect(rulesOf(plan.waiting)).toEqual(['second'])
})

test('a change may begin where another ends; two insertions at one place have no order', () => {
  expect(textOf([finding('a', { edits: [edit(2, 4)] }), finding('b', { edits: [edit(4, 4, '+')] })])).toEqual([
    '01-+456789',
  ])
  const twice = planFixes(
    [finding('a', { edits: [edit(4, 4, 'a')] }), finding('b', { edits: [edit(4, 4, 'b')] })],
    'all',
  )
  expect(rulesOf(twice.waiting)).toEqual(['b'])
})

test('one fix of two findings is made once, and does away with both', () => {
  const plan = planFixes([finding('a', { edits: [edit(2, 4)] }), finding('b', { edits: [edit(2, 4)] })], 'all')
  expect(plan.files[0]!.text).toBe('01-456789')
  expect(rulesOf(plan.fixed)).toEqual(['a', 'b'])
})

test('a fix reaches over files and makes some, once each, and none where one of them is closed', () => {
  const other = { path: 'b.conf', text: 'abc' }
  const over = finding('over', { edits: [edit(0, 1), edit(1, 2, '+', other)], creates: [{ path: 'c', text: 'x' }] })
  const again = finding('again', { edits: [edit(5, 6)], creates: [{ path: 'c', text: 'y' }] })
  const plan = planFixes([over, again], 'all')
  expect(plan.files.map(file => file.text)).toEqual(['-123456789', 'a+c'])
  expect(plan.creates).toEqual([{ path: 'c', text: 'x' }])
  expect(rulesOf(plan.waiting)).toEqual(['again'])
  for (const closed of ['a.conf', 'b.conf', 'c'])
    expect(rulesOf(planFixes([over], 'all', path => path !== closed).fixed)).toEqual([])
})

test('of two texts that go by one path the first is meant', () => {
  const twin = { path: source.path, text: 'another' }
  const plan = planFixes(
    [finding('a', { edits: [edit(0, 1)] }), finding('b', { edits: [edit(4, 5, '+', twin)] })],
    'all',
  )
  expect(plan.files.map(file => file.text)).toEqual(['-123456789'])
  expect(rulesOf(plan.waiting)).toEqual(['b'])
})

test('whatever is asked for: edits are in order and apart, each fix is whole, and the rest of the text stays', () => {
  const range = fc.tuple(fc.nat(10), fc.nat(10), fc.constantFrom('', 'x', 'yy')).map(([a, b, text]) => {
    return edit(Math.min(a, b), Math.max(a, b), text)
  })
  const fixes = fc.array(fc.array(range, { minLength: 1, maxLength: 3 }), { maxLength: 8 })
  fc.assert(
    fc.property(fixes, lists => {
      const all = lists.map((edits, i) => finding(`${i}`, { edits }))
      const { files, fixed, waiting } = planFixes(all, 'all')
      expect([...rulesOf(fixed), ...rulesOf(waiting)].sort()).toEqual(rulesOf(all).sort())
      const edits = files[0]?.edits ?? []
      for (const [i, { at }] of edits.entries())
        if (i > 0) expect(at.start).toBeGreaterThanOrEqual(edits[i - 1]!.at.end)
      const key = (one: Edit) => `${one.at.start} ${one.at.end} ${one.text}`
      expect(new Set(edits.map(key))).toEqual(new Set(fixed.flatMap(one => one.fix!.edits.map(key))))
      expect(new Set(edits.map(key)).size).toBe(edits.length)
      if (files[0]) expect(files[0].text).toBe(edited(source.text, edits))
    }),
    { numRuns: 2000 },
  )
})

test('thousands of fixes take no time to speak of', () => {
  const long = { path: 'long.conf', text: '0'.repeat(400_000) }
  const many = Array.from({ length: 50_000 }, (_, i) => finding(`${i}`, { edits: [edit(8 * i, 8 * i + 1, '-', long)] }))
  const started = process.cpuUsage()
  expect(planFixes(many, 'all').fixed).toHaveLength(50_000)
  expect(process.cpuUsage(started).user).toBeLessThan(5_000_000)
})
