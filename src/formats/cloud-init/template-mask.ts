import type { Setting } from '../../core/setting.ts'
import type { Step } from '../../core/target.ts'
import { type Mark, markText, type Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'

/**
 * What a template language will replace is in the way of the parsers behind it (`{{ x }}` is a mapping to YAML, `${join(" ", x)}`
 * has quotes for the shell). So its ASCII characters are moved to a private range of Unicode, which no grammar knows, and back again
 * when the parsers are done.
 */
const privateStart = 0xf780

const hidden = /[\uf780-\uf7ff]/

/** A piece of template syntax: an expression is replaced by others, a tag (`{% if %}`) or a comment only goes away. */
export interface TemplatePiece {
  readonly start: number
  readonly end: number
  readonly kind: 'expression' | 'tag' | 'escape'
}

/**
 * The text with its template syntax hidden and marked unknown. Tags that have their lines to themselves go away with them.
 * @param pieces in order, not overlapping
 * @param conditional stretches that a condition or a loop of the template governs
 */
export function hideTemplate(text: Text, pieces: readonly TemplatePiece[], conditional: readonly Mark[]): Text {
  if (pieces.length === 0) return text
  const marked = markText(text, mergeMarks([...(text.marks ?? []), ...conditional]))
  const builder = textBuilder(indexMarks(marked))
  let at = 0
  for (const piece of pieces) {
    if (piece.start < at) continue
    const from = piece.kind === 'tag' ? ownLineStart(text.text, piece) : null
    builder.take(at, Math.max(at, from ?? piece.start))
    if (from === null && piece.kind !== 'escape')
      builder.put(hide(text.text.slice(piece.start, piece.end)), piece.start, piece.end, 'a template expression')
    at = piece.end
  }
  builder.take(at, text.text.length)
  const built = builder.build()
  return built.marks ? markText(built, mergeMarks(built.marks)) : built
}

/** Where the line of a tag starts, if nothing else stands on it; else null. */
function ownLineStart(text: string, { start, end }: TemplatePiece): number | null {
  let from = start
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--
  if (from > 0 && text[from - 1] !== '\n') return null
  let to = end
  while (text[to] === ' ' || text[to] === '\t' || text[to] === '\r') to++
  return to >= text.length || text[to] === '\n' ? from : null
}

/** Marks of a kind that overlap become one, in order of their start. */
export function mergeMarks(marks: readonly Mark[]): Mark[] {
  const merged: Mark[] = []
  for (const kind of ['unknown', 'conditional'] as const) {
    const joined: Mark[] = []
    for (const mark of marks.filter(m => m.kind === kind).sort((a, b) => a.start - b.start)) {
      const last = joined.at(-1)
      if (last && mark.start <= last.end) joined[joined.length - 1] = { ...last, end: Math.max(last.end, mark.end) }
      else joined.push(mark)
    }
    for (const mark of joined) merged.push(mark)
  }
  return merged.sort((a, b) => a.start - b.start)
}

/** Whether a template decides what stands there. */
export function isTemplated(text: string): boolean {
  return hidden.test(text)
}

/** Brings hidden characters back; the marks stay. */
export function showTemplate(text: Text): Text {
  return isTemplated(text.text) ? { ...text, text: show(text.text) } : text
}

/** Brings hidden characters back into what a reader made of a hidden text. Null for a step that only the template could tell. */
export function showStep(step: Step): Step | null {
  if (step.do === 'set')
    return isTemplated(step.setting.parameter) ? null : { ...step, setting: showSetting(step.setting) }
  if (step.do === 'load') return step.files === 'system' || !step.files.some(isTemplated) ? step : null
  const path = step.path === null ? null : showPath(step.path)
  if (step.do === 'write') return { ...step, path, content: showTemplate(step.content) }
  return isTemplated(step.setting.parameter) ? null : { ...step, path, setting: showSetting(step.setting) }
}

/** A path as a template has it: kept where the directory is one of sysctl's, whatever the name is; else null. */
export function showPath(path: string): string | null {
  if (!isTemplated(path)) return path
  const { 0: known = null } = /\/(?:etc|run|usr\/lib|usr\/local\/lib|lib)\/sysctl\.d\/[^/]+$/.exec(path) ?? []
  return known === null ? null : show(known)
}

function showSetting(setting: Setting): Setting {
  if (!isTemplated(setting.value)) return setting
  const { conditional } = setting
  return {
    ...setting,
    value: show(setting.value),
    known: false,
    literal: false,
    conditional: conditional === null ? null : show(conditional),
  }
}

function hide(text: string): string {
  return text.replace(/[\0-\x7f]/g, c => String.fromCharCode(privateStart + c.charCodeAt(0)))
}

function show(text: string): string {
  return text.replace(/[\uf780-\uf7ff]/g, c => String.fromCharCode(c.charCodeAt(0) - privateStart))
}

/** Marks what looks like a template's expression in a text that says nothing of being one. */
export function markLoosely(text: Text): Text {
  const marks: Mark[] = []
  for (const { index, 0: found } of text.text.matchAll(/\$\{[^{}\n]{1,200}\}|\{\{[^{}\n]{1,200}\}\}/g))
    marks.push({ start: index, end: index + found.length, kind: 'unknown', why: 'a template expression' })
  return marks.length ? markText(text, mergeMarks([...(text.marks ?? []), ...marks])) : text
}
