import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/core/text.ts'
import { parseYaml } from '../../src/syntax/yaml.ts'
import { walkYaml } from '../../src/syntax/yaml-walk.ts'

const units = [
  ...[
    '[',
    '{',
    ']',
    ',',
    '"',
    "'",
    '-',
    '- ',
    '?',
    '? ',
    ':',
    ': ',
    '#',
    ' #',
    '&a ',
    '!a ',
    '*a ',
    '|',
    '>',
    '%',
    '@',
    '\\',
  ],
  ...[' ', '\t', '\n', '\r', '\r\n', '\u2028', '\ufeff', '\0', '<<', '=', '~', '1', '1:', '1_', '0.', '\ud83d'],
  ...[
    '[]',
    '{}',
    '[,',
    '{,',
    '[a,',
    '{a: ',
    '[[],',
    '{a: {},',
    '- - ',
    '- [',
    '[: ',
    '"" ',
    '"": ',
    "''",
    '\\"',
    '\\\n',
  ],
  ...[
    'a\n',
    'a:\n',
    'a: b\n',
    '- a\n',
    '- \n',
    '#\n',
    '- #\n',
    '?\n',
    ':\n',
    '&a\n',
    '*a\n',
    '- *a\n',
    '<<: *a\n',
    '- |\n',
    '\n #',
  ],
  ...[
    '---\n',
    '...\n',
    '%a\n',
    '|\n',
    '- |\n  a\n\n',
    '- >\n  a\n',
    ',\n',
    '[a\n',
    '"a\n',
    '- "a"\n',
    'a #',
    '{? ',
    '{{ x }}',
  ],
]
const frames = [
  ['', ''],
  ['a: "', '"\n'],
  ['a: [', ']\n'],
  ['a: |\n  ', '\n'],
  ['a: x', '\n'],
] as const

function milliseconds(text: string): number {
  const start = performance.now()
  for (const document of parseYaml(textOf({ path: 'a.yml', text })).documents)
    walkYaml(document, node => node.kind !== 'scalar' || node.text.text.length + node.printed.length >= 0)
  return performance.now() - start
}

/** Whether a text of four times the length takes much more than four times as long, at every length: other work disturbs some. */
function growsTooFast(text: (length: number) => string): boolean {
  return [5_000, 20_000, 50_000, 100_000, 200_000].every(length => {
    const [short, long] = [text(length), text(length * 4)]
    const before = Math.min(milliseconds(short), milliseconds(short))
    const after = Math.min(milliseconds(long), milliseconds(long))
    // what is that quick cannot be told from noise
    return after > 15 && after / before > 2.5 ** 2
  })
}

describe('time', () => {
  it.each(frames)(
    'at most 2.5-folds with twice as much repeated between %j and %j',
    (before, after) => {
      const slow = units.filter(unit => growsTooFast(length => before + unit.repeat(length / unit.length) + after))
      expect(slow).toEqual([])
    },
    120_000,
  )
})
