import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { textOf } from '../../src/core/text.ts'
import { markJinja } from '../../src/syntax/jinja.ts'
import { growsTooFast } from '../cpu-time.ts'

const marks = (text: string) =>
  (markJinja(textOf({ path: 'a.j2', text })).marks ?? []).map(m => `${m.kind} ${text.slice(m.start, m.end)}`)

describe('what Jinja replaces', () => {
  test.each([
    ['a = 1', []],
    ['a = {{ b }}', ['unknown {{ b }}']],
    ['a = {{ b }} {{ "}}" }}', ['unknown {{ b }}', 'unknown {{ "}}" }}']],
    ['{# a {{ b }} #}c', ['unknown {# a {{ b }} #}']],
    ['{% set a = 1 %}b', ['unknown {% set a = 1 %}']],
    ['{% if a %}b{% endif %}c', ['unknown {% if a %}', 'conditional b', 'unknown {% endif %}']],
    ['{%- for a in b -%}c{%- endfor %}', ['unknown {%- for a in b -%}', 'conditional c', 'unknown {%- endfor %}']],
    ['{% raw %}{{ a }}{% endraw %}b', ['unknown {% raw %}']],
    ['a = {{ b\nc = 1', ['unknown {{ b']],
    ['{% if a %}b', ['unknown {% if a %}', 'conditional b']],
    ['{ a: { b: 1 } }', []],
  ])('%j', (text, expected) => expect(marks(text)).toEqual(expected))

  it('inside of a block is conditional once, however deep', () => {
    const found = marks('{% if a %}b{% if c %}d{% endif %}e{% else %}f{% endif %}')
    expect(found.filter(m => m.startsWith('conditional'))).toEqual(['conditional b{% if c %}d{% endif %}e{% else %}f'])
  })

  it('marks of a kind never overlap, and lie in order inside the text', () => {
    const words = [
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      ' if a ',
      ' endif ',
      ' for b ',
      ' raw ',
      ' endraw ',
      '"',
      "'",
      '\n',
      'x',
      '{',
      '}',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), all => {
        const text = all.join('')
        const found = markJinja(textOf({ path: 'a.j2', text })).marks ?? []
        for (const kind of ['unknown', 'conditional']) {
          let last = 0
          for (const mark of found.filter(m => m.kind === kind)) {
            expect(mark.start).toBeGreaterThanOrEqual(last)
            expect(mark.end).toBeGreaterThanOrEqual(mark.start)
            last = mark.end
          }
          expect(last).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

describe('time', () => {
  it('grows with the length of what is repeated', () => {
    const units = [
      '{{',
      '{{ ',
      '{%',
      '{% if a %}',
      '{# ',
      '{',
      '}}',
      '{{ x }}',
      '{{ "',
      '"',
      '{% raw %}',
      '{% endraw %}',
      '\n',
      '{%- ',
    ]
    const slow = units.filter(unit =>
      growsTooFast(
        length => {
          const text = textOf({ path: 'a.j2', text: unit.repeat(length / unit.length) })
          return () => void markJinja(text)
        },
        [20_000, 60_000, 120_000],
      ),
    )
    expect(slow).toEqual([])
  }, 60_000)
})
