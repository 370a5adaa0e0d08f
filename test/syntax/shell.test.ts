import { describe, expect, test } from 'vitest'
import { type Mark, markText, spanOf, textOf } from '../../src/core/text.ts'
import { parseShell } from '../../src/syntax/shell.ts'
import { readEscape } from '../../src/syntax/shell-escapes.ts'
import { type WordContext, wordFields } from '../../src/syntax/shell-word.ts'
import { indexMarks, marksWithin, textBuilder } from '../../src/syntax/text-builder.ts'

describe('parseShell', () => {
  test('keeps what it could read beside the error', () => {
    const { statements, errors } = parseShell('a\nif b; then\n c\n')
    expect(statements).toHaveLength(2)
    expect(errors).toEqual([{ message: "expected 'fi' to close 'if'", at: 16 }])
  })

  test('does not read what would take too long', () => {
    expect(parseShell('<<E;'.repeat(5000)).errors[0]?.message).toBe('more than 4000 here-documents')
    expect(parseShell('cat <<< x;'.repeat(5000)).errors).toEqual([])
    const long = parseShell('# x\n'.repeat(1_100_000))
    expect(long.errors[0]?.message).toContain('longer than 4 MiB')
  })
})

function words(script: string, dialect: 'sh' | 'bash' = 'bash', variables: Record<string, string> = {}): string[] {
  const [statement] = parseShell(script).statements
  if (statement?.command.type !== 'Command') throw new Error('no command')
  const text = textOf({ path: 'x', text: script })
  const context: WordContext = {
    marked: indexMarks(text),
    source: script,
    dialect,
    lookup: name => (variables[name] === undefined ? undefined : textOf({ path: 'y', text: variables[name] })),
  }
  return statement.command.args
    .flatMap(word => (word.type === 'Word' ? wordFields(word, context) : []))
    .map(({ text: field }) => field.text + (field.marks?.length ? '?' : ''))
}

describe('words', () => {
  test.each([
    ['x a\'b\'"c"\\d', ['abcd']],
    ['x "a\\"b\\$c\\d"', ['a"b$c\\d']],
    ['x \'a\\b\' ""', ['a\\b', '']],
    ['x a\\\nb "c\\\nd"', ['ab', 'cd']],
    ['x $V "$V" ${V}z', ['$V?', '$V?', '${V}z?']],
    ['x *.conf a[12] ?', ['*.conf?', 'a[12]?', '??']],
    ["x $'a\\tb\\x41\\''", ["a\tbA'"]],
    ['x a{1,2}b', ['a1b', 'a2b']],
    ['x {a,b}{c,d}', ['ac', 'ad', 'bc', 'bd']],
    ['x a{1..3}', ['a{1..3}?']],
    ['x "$(y "z")" `y` $((1 + 1))', ['$(y "z")?', '`y`?', '$((1 + 1))?']],
  ])('%s', (script, want) => expect(words(script)).toEqual(want))

  test('dash knows neither braces nor $ before quotes', () => {
    expect(words('x a{1,2}b $\'a\\tb\' $"c"', 'sh')).toEqual(['a{1,2}b', '$a\\tb', '$c'])
  })

  test('a variable is split where it is not quoted', () => {
    const variables = { V: 'a  b', E: '', S: ' a ' }
    expect(words('x $V "$V" p$V', 'sh', variables)).toEqual(['a', 'b', 'a  b', 'pa', 'b'])
    expect(words('x $E "$E" $E$E y$E', 'sh', variables)).toEqual(['', 'y'])
    expect(words('x ${V:-z} ${E:-z} x$S', 'sh', variables)).toEqual(['a', 'b', '${E:-z}?', 'x', 'a'])
  })
})

describe('escapes', () => {
  test.each([
    ['\\n', 'echo', '\n', 2],
    ['\\0101', 'echo', 'A', 5],
    ['\\101', 'echo', '\\', 1],
    ['\\101', 'format', 'A', 4],
    ['\\x41g', 'format', 'A', 4],
    ["\\'", 'quoted', "'", 2],
    ["\\'", 'echo', '\\', 1],
    ['\\q', 'format', '\\', 1],
    ['\\', 'echo', '\\', 1],
  ] as const)('%s in %s', (text, kind, chars, length) => {
    expect(readEscape(text, 0, kind)).toEqual({ chars, length })
  })

  test('\\c ends the output of echo', () => expect(readEscape('\\c', 0, 'echo').ends).toBe(true))
})

describe('texts that are put together', () => {
  const marks: Mark[] = [
    { start: 2, end: 4, kind: 'unknown', why: 'u' },
    { start: 0, end: 6, kind: 'conditional', why: 'c' },
  ]
  const marked = indexMarks(markText(textOf({ path: 'x', text: 'abcdefgh' }), marks))

  test('bring the marks of the outer text along', () => {
    const builder = textBuilder(marked)
    builder.take(3, 5)
    builder.put('XY', 5, 7)
    builder.take(7, 8, 'z')
    const text = builder.build()
    expect(text.text).toBe('deXYh')
    expect(text.marks).toEqual([
      { start: 0, end: 2, kind: 'conditional', why: 'c' },
      { start: 0, end: 1, kind: 'unknown', why: 'u' },
      { start: 2, end: 4, kind: 'conditional', why: 'c' },
      { start: 4, end: 5, kind: 'unknown', why: 'z' },
    ])
    expect(spanOf(text, 2, 4)).toMatchObject({ start: 5, end: 7 })
  })

  test('of nothing stand at an empty place', () => {
    const builder = textBuilder(marked)
    builder.take(3, 3)
    expect(spanOf(builder.build(), 0, 0)).toMatchObject({ start: 3, end: 3 })
  })

  test('marks are found by halving', () => {
    const many = Array.from(
      { length: 100 },
      (_, i) => ({ start: i * 10, end: i * 10 + 5, kind: 'unknown', why: '' }) as const,
    )
    for (const [start, end] of [
      [0, 1],
      [4, 11],
      [5, 10],
      [93, 207],
      [995, 1000],
    ] as const)
      expect(marksWithin(many, start, end)).toEqual(many.filter(m => m.start < end && m.end > start))
  })
})
