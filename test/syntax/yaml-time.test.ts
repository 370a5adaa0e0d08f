import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/core/text.ts'
import { parseYaml } from '../../src/syntax/yaml.ts'
import { walkYaml } from '../../src/syntax/yaml-walk.ts'
import { growsTooFast } from '../cpu-time.ts'

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

function parse(text: string): void {
  for (const document of parseYaml(textOf({ path: 'a.yml', text })).documents)
    walkYaml(document, node => node.kind !== 'scalar' || node.text.text.length + node.printed.length >= 0)
}

describe('time', () => {
  it.each(frames)(
    'at most 2.5-folds with twice as much repeated between %j and %j',
    (before, after) => {
      const slow = units.filter(unit =>
        growsTooFast(length => {
          const text = before + unit.repeat(length / unit.length) + after
          return () => parse(text)
        }),
      )
      expect(slow).toEqual([])
    },
    120_000,
  )
})
