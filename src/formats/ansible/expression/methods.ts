import { type Span, sliceText } from '../../../core/text.ts'
import type { YamlNode, YamlScalar } from '../../../syntax/yaml-node.ts'
import { field } from '../yaml-fields.ts'
import type { Result } from './scope.ts'
import { listOf, livePairs, madeScalar, madeString, stringOf } from './values.ts'

/** Strings longer than this are not taken apart. */
const longest = 10_000

/** A method of Python's strings or mappings, as far as it occurs. */
export function methodOf(of: YamlNode, method: string, args: readonly YamlNode[], at: Span): Result {
  const [first, second] = args
  if (of.kind === 'map') {
    if (method === 'get' && first?.kind === 'scalar') return field(of, first.printed) ?? second ?? madeScalar(null, at)
    if (args.length > 0) return null
    if (method === 'keys')
      return listOf(
        livePairs(of).map(p => p.key),
        at,
      )
    if (method === 'values')
      return listOf(
        livePairs(of).map(p => p.value),
        at,
      )
    if (method === 'items')
      return listOf(
        livePairs(of).map(p => listOf([p.key, p.value], of.at)),
        at,
      )
    return null
  }
  if (of.kind !== 'scalar' || typeof of.value !== 'string' || of.value.length > longest) return null
  if (method === 'split') return split(of, args, at)
  if (method === 'strip' && args.length === 0) return stripped(of)
  if (method === 'lower' && args.length === 0) return madeString(of.value.toLowerCase(), of.at)
  if (method === 'upper' && args.length === 0) return madeString(of.value.toUpperCase(), of.at)
  if (method === 'replace') return replaced(of, first, second)
  return null
}

export function replaced(of: YamlScalar, from: YamlNode | undefined, to: YamlNode | undefined): YamlNode | null {
  if (from?.kind !== 'scalar' || to?.kind !== 'scalar' || typeof of.value !== 'string') return null
  if (typeof from.value !== 'string' || typeof to.value !== 'string' || from.value === '') return null
  return of.value.includes(from.value) ? madeString(of.value.replaceAll(from.value, to.value), of.at) : of
}

/** Without the blanks around it, each character at its place. */
export function stripped(of: YamlScalar): YamlNode {
  const text = of.text.text === of.value ? of.text : null
  const plain = String(of.value)
  const start = plain.length - plain.trimStart().length
  const end = Math.max(start, plain.trimEnd().length)
  return text ? stringOf(sliceText(text, start, end), of.at) : madeString(plain.slice(start, end), of.at)
}

/** `.split('=')`: the parts keep their places. */
function split(of: YamlScalar, args: readonly YamlNode[], at: Span): Result {
  const [separator] = args
  if (
    args.length !== 1 ||
    separator?.kind !== 'scalar' ||
    typeof separator.value !== 'string' ||
    separator.value === ''
  )
    return null
  if (of.text.text !== of.value) return null
  const parts: YamlNode[] = []
  let from = 0
  for (const part of of.value.split(separator.value)) {
    parts.push(stringOf(sliceText(of.text, from, from + part.length), of.at))
    from += part.length + separator.value.length
  }
  return listOf(parts, at)
}
