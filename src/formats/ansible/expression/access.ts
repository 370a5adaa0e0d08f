import type { YamlNode } from '../../../syntax/yaml-node.ts'
import { field, keyName } from '../yaml-fields.ts'
import { nameValue, plainAt, type Setting, valueAt } from './evaluate.ts'
import { methodOf } from './methods.ts'
import type { Arguments, Expression } from './parse.ts'
import { resolved } from './resolve.ts'
import type { Result } from './scope.ts'

/** Names that Python's dict has itself, so that `a.values` is a method and `a['values']` an item. */
const dictMethods = new Set('clear copy fromkeys get items keys pop popitem setdefault update values'.split(' '))

/** `a.b` and `a['b']`. What is undefined has only undefined parts (AnsibleUndefined.__getattr__). */
export function memberValue(tree: Expression & { kind: 'item' }, setting: Setting): Result {
  const { scope } = setting
  const index = plainAt(tree.index, setting)
  if (index?.kind !== 'scalar') return null
  if (tree.of.kind === 'name' && tree.of.word === 'vars') return nameValue(index.printed, setting)
  if (tree.of.kind === 'name' && tree.of.word === 'groups') return nameValue(`groups[${index.printed}]`, setting)
  if (isOwn(tree.of) && index.printed === 'group_names') return nameValue('group_names', setting)
  const of = resolved(valueAt(tree.of, setting), scope)
  if (of === null || of.kind === 'undefined') return of
  if (of.kind === 'omit') return null
  if (tree.dotted && dictMethods.has(index.printed)) return null
  return member(of, index)
}

/** `hostvars[inventory_hostname]` */
function isOwn(tree: Expression): boolean {
  if (tree.kind !== 'item' || tree.of.kind !== 'name' || tree.of.word !== 'hostvars') return false
  return tree.index.kind === 'name' && tree.index.word === 'inventory_hostname'
}

function member(
  of: Exclude<Result, null | { kind: 'undefined' | 'omit' }>,
  index: YamlNode & { kind: 'scalar' },
): Result {
  if (of.kind === 'entry')
    return index.printed === 'key' ? of.key : index.printed === 'value' ? of.value : { kind: 'undefined' }
  if (of.kind === 'map')
    return of.pairs.some(p => keyName(p.key) === null) ? null : (field(of, index.printed) ?? { kind: 'undefined' })
  if (of.kind !== 'seq' || typeof index.value !== 'bigint') return null
  const at = Number(index.value)
  return of.items[at < 0 ? of.items.length + at : at] ?? { kind: 'undefined' }
}

/** `a.b(…)`, `lookup('vars', …)`; no other lookup is followed. */
export function callValue(of: Expression, method: string, args: Arguments, setting: Setting): Result {
  const values = args.positional.map(arg => plainAt(arg, setting))
  if (method === '') {
    const [kind, name] = values
    const isVars =
      of.kind === 'name' &&
      of.word === 'lookup' &&
      kind?.kind === 'scalar' &&
      /^(ansible\.builtin\.)?vars$/.test(kind.printed)
    return isVars && values.length === 2 && name?.kind === 'scalar' && args.named.size === 0
      ? nameValue(name.printed, setting)
      : null
  }
  const own = resolved(valueAt(of, setting), setting.scope)
  if (own === null || own.kind === 'undefined' || own.kind === 'omit' || own.kind === 'entry') return null
  if (args.named.size > 0 || !values.every(value => value !== null)) return null
  return methodOf(own, method, values, setting.at)
}
