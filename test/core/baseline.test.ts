import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyBaseline, baselineOf, baselineText, parseBaseline, prunedBaseline } from '../../src/core/baseline.ts'
import type { Finding } from '../../src/core/finding.ts'

const sources = ['a.conf', 'b.conf', 'c.conf'].map(path => ({ path, text: 'x\n' }))
const finding = fc
  .record({
    rule: fc.constantFrom('tcp-fin-timeout', 'tcp-tw-reuse'),
    source: fc.constantFrom(...sources),
    value: fc.constantFrom('60', '90', undefined),
  })
  .map(({ rule, source, value }): Finding => {
    const at = { source, start: 0, end: 1 }
    return {
      rule,
      at,
      message: 'x',
      severity: 'warning',
      parameter: 'net.ipv4.tcp_fin_timeout',
      ...(value ? { value } : {}),
    }
  })
const findings = fc.array(finding, { maxLength: 12 })
const shown = (f: Finding) => f.value ?? null
const open = (list: readonly Finding[]) => list.filter(f => !f.suppressed)
const read = (text: string) => {
  const baseline = parseBaseline(text)
  if ('error' in baseline) throw new Error(baseline.error)
  return baseline
}

test('what a baseline was made of is known to it, and nothing is stale', () => {
  fc.assert(
    fc.property(findings, list => {
      const applied = applyBaseline(list, read(baselineText(baselineOf(list, shown))), shown)
      expect(open(applied.findings)).toEqual([])
      expect(applied.stale).toEqual([])
    }),
  )
})

test('what is new stays open, as often as it is new; what is gone is stale, and pruning takes out just that', () => {
  fc.assert(
    fc.property(findings, findings, (before, now) => {
      const baseline = baselineOf(before, shown)
      const { findings: marked, stale } = applyBaseline(now, baseline, shown)
      const known = now.length - open(marked).length
      expect(known + stale.reduce((sum, e) => sum + e.count, 0)).toBe(before.length)
      const pruned = prunedBaseline(now, baseline, shown, new Map())
      const again = applyBaseline(now, pruned, shown)
      expect(again.stale).toEqual([])
      expect(again.findings).toEqual(marked)
    }),
  )
})

test('a renamed file keeps what is known of it', () => {
  const at = { source: sources[1]!, start: 0, end: 1 }
  const now: Finding[] = [{ rule: 'r', at, message: 'x', severity: 'error' }]
  const baseline = { entries: [{ rule: 'r', file: 'old.conf', parameter: null, value: null, count: 1 }] }
  expect(open(applyBaseline(now, baseline, shown).findings)).toHaveLength(1)
  const applied = applyBaseline(now, baseline, shown, new Map([['old.conf', 'b.conf']]))
  expect(open(applied.findings)).toEqual([])
  expect(applied.stale).toEqual([])
})

test.each([
  ['', 'is no JSON'],
  ['[]', 'is no baseline of version 1'],
  ['{"version":2,"findings":[]}', 'is no baseline of version 1'],
  ['{"version":1}', 'has no list'],
  ['{"version":1,"findings":[null]}', 'findings[0]'],
  ['{"version":1,"findings":[{"file":"a","rule":"r","parameter":null,"value":null,"count":0}]}', 'findings[0]'],
  [
    '{"version":1,"findings":[{"file":"a","rule":{"__proto__":1},"parameter":null,"value":null,"count":1}]}',
    'findings[0]',
  ],
])('%s is no baseline', (text, message) => {
  expect(parseBaseline(text)).toEqual({ error: expect.stringContaining(message) })
})

test('a byte order mark does no harm', () => {
  expect(parseBaseline('\uFEFF{"version":1,"findings":[]}')).toEqual({ entries: [] })
})
