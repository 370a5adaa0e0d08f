import type { YamlNode } from '../../../syntax/yaml-node.ts'
import { field } from '../yaml-fields.ts'
import { plainAt, type Setting, valueAt } from './evaluate.ts'
import { applyFilter } from './filters.ts'
import { isEqual, operate, truthiness } from './operators.ts'
import type { Arguments, Expression } from './parse.ts'
import { deeplyResolved, plain, resolved } from './resolve.ts'
import type { Result } from './scope.ts'
import { madeScalar, madeString } from './values.ts'

/** `a | filter(…)` */
export function filterValue({ of, name, args }: Expression & { kind: 'filter' }, setting: Setting): Result {
  const { scope, at } = setting
  const first = resolved(valueAt(of, setting), scope)
  const short = name.replace(/^ansible\.builtin\./, '')
  if (short === 'default' || short === 'd') return defaulted(first, args, setting)
  if (first === null || first.kind === 'undefined' || first.kind === 'omit' || first.kind === 'entry') return null
  const positional: YamlNode[] = []
  for (const arg of args.positional) {
    const value = plainAt(arg, setting)
    if (value === null) return null
    positional.push(value)
  }
  const named = new Map<string, YamlNode>()
  for (const [key, arg] of args.named) {
    const value = plainAt(arg, setting)
    if (value === null) return null
    named.set(key, value)
  }
  const made = applyFilter(short, first, positional, named, { scope, at })
  return made && scope.spend(sizeOf(made)) ? made : null
}

/** `a | default(b, true)`: b also where a is empty, zero or false. */
function defaulted(first: Result, args: Arguments, setting: Setting): Result {
  if (first === null || first.kind === 'omit') return null
  const [otherwise, boolean] = args.positional
  const also = boolean ?? args.named.get('boolean')
  const whenFalse = also ? truthiness(plainAt(also, setting)) : false
  if (whenFalse === null) return null
  if (whenFalse && first.kind !== 'undefined' && truthiness(first) === null) return null
  const misses = first.kind === 'undefined' || (whenFalse && truthiness(first) === false)
  if (!misses) return first
  return otherwise ? valueAt(otherwise, setting) : madeString('', setting.at)
}

function sizeOf(node: YamlNode): number {
  if (node.kind === 'scalar') return node.text.text.length
  return 20 * (node.kind === 'seq' ? node.items.length : node.pairs.length)
}

/** `a is defined` */
export function testValue({ of, name, negated, args }: Expression & { kind: 'test' }, setting: Setting): Result {
  if (args.positional.length > 0 || args.named.size > 0) return null
  const found = resolved(valueAt(of, setting), setting.scope)
  if (found === null || found.kind === 'omit') return null
  const answer = (yes: boolean): Result => madeScalar(yes !== negated, setting.at)
  if (name === 'defined') return answer(found.kind !== 'undefined')
  if (name === 'undefined') return answer(found.kind === 'undefined')
  if (found.kind === 'undefined' || found.kind === 'entry') return null
  const { kind } = found
  if (name === 'mapping') return answer(kind === 'map')
  if (name === 'none') return answer(kind === 'scalar' && found.value === null)
  if (name === 'string') return answer(kind === 'scalar' && typeof found.value === 'string')
  return null
}

/** `a + b`, `a and b`, `a in b` */
export function binaryValue({ operator, left, right }: Expression & { kind: 'binary' }, setting: Setting): Result {
  const { scope, at } = setting
  const first = resolved(valueAt(left, setting), scope)
  if (operator === 'and' || operator === 'or') {
    const truth = first?.kind === 'undefined' ? null : truthiness(first)
    if (truth === null) return null
    return truth === (operator === 'or') ? first : valueAt(right, setting)
  }
  const [a, b] = [plain(first, scope), plainAt(right, setting)]
  if (!a || !b) return null
  if (operator === '~') return a.kind === 'scalar' && b.kind === 'scalar' ? madeString(a.printed + b.printed, at) : null
  if (operator === 'in' || operator === 'not in') {
    const among = b.kind === 'seq' ? deeplyResolved(b, scope) : b
    const found = among === null ? null : contains(among, a)
    return found === null ? null : madeScalar(found === (operator === 'in'), at)
  }
  const made = operate(operator, a, b, at)
  return made && scope.spend(sizeOf(made)) ? made : null
}

function contains(among: YamlNode, one: YamlNode): boolean | null {
  if (among.kind === 'map') return one.kind === 'scalar' ? field(among, one.printed) !== null : null
  if (among.kind === 'scalar')
    return typeof among.value === 'string' && one.kind === 'scalar' && typeof one.value === 'string'
      ? among.value.includes(one.value)
      : null
  const answers = among.items.map(item => isEqual(item, one))
  return answers.includes(true) ? true : answers.includes(null) ? null : false
}
