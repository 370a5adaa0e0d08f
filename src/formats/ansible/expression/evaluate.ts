import { type Span, sliceText, spanOf, type Text } from '../../../core/text.ts'
import type { YamlNode } from '../../../syntax/yaml-node.ts'
import { callValue, memberValue } from './access.ts'
import { binaryValue, filterValue, testValue } from './apply.ts'
import { truthiness } from './operators.ts'
import { type Expression, parseExpression } from './parse.ts'
import { lookupCost, plain, resolved } from './resolve.ts'
import type { Result, Scope } from './scope.ts'
import { listOf, madeScalar, mapOf, stringOf } from './values.ts'

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
export function evaluateLoosely(expression: Text, scope: Scope): Result {
  const tree = parseExpression(expression.text)
  if (!tree || !scope.spend(lookupCost)) return null
  return valueAt(tree, { expression, scope, at: spanOf(expression, 0, expression.text.length) })
}

/** The value of a part of an expression. */
export function valueAt(tree: Expression, setting: Setting): Result {
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
    case 'list':
      return listValue(tree.items, setting)
    case 'dict':
      return dictValue(tree.pairs, setting)
    case 'item':
      return memberValue(tree, setting)
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
      const of = plainAt(tree.of, setting)
      return of?.kind === 'scalar' && typeof of.value === 'bigint' ? madeScalar(-of.value, at) : null
    }
    case 'if': {
      const truth = truthiness(resolved(valueAt(tree.test, setting), scope))
      if (truth === null) return null
      if (truth) return valueAt(tree.value, setting)
      return tree.otherwise ? valueAt(tree.otherwise, setting) : { kind: 'undefined' }
    }
  }
}

/** A part's value to compute with, or null. */
export function plainAt(tree: Expression, setting: Setting): YamlNode | null {
  return plain(valueAt(tree, setting), setting.scope)
}

function listValue(trees: readonly Expression[], setting: Setting): Result {
  const items: YamlNode[] = []
  for (const tree of trees) {
    const item = plainAt(tree, setting)
    if (item === null) return null
    items.push(item)
  }
  return listOf(items, setting.at)
}

function dictValue(trees: readonly (readonly [Expression, Expression])[], setting: Setting): Result {
  const pairs: (readonly [YamlNode, YamlNode])[] = []
  for (const [keyTree, valueTree] of trees) {
    const [key, value] = [plainAt(keyTree, setting), plainAt(valueTree, setting)]
    if (key === null || value === null) return null
    pairs.push([key, value])
  }
  return mapOf(pairs, setting.at)
}

function intLiteral(text: Text): Result {
  const at = spanOf(text, 0, text.text.length)
  const value = BigInt(text.text)
  const printed = String(value)
  if (printed !== text.text) return /^0[xXoObB]/.test(text.text) ? madeScalar(value, at) : null
  return { kind: 'scalar', style: 'plain', tag: null, text, value, printed, at }
}

/** What a name stands for: a constant of Jinja's, an item of a loop, a variable. */
export function nameValue(name: string, { scope, at }: Setting): Result {
  if (/^(true|True|false|False)$/.test(name)) return madeScalar(/^[tT]/.test(name), at)
  if (name === 'none' || name === 'None') return madeScalar(null, at)
  if (name === 'omit') return { kind: 'omit' }
  const bound = scope.names.get(name)
  if (bound !== undefined) return bound
  if (!scope.lookup || !scope.spend(lookupCost)) return null
  const found = scope.lookup(name)
  return found.kind === 'value' ? found.node : found.kind === 'undefined' ? found : null
}
