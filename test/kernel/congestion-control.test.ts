import { expect, test } from 'vitest'
import { congestionControl } from '../../src/kernel/congestion-control.ts'

test.each([
  ['bbr', 'mainline'],
  ['cubic', 'mainline'],
  ['dctcp', 'mainline'],
  ['bbr2', 'vendor'],
  ['bbr3', 'vendor'],
  ['bbrplus', 'vendor'],
  ['nanqinlang', 'vendor'],
  ['tsunami', 'vendor'],
  ['lotserver', 'vendor'],
  ['cubicc', 'unheard'],
  ['my_own', 'unheard'],
  ['CUBIC', 'impossible'],
  ['bbr # fast', 'impossible'],
  ['"bbr"', 'impossible'],
  ['bbr ', 'impossible'],
  ['', 'impossible'],
  ['a-name-that-is-cut-off', 'impossible'],
])('%j is %s', (name, answer) => {
  expect(congestionControl(name)).toBe(answer)
})
