import { joinTexts, type Mark, type Span, sliceText, spanOf, type Text } from '../../core/text.ts'
import { jinjaMarks } from '../../syntax/jinja.ts'
import type { YamlNode, YamlScalar } from '../../syntax/yaml-node.ts'
import { evaluateLoosely } from './expression/evaluate.ts'
import { deeplyResolved } from './expression/resolve.ts'
import type { Evaluated, Result, Scope } from './expression/scope.ts'
import { pythonText } from './python-text.ts'
import { templatePieces } from './template/fill-template.ts'

/** No names are known: outside of a loop over literal items. */
export const noScope: Scope = { names: new Map(), spend: () => true }

/** Longer values of variables are not put together. */
const longestValue = 20_000
/** More expressions in one text are left as they are. */
const mostExpressions = 500

/**
 * What Ansible makes of a value when it hands it to a module as a string, each character with its place. What only a run can tell
 * stays as it is written and is marked unknown. Null for a value that is left out (`omit`).
 */
export function render(node: YamlNode, scope: Scope = noScope): Text | null {
  if (isBareTemplate(node)) {
    const { source, start, end } = node.at
    return markAll({ source, text: source.text.slice(start, end), base: start }, unknownMark)
  }
  if (node.kind !== 'scalar') return wholeText(node.at, pythonText(node), isTemplate(node) ? unknownMark : null)
  if (node.tag === '!vault' || node.tag === '!vault-encrypted') return markAll(node.text, 'a secret')
  if (node.tag === '!unsafe' || typeof node.value !== 'string') return printedText(node)
  return renderTemplate(node.text, scope)
}

/** The same for a text that is a template already. */
export function renderTemplate(text: Text, scope: Scope = noScope): Text | null {
  if (!template.test(text.text)) return text
  const found = (scope.lookup && withStatements(text, scope)) ?? pieces(text, scope, false)
  return found === 'omitted' ? null : found === 'undefined' || found === null ? text : found
}

