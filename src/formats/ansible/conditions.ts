import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import type { Context } from './context.ts'
import { field, itemsOf, truth } from './yaml-fields.ts'

/** What a condition says of the kernel or the distribution: its author knows that not every host has the parameter. */
const aboutTheHost =
  /ansible_(kernel|distribution|os_family|system|lsb)\b|ansible_facts(\.|\[\s*['"])(ansible_)?(kernel|distribution|os_family|lsb)|\bversion(_compare)?\s*\(/

/** The circumstances inside of a task, block or play: its conditions, tags and what it does about errors. */
export function within(outer: Context, map: YamlMap): Context {
  const { conditional, guarded, never } = conditionOf(field(map, 'when'))
  const tags = itemsOf(field(map, 'tags')).flatMap(tag => (tag.kind === 'scalar' ? tag.printed.split(',') : []))
  const asked = tags.some(tag => tag.trim() === 'never') ? 'it has the tag "never" and only runs when asked for' : null
  const checked = truth(field(map, 'check_mode')) === true ? 'check_mode is on, so nothing is changed' : null
  const why = never ?? asked ?? checked
  const careless =
    truth(field(map, 'ignore_errors')) === true ||
    (field(map, 'failed_when') !== null && truth(field(map, 'failed_when')) === false) ||
    field(map, 'rescue') !== null
  return {
    ...outer,
    conditional: outer.conditional ?? conditional,
    onError: guarded || careless ? 'guarded' : outer.onError,
    lost: outer.lost ?? (why ? { outcome: 'ignored', why } : null),
  }
}

interface Condition {
  readonly conditional: string | null
  readonly guarded: boolean
  readonly never: string | null
}

function conditionOf(node: YamlNode | null): Condition {
  let conditional: string | null = null
  let guarded = false
  for (const item of itemsOf(node)) {
    if (item.kind !== 'scalar' || item.value === null) continue
    const words = item.printed.trim()
    if (/^(true|yes)$/i.test(words) || words === '') continue
    if (/^(false|no)$/i.test(words))
      return { conditional: null, guarded, never: `when: ${item.text.text.trim()} never holds` }
    if (aboutTheHost.test(words.slice(0, 2000))) guarded = true
    else conditional ??= `when: ${shortened(words)}`
  }
  return { conditional, guarded, never: null }
}

/** A stretch of the file for people: one line, not long. */
export function shortened(text: string): string {
  const line = text
    .slice(0, 200)
    .replace(/[\0-\x20\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
  return line.length > 60 ? `${line.slice(0, 57)}...` : line
}
