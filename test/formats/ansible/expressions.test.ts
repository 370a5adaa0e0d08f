import { describe, expect, it, test } from 'vitest'
import { textOf } from '../../../src/core/text.ts'
import type { Scope } from '../../../src/formats/ansible/expression/scope.ts'
import { renderTemplate, unknownIn } from '../../../src/formats/ansible/render.ts'
import { field } from '../../../src/formats/ansible/yaml-fields.ts'
import { parseYaml } from '../../../src/syntax/yaml.ts'

const variables = `five: 5
word: "5"
yes_word: "yes"
flag: true
nothing: null
list: [4096, 87380, 6291456]
dict: {a: 1, b: {c: 2}, values: 3}
names: [{key: x, value: 1}]
base: [{name: k1, value: 1, more: e}, {name: k2, value: "{{ five }}"}]
over: [{name: k2, value: 6}, {name: k0, value: 7}, {value: 9}]
nested: [[1, [2, null]], 3, null, 'null', 'None']
chain: "{{ five }}"
chain2: "{{ chain }}"
lost: "{{ not_there }}"
self: "{{ self }}"
other: "a{{ another }}"
another: "b{{ other }}"
secret: !vault |
  $ANSIBLE_VAULT;1.1;AES256
`

const document = parseYaml(textOf({ path: 'group_vars/all.yml', text: variables })).documents[0]!

function scopeOf(left = 1_000_000): Scope {
  return {
    names: new Map(),
    spend(length) {
      left -= length
      return left > 0
    },
    lookup(name) {
      const node = document.kind === 'map' ? field(document, name) : null
      return node ? { kind: 'value', node } : { kind: 'undefined' }
    },
  }
}

/** What a template gives as a string; null where that is not known. */
function rendered(text: string): string | null {
  const made = renderTemplate(textOf({ path: 'tasks/main.yml', text }), scopeOf())
  return made && !unknownIn(made) ? made.text : null
}

// each tried with the Templar of ansible-core 2.14
test.each([
  ['five', '5'],
  ['word | int', '5'],
  ["'x' | int", '0'],
  ["'x' | int(7)", '7'],
  ["'7.9' | int", '7'],
  ['nothing | int', '0'],
  ['flag | int', '1'],
  ['flag', 'True'],
  ['five | string', '5'],
  ['yes_word | bool', 'True'],
  ['five | bool', 'False'],
  ['flag | ternary(1, 2)', '1'],
  ["yes_word | bool | ternary('a', 'b')", 'a'],
  ['nothing | ternary(1, 2, 3)', '3'],
  ["list | join(' ')", '4096 87380 6291456'],
  ['list | join', '4096873806291456'],
  ['list | first', '4096'],
  ['list[1]', '87380'],
  ['list[-1]', '6291456'],
  ['list.0', '4096'],
  ['dict.a', '1'],
  ["dict['b'].c", '2'],
  ["dict['values']", '3'],
  ['dict.x | default(9)', '9'],
  ['not_there.x.y | default(8)', '8'],
  ['not_there | default(3)', '3'],
  ['lost | default(4)', '4'],
  ['nothing | default(5)', ''],
  ['nothing | default(5, true)', '5'],
  ["'' | default(6, boolean=true)", '6'],
  ['chain2 | int + 1', '6'],
  ['(five * 2) - 1', '9'],
  ['7 // 2', '3'],
  ['7 % 2', '1'],
  ['-five | abs', '5'],
  ["five ~ 's'", '5s'],
  ["'a' ~ nothing ~ flag", 'aNoneTrue'],
  ['list + [1]', '[4096, 87380, 6291456, 1]'],
  ["dict | combine({'a': 9})", "{'a': 9, 'b': {'c': 2}, 'values': 3}"],
  ["(dict | combine({'a': 9})).a", '9'],
  ["dict.get('a')", '1'],
  ["dict.get('x', 4)", '4'],
  ['(dict | dict2items)[0].key', 'a'],
  ["[{'a': 1}] | items2dict(key_name='a', value_name='a')", '{1: 1}'],
  ['(names | items2dict).x', '1'],
  ["base | items2dict(key_name='name')", "{'k1': 1, 'k2': 5}"],
  ["base | items2dict('name', 'value')", "{'k1': 1, 'k2': 5}"],
  ["{'a': 1} | dict2items(key_name='name', value_name='v')", "[{'name': 'a', 'v': 1}]"],
  ["{'a': 1} | dict2items('name', 'v')", "[{'name': 'a', 'v': 1}]"],
  [
    "base | community.general.lists_mergeby(over, 'name')",
    "[{'name': 'k0', 'value': 7}, {'name': 'k1', 'value': 1, 'more': 'e'}, {'name': 'k2', 'value': 6}]",
  ],
  [
    "over | community.general.lists_mergeby([], 'name')",
    "[{'name': 'k2', 'value': 6}, {'name': 'k0', 'value': 7}, {'value': 9}]",
  ],
  ['nested | flatten', '[1, 2, 3]'],
  ['nested | flatten(1)', '[1, [2, None], 3]'],
  ['nested | flatten(levels=1)', '[1, [2, None], 3]'],
  ["[{'a': 1}, {'b': 2}, {'a': 1}] | unique", "[{'a': 1}, {'b': 2}]"],
  ["['A', 'a', 1, '1', true, 1] | unique", "['A', 1, '1']"],
  ["['A', 'a', [1], [1]] | unique", "['A', 'a', [1]]"],
  ["[{'a': 1, 'b': 2}, {'b': 2, 'a': 1}] | unique", "[{'a': 1, 'b': 2}]"],
  ["['A', 'a'] | union([1, 'a'])", "['A', 'a', 1]"],
  ['five if flag else 6', '5'],
  ['six if not flag else 6', '6'],
  ['five == 5', 'True'],
  ['word == 5', 'False'],
  ['chain == 5', 'True'],
  ['chain2 == 5', 'False'],
  ['five in [5]', 'True'],
  ["'a' in dict", 'True'],
  ['five is defined', 'True'],
  ['not_there is defined', 'False'],
  ['nothing is none', 'True'],
  ['dict is mapping', 'True'],
  ['not flag', 'False'],
  ['flag and five', '5'],
  ['false or five', '5'],
  ['0x10', '16'],
  ["[1, 'a']", "[1, 'a']"],
  ["{'a': 1}", "{'a': 1}"],
  ["'%s' | trim", '%s'],
  ["' a ' | trim", 'a'],
  ["'AB' | lower", 'ab'],
  ["'a-b'.split('-')[1]", 'b'],
  ["lookup('vars', 'five')", '5'],
  ['1 < 2 and 2 < 3', 'True'],
  ['dict | length', '3'],
  ['list | max', '6291456'],
  ['five | default(omit)', '5'],
  ['True', 'True'],
  ['none', ''],
  ["'{{ five }}'", '{{ five }}'],
])('%s gives %s', (expression, value) => {
  expect(rendered(`{{ ${expression} }}`)).toBe(value)
})

