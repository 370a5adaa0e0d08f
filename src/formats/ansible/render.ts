import { joinTexts, type Mark, type Span, sliceText, spanOf, type Text } from '../../core/text.ts'
import { jinjaMarks } from '../../syntax/jinja.ts'
import type { YamlNode, YamlScalar } from '../../syntax/yaml-node.ts'
import { deeplyResolved, evaluate } from './expression/evaluate.ts'
import type { Evaluated, Scope } from './expression/scope.ts'
import { pythonText } from './python-text.ts'

/** No names are known: outside of a loop over literal items. */
export const noScope: Scope = { names: new Map(), spend: () => true }

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
  if (!/\{[{%#]/.test(text.text)) return text
  const marks = [...jinjaMarks(text.text)].sort((a, b) => a.start - b.start || b.end - a.end)
  if (marks.length === 0) return text
  const marked = { ...text, marks: mergeWith(text.marks, marks) }
  if (marks.length > mostExpressions) return marked
  const pieces: Text[] = []
  let at = 0
  for (const mark of marks) {
    if (mark.kind !== 'unknown' || mark.start < at) continue
    const found = replacement(text, mark, scope)
    if (!found) continue
    // the whole value is one expression that asks for the option to be left out
    if (found.kind === 'omit') {
      if (text.text.trim().length === mark.end - mark.start) return null
      continue
    }
    const made = valueText(found, scope)
    if (!scope.spend(made?.text.length ?? 0)) return marked
    pieces.push(sliceText(marked, at, mark.start))
    if (made) pieces.push(made)
    at = mark.end
  }
  if (at === 0) return marked
  pieces.push(sliceText(marked, at, text.text.length))
  const filled = pieces.filter(p => p.text !== '')
  return filled.length === 1 ? filled[0]! : joinTexts(filled, text.source)
}

function replacement(text: Text, mark: Mark, scope: Scope): Evaluated | null {
  if (!text.text.startsWith('{{', mark.start)) return null
  // {{- … -}} takes away the blanks around it
  const from = mark.start + (/[-+]/.test(text.text[mark.start + 2] ?? '') ? 3 : 2)
  const to = mark.end - (/[-+]/.test(text.text[mark.end - 3] ?? '') ? 3 : 2)
  return from < to ? evaluate(sliceText({ ...text, marks: [] }, from, to), scope) : null
}

function valueText(found: Exclude<Evaluated, { kind: 'omit' }>, scope: Scope): Text | null {
  if (found.kind === 'entry') return wholeText(found.key.at, '', unknownMark)
  const inner = deeplyResolved(found, scope)
  return inner === null ? render(found) : render(inner)
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

/** Whether a template stands anywhere in a list or mapping, as far down as one that can be a value goes. */
function isTemplate(node: YamlNode, depth = 0): boolean {
  if (node.kind === 'scalar') return typeof node.value === 'string' && /\{[{%]/.test(node.value)
  if (depth > 5) return true
  const below = node.kind === 'seq' ? node.items : node.pairs.flatMap(p => [p.key, p.value])
  return below.length > 200 || below.some(n => isTemplate(n, depth + 1))
}

/** Why a text is not known, or null where it is. */
export function unknownIn(text: Text): string | null {
  return text.marks?.find(m => m.kind === 'unknown')?.why ?? null
}
