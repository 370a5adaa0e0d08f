import { type Span, sliceText, spanOf, type Text } from '../../../core/text.ts'
import type { YamlNode } from '../../../syntax/yaml-node.ts'
import { pythonText } from '../python-text.ts'
import { render } from '../render.ts'
import { field, keyName } from '../yaml-fields.ts'
import { applyFilter } from './filters.ts'
import { methodOf } from './methods.ts'
import { isEqual, operate, truthiness } from './operators.ts'
import { type Arguments, type Expression, parseExpression } from './parse.ts'
import type { Evaluated, Scope } from './scope.ts'
import { listOf, livePairs, madeScalar, madeString, mapOf, stringOf } from './values.ts'

/** `undefined`: nothing defines it. Null: only a run can tell. */
export type Result = Evaluated | { readonly kind: 'undefined' } | null

/** Variables of variables that are followed. */
const deepest = 20
/** What looking up a name costs besides the text that comes of it. */
const lookupCost = 20

/** Where an expression stands, and what is known there. */
export interface Setting {
  readonly expression: Text
  readonly scope: Scope
  readonly at: Span
}

/**
 * Follows an expression as far as the files say what it is: literals, the items of loops, variables, and the filters, operators and
 * tests that need nothing else. Null for all else, which only a run can tell.
 */
export function evaluate(expression: Text, scope: Scope): Evaluated | null {
  const result = evaluateLoosely(expression, scope)
  return result === null || result.kind === 'undefined' ? null : result
}

/** The same, telling what is undefined from what is not known. */
export function evaluateLoosely(expression: Text, scope: Scope): Result {
  const tree = parseExpression(expression.text)
  if (!tree || !scope.spend(lookupCost)) return null
  return valueAt(tree, { expression, scope, at: spanOf(expression, 0, expression.text.length) })
}

/** The condition of `{% if %}`: null where only a run can tell. */
export function holds(expression: Text, scope: Scope): boolean | null {
  const result = evaluateLoosely(expression, scope)
  return result === null || result.kind === 'omit' || result.kind === 'entry'
    ? null
    : truthiness(resolved(result, scope))
}