describe('not followed', () => {
  test.each([
    'not_there',
    'lost',
    'self',
    'other',
    'secret',
    'not_there | int | default(3)',
    'not not_there',
    'not_there or 5',
    'dict.values',
    "base | community.general.lists_mergeby(five, 'name')",
    'over | items2dict',
    '[5 | float, 5] | unique',
    "base | unique(attribute='name')",
    // later versions differ
    "'t' | bool",
    "'a' if false",
    'five | random',
    "lookup('env', 'HOME')",
    "lookup('pipe', 'id')",
    "query('vars', 'five')",
    'ansible_facts.kernel',
    '1.5 * 2',
    '1 < 2 < 3',
    "'a\\nb'",
    '(1, 2)',
    'five |',
    'five five',
    '[five',
    '2 ** 70',
    "'1_000' | int",
  ])('%s', expression => expect(rendered(`{{ ${expression} }}`)).toBeNull())

  it('hostile depth and length', () => {
    expect(rendered(`{{ ${'('.repeat(5000)}5${')'.repeat(5000)} }}`)).toBeNull()
    expect(rendered(`{{ ${'not '.repeat(500)}flag }}`)).toBeNull()
    expect(rendered(`{{ five${' | int'.repeat(200)} }}`)).toBe('5')
  })
})

describe('texts', () => {
  test.each([
    ['a {{ five }} b {{ list | join(",") }}', 'a 5 b 4096,87380,6291456'],
    ['{{ nothing }}|', '|'],
    ['{% if flag %}yes{% else %}no{% endif %}', 'yes'],
    ['{% if five > 6 %}a{% elif five == 5 %}b{% endif %}', 'b'],
    ['{% for n in list %}\n{{ n }};\n{% endfor %}\nend', '4096;\n87380;\n6291456;\nend'],
    ['{% for k, v in dict.items() %}{{ k }}={{ v }} {% endfor %}', "a=1 b={'c': 2} values=3 "],
    ['{% for k in dict %}{{ k }}{% endfor %}', 'abvalues'],
    ['{% for k, v in {"b": 1, "A": 2} | dictsort %}{{ k }}{{ v }}{% endfor %}', 'A2b1'],
    ['{% for n in [] %}x{% else %}none{% endfor %}', 'none'],
    ['{% set x = five + 1 %}{{ x }}', '6'],
    ['a  {#- comment -#}  b', 'ab'],
    ['a\n{%- if flag -%}\n b\n{%- endif -%}\n c', 'abc'],
  ])('%j gives %j', (text, value) => expect(rendered(text)).toBe(value))

  test.each([
    '{% if not_there %}a{% endif %}',
    '{% for n in not_there %}a{% endfor %}',
    '{% for n in list if n > 5000 %}{{ n }}{% endfor %}',
    '{% for n in list %}{{ loop.index }}{% endfor %}',
    '{% macro m() %}a{% endmacro %}',
    '{% if flag %}a',
    '{% endif %}',
    '{% include "x" %}',
  ])('%j is not known', text => expect(rendered(text)).toBeNull())
})
