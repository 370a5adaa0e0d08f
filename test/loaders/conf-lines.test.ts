import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Loader } from '../../src/core/setting.ts'
import { textOf } from '../../src/core/text.ts'
import { confLines } from '../../src/loaders/conf-lines.ts'

/** Each line as `key=value`, `!key` for exclusions, `?text` for what is neither; a dash is kept. */
function read(text: string, loader: Loader): string[] {
  const slice = (r: { start: number; end: number }) => text.slice(r.start, r.end)
  return confLines(textOf({ path: 'x.conf', text }), loader).map(line => {
    if (line.kind === 'malformed') return `?${slice(line.line)}`
    if (line.kind === 'unnamed') return `*${slice(line.line)}`
    if (line.kind === 'exclusion') return `!${slice(line.key)}`
    return `${line.dash ? '-' : ''}${slice(line.key)}=${slice(line.value)}`
  })
}

// semantics as procps 4.0.2–4.0.7 and systemd 247–262 showed them
const both: [string, string[]][] = [
  ['a.b = 1', ['a.b=1']],
  ['  a.b\t=\t1  ', ['a.b=1']],
  ['a.b=1 # note', ['a.b=1 # note']],
  ['# a=1\n; b=2\n  # c=3', []],
  ['a=1\r\nb=2\r\n', ['a=1', 'b=2']],
  ['a = b = c', ['a=b = c']],
  ['-a.b=1', ['-a.b=1']],
  ['-a.b', ['!a.b']],
  ['a.b 1', ['?a.b 1']],
  ['a.b =', ['a.b=']],
  ['a.b = "1"', ['a.b="1"']],
  ['a.b = 1 \\\n2', ['a.b=1 \\', '?2']],
  ['a\u00a0=\u00a01', ['a\u00a0=\u00a01']],
  ['\ufeffa=1', ['\ufeffa=1']],
]

test.each(both)('%j reads alike under both loaders', (text, lines) => {
  expect(read(text, 'systemd')).toEqual(lines)
  // procps skips lines of one character
  expect(read(text, 'procps')).toEqual(lines.filter(l => l !== '?2'))
})

test('where the grammars differ', () => {
  expect(read('- a.b = 1', 'systemd')).toEqual(['-a.b=1'])
  expect(read('- a.b = 1', 'procps')).toEqual(['- a.b=1'])
  expect(read('a=1\rb=2', 'systemd')).toEqual(['a=1', 'b=2'])
  expect(read('a=1\rb=2', 'procps')).toEqual(['a=1\rb=2'])
  expect(read('\va=1', 'procps')).toEqual(['a=1'])
  expect(read('\va=1', 'systemd')).toEqual(['\va=1'])
})

test('any text is read in one pass, and ranges lie within their line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '.', '=', '-', '#', ';', ' ', '\t', '\n', '\r', '\v', '\0', 'é') }),
      text => {
        for (const loader of ['systemd', 'procps'] as const)
          for (const line of confLines(textOf({ path: 'x', text }), loader)) {
            expect(line.line.start).toBeLessThan(line.line.end)
            if (line.kind !== 'assignment') continue
            expect(line.key.end).toBeLessThanOrEqual(line.value.start)
            expect(text.slice(line.key.end, line.value.start)).toContain('=')
            expect(line.value.end).toBeLessThanOrEqual(line.line.end)
          }
      },
    ),
  )
})
