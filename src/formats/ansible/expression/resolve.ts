import { sliceText, type Text } from '../../../core/text.ts'
import { jinjaMarks } from '../../../syntax/jinja.ts'
import type { YamlNode, YamlScalar } from '../../../syntax/yaml-node.ts'
import { pythonText } from '../python-text.ts'
import { pieces } from '../render.ts'
import { evaluateLoosely } from './evaluate.ts'
import type { Result, Scope } from './scope.ts'
import { listOf, livePairs, madeScalar, mapOf, stringOf } from './values.ts'

/** Variables of variables that are followed. */
const deepest = 20
/** Lists in lists that are gone down into, and parts that one value may have: aliases can make few of them many. */
const deepestList = 10
const mostParts = 20_000
/** What looking up a name costs besides the text that comes of it. */
export const lookupCost = 20

const template = /\{[{%#]/

/** What Ansible looks for first (template/__init__.py, SINGLE_VAR). */
const singleVariable = /^\{\{\s*\w+\s*\}\}$/

/**
 * A value whose own templates are filled in, as far down as this level: what Jinja gets when it asks for a variable (template/vars.py).
 * Null where only a run can tell.
 */
export function resolved(result: Result, scope: Scope): Result {
  if (result === null || result.kind !== 'scalar') return result
  if (result.tag?.startsWith('!vault')) return null
  if (result.tag === '!unsafe' || typeof result.value !== 'string' || !template.test(result.value)) return result
  const depth = (scope.depth ?? 0) + 1
  if (depth > deepest || !scope.spend(lookupCost)) return null
  return converted(result, { ...scope, depth })
}

/** The text of one expression and nothing else, or null. */
function onlyExpression(text: Text): Text | null {
  const { length } = text.text
  if (!text.text.startsWith('{{') || !text.text.endsWith('}}')) return null
  const marks = [...jinjaMarks(text.text)]
  const [only] = marks
  if (marks.length !== 1 || only!.start !== 0 || only!.end !== length) return null
  const from = /[-+]/.test(text.text[2] ?? '') ? 3 : 2
  const to = length - (/[-+]/.test(text.text[length - 3] ?? '') ? 3 : 2)
  return from < to ? sliceText({ ...text, marks: [] }, from, to) : null
}

/**
 * A template becomes text, whatever comes of it, unless that looks like a list, a mapping or a boolean (ansible_eval_concat). Only a
 * number or boolean that a variable holds as it is keeps its type.
 */
function converted(node: YamlScalar, scope: Scope): Result {
  const only = onlyExpression(node.text)
  if (!only) return renderedString(node, scope)
  const found = evaluateLoosely(only, scope)
  const whole = resolved(found, scope)
  if (whole?.kind !== 'scalar') return whole
  const isKept = singleVariable.test(node.text.text) && found === whole
  if (isKept && typeof whole.value !== 'string') return whole
  if (whole.value === null) return stringOf({ ...whole.text, text: '', base: whole.at.start }, whole.at)
  return typeof whole.value === 'boolean'
    ? whole
    : fromText(whole.text.text === whole.printed ? whole.text : asText(whole))
}

function asText({ printed, at }: YamlScalar): Text {
  return { source: at.source, text: printed, base: at.start, whole: { start: at.start, end: at.end } }
}

function renderedString(node: YamlScalar, scope: Scope): Result {
  const found = pieces(node.text, scope, true)
  if (found === null || found === 'omitted') return null
  if (found === 'undefined') return { kind: 'undefined' }
  return fromText(found)
}

/** A string, or what Python's literal_eval makes of it where it looks like more. */
function fromText(text: Text): Result {
  const at = { source: text.source, start: text.whole?.start ?? text.base, end: text.whole?.end ?? text.base }
  if (text.text === 'True' || text.text === 'False') return madeScalar(text.text === 'True', at)
  return /^[[{]/.test(text.text) ? null : stringOf(text, spanAround(text))
}

function spanAround(text: Text) {
  if (text.whole) return { source: text.source, ...text.whole }
  if (!text.offsets) return { source: text.source, start: text.base, end: text.base + text.text.length }
  const last = text.offsets.length - 1
  if (last < 0) return { source: text.source, start: text.base, end: text.base }
  return { source: text.source, start: text.offsets[0]!, end: text.ends?.[last] ?? text.offsets[last]! + 1 }
}

/** A list's or mapping's parts with their templates filled in too; null where any of them is not known. */
export function deeplyResolved(result: Result, scope: Scope): YamlNode | null {
  return resolvedParts(result, scope, { left: mostParts }, 0)
}

function resolvedParts(result: Result, scope: Scope, room: { left: number }, depth: number): YamlNode | null {
  const found = plain(result, scope)
  if (found === null || depth > deepestList || room.left-- <= 0) return null
  if (found.kind === 'scalar') return found
  if (!scope.spend(lookupCost)) return null
  if (found.kind === 'seq') {
    const items: YamlNode[] = []
    for (const item of found.items) {
      const made = resolvedParts(item, scope, room, depth + 1)
      if (made === null) return null
      items.push(made)
    }
    return listOf(items, found.at)
  }
  const pairs: (readonly [YamlNode, YamlNode])[] = []
  for (const { key, value } of livePairs(found)) {
    const made = resolvedParts(value, scope, room, depth + 1)
    if (made === null) return null
    pairs.push([key, made])
  }
  return mapOf(pairs, found.at)
}

/** A value to compute with: no entry, not left out, not undefined, its own templates filled in. */
export function plain(result: Result, scope: Scope): YamlNode | null {
  const found = resolved(result, scope)
  return found === null || found.kind === 'undefined' || found.kind === 'omit' || found.kind === 'entry' ? null : found
}

/** What a value is as a string, as Python prints it; null for a value that has templates in it that are not known. */
export function printedText(node: YamlNode, scope: Scope): string | null {
  const whole = deeplyResolved(node, scope)
  return whole === null ? null : whole.kind === 'scalar' ? whole.printed : pythonText(whole)
}
