import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Target } from '../../src/core/target.ts'
import { parameters } from '../../src/kernel/parameters.ts'
import { applyFix } from './apply-fix.ts'
import { dropIn, findings } from './targets.ts'

const names = fc.constantFrom(
  ...parameters.keys(),
  'net.ipv4.tcp_fin_timeuot',
  'net.ipv6.tcp_sack',
  'tcp_sack',
  'net/ipv4/tcp_keepalive_intv',
)
const numbers = fc.constantFrom(
  '0',
  '1',
  '2',
  '5',
  '9',
  '10',
  '030',
  '08',
  '0x3c',
  '60',
  '-1',
  '300',
  '4096',
  '99999999999',
)
const suffixes = fc.constantFrom(
  '',
  ' # c',
  '# c',
  's',
  ' s',
  'k',
  '.0',
  ',',
  ' 87380',
  ' 87380 16M',
  ', 2, 3',
  '\t',
  '"',
)
const words = fc.constantFrom('', 'yes', '"60"', "'1'", 'bbr', 'BBR # x', '[1, 2, 3]', '1_000', '\u00a060', '$X', '-')
const values = fc.oneof(
  fc.tuple(numbers, suffixes).map(parts => parts.join('')),
  words,
)
const dashes = fc.constantFrom('', '-', '  ')
const lines = fc.tuple(dashes, names, values).map(([dash, name, value]) => `${dash}${name} = ${value}`)

const rest = (one: Target, rule: string, parameter: string | undefined) =>
  findings([one]).filter(found => found.rule === rule && found.parameter === parameter)

test('a fix does away with its finding, whatever stands around it, and leaves the other lines', () => {
  fc.assert(
    fc.property(fc.array(lines, { minLength: 1, maxLength: 4 }), written => {
      const text = `${written.join('\n')}\n`
      for (const finding of findings([dropIn(text)])) {
        if (!finding.fix) continue
        const fixed = applyFix(finding)
        expect(fixed).not.toBe(text)
        const before = rest(dropIn(text), finding.rule, finding.parameter).length
        expect(rest(dropIn(fixed), finding.rule, finding.parameter).length).toBeLessThan(before)
        const changed = text.split('\n').filter((line, i) => line !== fixed.split('\n')[i])
        if (fixed.split('\n').length === text.split('\n').length) expect(changed.length).toBe(1)
      }
    }),
    { numRuns: 2000 },
  )
})

test('no rule throws or speaks at length, whatever a file holds', () => {
  const anything = fc.oneof(lines, fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 40 }))
  fc.assert(
    fc.property(
      fc.array(anything, { maxLength: 8 }),
      fc.constantFrom('5.10-', 'rhel7', '3.10-', 'debian-13'),
      (text, kernel) => {
        for (const { message, at } of findings([dropIn(text.join('\n'))], { kernel })) {
          expect(message.length).toBeLessThan(400)
          expect(message).not.toMatch(/\.$/)
          expect(at.start).toBeLessThanOrEqual(at.end)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
