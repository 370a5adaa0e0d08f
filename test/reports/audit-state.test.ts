import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readState, stateComment } from '../../src/reports/audit-state.ts'

describe('the state in the issue', () => {
  const found = '0123456789abcdef'
  const state = { run: '5', errors: 1, warnings: 0, notices: 0, found: new Map([[found, 'tcp-tw-recycle']]) }
  const right = stateComment(state)
  const wrong = [
    '',
    '<!-- sysctl-lint state -->',
    '<!-- sysctl-lint state {} -->',
    '<!-- sysctl-lint state {"version":1 -->',
    right.replace('"version":1', '"version":2'),
    right.replace('"errors":1', '"errors":2'),
    right.replace('"errors":1', '"errors":-1'),
    right.replace('"errors":1', '"errors":1e99'),
    right.replace('"run":"5"', '"run":"5/../../x](https://evil.example)"'),
    right.replace(found, found.slice(1)),
    right.replace(found, found + found),
    right.replace('tcp-tw-recycle', '@octo-org/team'),
    right.replace('tcp-tw-recycle', '__proto__'),
    right.replace('"version":1', '"version":1,"more":"x"'),
    right.replace('{', `{${' '.repeat(20_000)}`),
    right.replace(/\{.*\}/, '['.repeat(10_000)),
  ]

  test('is read as it was written', () => {
    expect(readState(`text\n${right}\nmore`)).toEqual(state)
  })

  test.each(wrong.map((text, i) => [i, text] as const))('broken (%d): it is not read', (_, text) => {
    expect(readState(text)).toBe(null)
  })
})

test('no text makes it throw or believe', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom('<!-- sysctl-lint state ', ' -->', '{"version":1', '"found":{}'),
  )
  fc.assert(
    fc.property(fc.array(piece), some => {
      const read = readState(some.join(''))
      if (read !== null) expect(readState(stateComment(read))).toEqual(read)
    }),
  )
})
