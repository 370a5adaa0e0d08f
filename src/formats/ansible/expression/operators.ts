import type { Span } from '../../../core/text.ts'
import type { YamlNode } from '../../../syntax/yaml-node.ts'
import type { Result } from './scope.ts'
import { listOf, livePairs, madeScalar, madeString } from './values.ts'

/** Python's truth of a value; null where it is not known. To ask what is undefined for it is an error. */
export function truthiness(result: Result): boolean | null {
  if (result === null || result.kind === 'omit' || result.kind === 'entry' || result.kind === 'undefined') return null
  if (result.kind === 'seq') return result.items.length > 0
  if (result.kind === 'map') return livePairs(result).length > 0
  const { value } = result
  return typeof value === 'string'
    ? value !== ''
    : value === null
      ? false
      : typeof value === 'bigint'
        ? value !== 0n
        : Boolean(value)
}

/** Python's ==; null where it is not known, as it is for lists and mappings. */
export function isEqual(a: YamlNode, b: YamlNode): boolean | null {
  if (a.kind !== 'scalar' || b.kind !== 'scalar') return a.kind !== b.kind ? false : null
  const number = (value: unknown) => (typeof value === 'boolean' ? BigInt(value) : value)
  const [x, y] = [number(a.value), number(b.value)]
  if (typeof x === 'number' || typeof y === 'number') return null
  return x === y
}

/** Integers larger than this are left alone. */
const largest = 1n << 62n

/** Comparison, arithmetic and joining, where both sides are of a kind that is followed. */
export function operate(operator: string, a: YamlNode, b: YamlNode, at: Span): YamlNode | null {
  if (operator === '==' || operator === '!=') {
    const equal = isEqual(a, b)
    return equal === null ? null : madeScalar(equal === (operator === '=='), at)
  }
  if (a.kind === 'seq' && b.kind === 'seq' && operator === '+') return listOf([...a.items, ...b.items], at)
  if (a.kind !== 'scalar' || b.kind !== 'scalar') return null
  const [x, y] = [a.value, b.value]
  if (typeof x === 'string' && typeof y === 'string' && operator === '+') return madeString(x + y, at)
  if (typeof x !== 'bigint' || typeof y !== 'bigint') return null
  const made = ofIntegers(operator, x, y)
  return made === null || (typeof made === 'bigint' && (made > largest || made < -largest))
    ? null
    : madeScalar(made, at)
}

function ofIntegers(operator: string, x: bigint, y: bigint): bigint | boolean | null {
  switch (operator) {
    case '+':
      return x + y
    case '-':
      return x - y
    case '*':
      return x * y
    case '//':
      return x >= 0n && y > 0n ? x / y : null
    case '%':
      return x >= 0n && y > 0n ? x % y : null
    case '<':
      return x < y
    case '>':
      return x > y
    case '<=':
      return x <= y
    case '>=':
      return x >= y
    default:
      return null
  }
}