const template = /\{[{%#]/

/** A template with statements followed on a host; null where it has none, or none that can be. */
function withStatements(text: Text, scope: Scope): Text | null {
  if (!/\{[%#]/.test(text.text)) return null
  const found = templatePieces(text, scope)
  if (!found) return null
  const parts = found.map(piece => {
    if (piece.kind === 'text') return piece.text
    const value = replacement(text, piece.mark, piece.scope)
    const isKnown = value !== null && value.kind !== 'undefined' && value.kind !== 'omit'
    const made = isKnown ? valueText(value, piece.scope) : null
    const { start, end } = piece.mark
    if (made && scope.spend(made.text.length)) return placed(made, text, piece.mark)
    return markAll(sliceText({ ...text, marks: [] }, start, end), unknownMark)
  })
  return joinTexts(
    parts.filter(one => one.text !== ''),
    text.source,
  )
}

/**
 * A template with its expressions filled in. What is not known stays and is marked, or, if nothing may stay, the whole is null, or
 * undefined where a variable is.
 */
export function pieces(text: Text, scope: Scope, whole: boolean): Text | 'omitted' | 'undefined' | null {
  const marks = [...jinjaMarks(text.text)].sort((a, b) => a.start - b.start || b.end - a.end)
  if (marks.length === 0) return text
  const marked = { ...text, marks: mergeWith(text.marks, marks) }
  if (marks.length > mostExpressions) return whole ? null : marked
  const parts: (readonly [Text, Mark | null])[] = []
  let at = 0
  let length = 0
  for (const mark of marks) {
    if (mark.start < at) continue
    if (whole && mark.kind === 'conditional') return null
    if (mark.kind !== 'unknown') continue
    const found = replacement(text, mark, scope)
    if (found === null || found.kind === 'undefined') {
      if (whole) return found === null ? null : 'undefined'
      continue
    }
    // the whole value is one expression that asks for the option to be left out
    if (found.kind === 'omit') {
      if (text.text.trim().length === mark.end - mark.start) return 'omitted'
      if (whole) return null
      continue
    }
    const made = valueText(found, scope)
    length += made.text.length
    if (!scope.spend(made.text.length)) return whole ? null : marked
    if (whole && length > longestValue) return null
    if (whole && unknownIn(made)) return null
    parts.push([sliceText(marked, at, mark.start), null], [made, mark])
    at = mark.end
  }
  if (parts.length === 0) return marked
  parts.push([sliceText(marked, at, text.text.length), null])
  const filled = parts.filter(([part]) => part.text !== '')
  if (filled.length === 1) return filled[0]![0]
  return joinTexts(
    filled.map(([part, mark]) => (mark ? placed(part, text, mark) : part)),
    text.source,
  )
}

function replacement(text: Text, mark: Mark, scope: Scope): Result {
  if (!text.text.startsWith('{{', mark.start)) return null
  // {{- … -}} takes away the blanks around it
  const from = mark.start + (/[-+]/.test(text.text[mark.start + 2] ?? '') ? 3 : 2)
  const to = mark.end - (/[-+]/.test(text.text[mark.end - 3] ?? '') ? 3 : 2)
  return from < to ? evaluateLoosely(sliceText({ ...text, marks: [] }, from, to), scope) : null
}

/** What comes from another file stands, in a longer text, where that text asks for it. */
function placed(made: Text, outer: Text, { start, end }: Mark): Text {
  if (made.source === outer.source) return made
  const at = spanOf(outer, start, end)
  const { text, marks } = made
  return {
    ...wholeText(at, text, null),
    ...(marks ? { marks } : {}),
    filled: [{ start: 0, end: text.length, from: made }],
  }
}

/** What Jinja prints for None: nothing (_ansible_finalize). */
function valueText(found: Exclude<Evaluated, { kind: 'omit' }>, scope: Scope): Text {
  if (found.kind === 'entry') return wholeText(found.key.at, '', unknownMark)
  const inner = deeplyResolved(found, scope)
  if (inner?.kind === 'scalar' && inner.value === null) return wholeText(inner.at, '', null)
  const made = render(inner ?? found)
  return made ?? wholeText(found.at, '', unknownMark)
}

/** A scalar as Python prints it: what differs from what is written stands for itself as a whole. */
function printedText(scalar: YamlScalar): Text {
  const { text, printed } = scalar
  if (text.text === printed) return text
  return wholeText(text.text === '' ? scalar.at : spanOf(text, 0, text.text.length), printed, null)
}

const unknownMark = 'a template expression'

function wholeText(at: Span, text: string, unknown: string | null): Text {
  const whole: Text = { source: at.source, text, base: at.start, whole: { start: at.start, end: at.end } }
  return unknown === null ? whole : markAll(whole, unknown)
}

function markAll(text: Text, why: string): Text {
  return { ...text, marks: [{ start: 0, end: Math.max(1, text.text.length), kind: 'unknown', why }] }
}

function mergeWith(before: readonly Mark[] | undefined, marks: readonly Mark[]): readonly Mark[] {
  if (!before?.length) return marks
  return [...before, ...marks].sort((a, b) => a.start - b.start || b.end - a.end)
}

/** `{{ x }}` without quotes, which is a mapping to YAML and no YAML to PyYAML. */
function isBareTemplate({ kind, at }: YamlNode): boolean {
  return kind === 'map' && at.source.text.startsWith('{{', at.start)
}

/** Nodes that are looked at for templates; aliases can make few of them many. */
const mostNodes = 2000

/** Whether a template stands anywhere in a list or mapping, as far as is looked. */
function isTemplate(node: YamlNode): boolean {
  const open = [node]
  for (let seen = 0; open.length > 0; seen++) {
    if (seen > mostNodes) return true
    const one = open.pop()!
    if (one.kind === 'scalar') {
      if (typeof one.value === 'string' && one.tag !== '!unsafe' && template.test(one.value)) return true
      if (one.tag?.startsWith('!vault')) return true
    } else if (one.kind === 'seq') open.push(...one.items.slice(0, mostNodes))
    else for (const { key, value } of one.pairs.slice(0, mostNodes)) open.push(key, value)
  }
  return false
}

/** Why a text is not known, or null where it is. */
export function unknownIn(text: Text): string | null {
  return text.marks?.find(m => m.kind === 'unknown')?.why ?? null
}