/** A value whose own templates are filled in, as far down as this level; null where only a run can tell. */
export function resolved(result: Result, scope: Scope): Result {
  if (result === null || result.kind !== 'scalar' || result.tag === '!unsafe') return result
  if (typeof result.value !== 'string' || !/\{[{%#]/.test(result.value))
    return result.tag?.startsWith('!vault') ? null : result
  const depth = (scope.depth ?? 0) + 1
  if (depth > deepest || !scope.spend(lookupCost)) return null
  const inner = { ...scope, depth }
  const only = /^\{\{-?([^{}]+?)-?\}\}$/.exec(result.text.text)
  if (!only) return renderedString(result, inner)
  const start = result.text.text.indexOf(only[1]!)
  const found = evaluateLoosely(sliceText({ ...result.text, marks: [] }, start, start + only[1]!.length), inner)
  const whole = resolved(found, inner)
  // a variable alone keeps its type, anything else becomes text unless it is a list or mapping (template/__init__.py, ansible-core 2.14)
  if (whole?.kind !== 'scalar' || /^\s*\w+\s*$/.test(only[1]!)) return whole
  return typeof whole.value === 'string' || typeof whole.value === 'boolean' ? whole : stringOf(whole.text, whole.at)
}

function renderedString(node: YamlNode, scope: Scope): Result {
  const text = render(node, scope)
  if (!text || text.marks?.some(m => m.kind === 'unknown' || m.kind === 'conditional')) return null
  // what looks like a list or mapping becomes one
  return /^[[{]/.test(text.text) ? null : stringOf(text, node.at)
}

/** A list's or mapping's parts with their templates filled in too; null where any of them is not known. */
export function deeplyResolved(result: Result, scope: Scope, depth = 0): YamlNode | null {
  const found = resolved(result, scope)
  if (found === null || found.kind === 'undefined' || found.kind === 'omit' || found.kind === 'entry' || depth > 10)
    return null
  if (found.kind === 'scalar') return found
  if (!scope.spend(lookupCost)) return null
  if (found.kind === 'seq') {
    const items = found.items.map(item => deeplyResolved(item, scope, depth + 1))
    return items.every(item => item !== null) ? listOf(items, found.at) : null
  }
  const pairs = livePairs(found).map(({ key, value }) => [key, deeplyResolved(value, scope, depth + 1)] as const)
  return pairs.every((pair): pair is readonly [YamlNode, YamlNode] => pair[1] !== null) ? mapOf(pairs, found.at) : null
}

function valueAt(tree: Expression, setting: Setting): Result {
  const { scope, at, expression } = setting
  switch (tree.kind) {
    case 'string': {
      const text = sliceText(expression, tree.start, tree.end)
      return stringOf(text, spanOf(expression, tree.start, tree.end))
    }
    case 'int':
      return intLiteral(sliceText(expression, tree.start, tree.end))
    case 'float':
      return null
    case 'name':
      return nameValue(tree.word, setting)
    case 'list': {
      const items = tree.items.map(item => plain(valueAt(item, setting), scope))
      return items.every(item => item !== null) ? listOf(items, at) : null
    }
    case 'dict': {
      const pairs = tree.pairs.map(
        ([key, value]) => [plain(valueAt(key, setting), scope), plain(valueAt(value, setting), scope)] as const,
      )
      return pairs.every((pair): pair is readonly [YamlNode, YamlNode] => pair[0] !== null && pair[1] !== null)
        ? mapOf(pairs, at)
        : null
    }
    case 'item':
      return member(resolved(valueAt(tree.of, setting), scope), plain(valueAt(tree.index, setting), scope))
    case 'call':
      return callValue(tree.of, tree.method, tree.args, setting)
    case 'filter':
      return filterValue(tree, setting)
    case 'test':
      return testValue(tree, setting)
    case 'binary':
      return binaryValue(tree, setting)
    case 'not': {
      const truth = truthiness(resolved(valueAt(tree.of, setting), scope))
      return truth === null ? null : madeScalar(!truth, at)
    }
    case 'minus': {
      const of = plain(valueAt(tree.of, setting), scope)
      return of?.kind === 'scalar' && typeof of.value === 'bigint' ? madeScalar(-of.value, at) : null
    }
    case 'if': {
      const truth = truthiness(resolved(valueAt(tree.test, setting), scope))
      if (truth === null) return null
      return truth
        ? valueAt(tree.value, setting)
        : tree.otherwise
          ? valueAt(tree.otherwise, setting)
          : { kind: 'undefined' }
    }
  }
}

function intLiteral(text: Text): Result {
  const at = spanOf(text, 0, text.text.length)
  const value = BigInt(text.text)
  const printed = String(value)
  return printed === text.text ? { kind: 'scalar', style: 'plain', tag: null, text, value, printed, at } : null
}

function nameValue(name: string, { scope, at }: Setting): Result {
  if (/^(true|false)$/i.test(name)) return madeScalar(/^t/i.test(name), at)
  if (/^none$/i.test(name)) return madeScalar(null, at)
  if (name === 'omit') return { kind: 'omit' }
  const bound = scope.names.get(name)
  if (bound) return bound
  if (!scope.lookup || !scope.spend(lookupCost)) return null
  const found = scope.lookup(name)
  return found.kind === 'value' ? found.node : found.kind === 'undefined' ? found : null
}

/** A value to compute with: no entry, not left out, not undefined, its own templates filled in. */
function plain(result: Result, scope: Scope): YamlNode | null {
  const found = resolved(result, scope)
  return found === null || found.kind === 'undefined' || found.kind === 'omit' || found.kind === 'entry' ? null : found
}

function member(of: Result, index: YamlNode | null): Result {
  if (of === null || of.kind === 'undefined' || of.kind === 'omit' || index?.kind !== 'scalar') return null
  if (of.kind === 'entry')
    return index.printed === 'key' ? of.key : index.printed === 'value' ? of.value : { kind: 'undefined' }
  if (of.kind === 'map')
    return of.pairs.some(p => keyName(p.key) === null) ? null : (field(of, index.printed) ?? { kind: 'undefined' })
  if (of.kind !== 'seq' || typeof index.value !== 'bigint') return null
  const at = Number(index.value)
  return of.items[at < 0 ? of.items.length + at : at] ?? { kind: 'undefined' }
}

function callValue(of: Expression, method: string, args: Arguments, setting: Setting): Result {
  const { scope, at } = setting
  const values = args.positional.map(arg => plain(valueAt(arg, setting), scope))
  if (method === '') {
    const [kind, name] = values
    const isVars = of.kind === 'name' && of.word === 'lookup' && kind?.kind === 'scalar' && kind.printed === 'vars'
    return isVars && name?.kind === 'scalar' && args.named.size === 0 ? nameValue(name.printed, setting) : null
  }
  const own = resolved(valueAt(of, setting), scope)
  if (own === null || own.kind === 'undefined' || own.kind === 'omit' || own.kind === 'entry') return null
  if (args.named.size > 0 || !values.every(value => value !== null)) return null
  return methodOf(own, method, values, at)
}

function filterValue({ of, name, args }: Expression & { kind: 'filter' }, setting: Setting): Result {
  const { scope, at } = setting
  const first = resolved(valueAt(of, setting), scope)
  const short = name.replace(/^ansible\.builtin\./, '')
  if (short === 'default' || short === 'd') {
    if (first === null || first.kind === 'omit') return null
    const [otherwise, boolean] = args.positional
    const also = boolean ?? args.named.get('boolean')
    const whenFalse = also ? truthiness(plain(valueAt(also, setting), scope)) : false
    if (whenFalse === null) return null
    const misses = first.kind === 'undefined' || (whenFalse && truthiness(first) === false)
    if (whenFalse && first.kind !== 'undefined' && truthiness(first) === null) return null
    return !misses ? first : otherwise ? valueAt(otherwise, setting) : madeString('', at)
  }
  if (first === null || first.kind === 'undefined' || first.kind === 'omit' || first.kind === 'entry') return null
  const positional = args.positional.map(arg => plain(valueAt(arg, setting), scope))
  const named = new Map([...args.named].map(([key, arg]) => [key, plain(valueAt(arg, setting), scope)] as const))
  if (positional.includes(null) || [...named.values()].includes(null)) return null
  const made = applyFilter(short, first, positional as YamlNode[], named as Map<string, YamlNode>, { scope, at })
  return made && scope.spend(sizeOf(made)) ? made : null
}

function sizeOf(node: YamlNode): number {
  return node.kind === 'scalar'
    ? node.text.text.length
    : node.kind === 'seq'
      ? 20 * node.items.length
      : 20 * node.pairs.length
}

function testValue({ of, name, negated, args }: Expression & { kind: 'test' }, setting: Setting): Result {
  const { scope, at } = setting
  if (args.positional.length > 0 || args.named.size > 0) return null
  const found = resolved(valueAt(of, setting), scope)
  if (found === null || found.kind === 'omit') return null
  const answer = (yes: boolean): Result => madeScalar(yes !== negated, at)
  if (name === 'defined') return answer(found.kind !== 'undefined')
  if (name === 'undefined') return answer(found.kind === 'undefined')
  if (found.kind === 'undefined' || found.kind === 'entry') return null
  const { kind } = found
  if (name === 'mapping') return answer(kind === 'map')
  if (name === 'none') return answer(kind === 'scalar' && found.value === null)
  if (name === 'string') return answer(kind === 'scalar' && typeof found.value === 'string')
  return null
}

function binaryValue({ operator, left, right }: Expression & { kind: 'binary' }, setting: Setting): Result {
  const { scope, at } = setting
  const first = resolved(valueAt(left, setting), scope)
  if (operator === 'and' || operator === 'or') {
    const truth = truthiness(first)
    if (truth === null) return null
    return truth === (operator === 'or') ? first : valueAt(right, setting)
  }
  const [a, b] = [plain(first, scope), plain(valueAt(right, setting), scope)]
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

/** What a value is as a string, as Python prints it; null for a value that has templates in it that are not known. */
export function printedText(node: YamlNode, scope: Scope): string | null {
  const whole = deeplyResolved(node, scope)
  return whole === null ? null : whole.kind === 'scalar' ? whole.printed : pythonText(whole)
}
