import { markText } from '../../core/text.ts'
import type { YamlMap, YamlNode, YamlScalar } from '../../syntax/yaml-node.ts'
import type { Context } from './context.ts'
import { evaluateLoosely } from './expression/evaluate.ts'
import { truthiness } from './expression/operators.ts'
import { resolved } from './expression/resolve.ts'
import type { Scope } from './expression/scope.ts'
import { field, itemsOf, truth } from './yaml-fields.ts'

/** What a condition says of the kernel or the distribution: its author knows that not every host has the parameter. */
const aboutTheHost =
  /ansible_(kernel|distribution|os_family|system|lsb)\b|ansible_facts(\.|\[\s*['"])(ansible_)?(kernel|distribution|os_family|lsb)|\bversion(_compare)?\s*\(/

/**
 * The circumstances inside of a task, block or play: its conditions, tags and what it does about errors.
 * @param scope what its conditions can be told by; null where they are asked again later, as those of blocks are by each task
 */
export function within(outer: Context, map: YamlMap, scope: Scope | null = null): Context {
  const when = field(map, 'when')
  const isLeft = outer.following !== null && scope === null
  const whens = when && isLeft ? [...outer.whens, when] : outer.whens
  const asked = isLeft ? [] : [...outer.whens, ...(when ? [when] : [])]
  const { conditional, guarded, never } = conditionOf(asked.flatMap(itemsOf), scope)
  const tags = itemsOf(field(map, 'tags')).flatMap(tag => (tag.kind === 'scalar' ? tag.printed.split(',') : []))
  const unasked = tags.some(tag => tag.trim() === 'never')
    ? 'it has the tag "never" and only runs when asked for'
    : null
  const checked = truth(field(map, 'check_mode')) === true ? 'check_mode is on, so nothing is changed' : null
  const why = never ?? unasked ?? checked
  const once = field(map, 'run_once')
  const onOne = outer.following && once && truth(once) !== false ? 'run_once: one of the hosts is chosen' : null
  const careless =
    truth(field(map, 'ignore_errors')) === true ||
    (field(map, 'failed_when') !== null && truth(field(map, 'failed_when')) === false) ||
    field(map, 'rescue') !== null
  return {
    ...outer,
    whens,
    conditional: outer.conditional ?? conditional ?? onOne,
    onError: guarded || careless ? 'guarded' : outer.onError,
    lost: outer.lost ?? (why ? { outcome: 'ignored', why } : null),
  }
}

interface Condition {
  readonly conditional: string | null
  readonly guarded: boolean
  readonly never: string | null
}

function conditionOf(nodes: readonly YamlNode[], scope: Scope | null): Condition {
  let conditional: string | null = null
  let guarded = false
  for (const item of nodes) {
    if (item.kind !== 'scalar' || item.value === null) continue
    const words = item.printed.trim()
    if (/^(true|yes)$/i.test(words) || words === '') continue
    if (/^(false|no)$/i.test(words))
      return { conditional: null, guarded, never: `when: ${item.text.text.trim()} never holds` }
    const truth = scope?.lookup ? truthIn(item, scope) : null
    if (truth === false)
      return { conditional: null, guarded, never: `when: ${shortened(words)} does not hold on this host` }
    if (aboutTheHost.test(words.slice(0, 2000))) guarded = true
    else if (truth === null) conditional ??= `when: ${shortened(words)}`
  }
  return { conditional, guarded, never: null }
}

/** Whether a condition holds with the variables of a host; null where only a run can tell. */
function truthIn({ text, value, tag }: YamlScalar, scope: Scope): boolean | null {
  if (typeof value !== 'string' || tag !== null || /\{[{%#]/.test(value)) return null
  const found = resolved(evaluateLoosely(markText(text, []), scope), scope)
  // a word in a variable may be a condition of its own
  if (found?.kind === 'scalar' && typeof found.value === 'string') return null
  return truthiness(found)
}

/** A stretch of the file for people: one line, not long. */
export function shortened(text: string): string {
  const line = text
    .slice(0, 200)
    .replace(/[\0-\x20\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
  return line.length > 60 ? `${line.slice(0, 57)}...` : line
}
