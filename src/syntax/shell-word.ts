import { markAt, sliceText, type Text } from '../core/text.ts'
import type { Word, WordPart } from './shell.ts'
import { braceChoices } from './shell-brace.ts'
import { readEscape } from './shell-escapes.ts'
import { type MarkedText, type TextBuilder, textBuilder } from './text-builder.ts'

/** What the words of a script are read with. */
export interface WordContext {
  readonly marked: MarkedText
  /** The text that was parsed: as long as `marked`, templates in it blotted out. */
  readonly source: string
  readonly dialect: 'sh' | 'bash'
  /** The value of a variable if it is known, an array as its items. */
  lookup(name: string): Text | readonly Text[] | undefined
}

/** An argument after quote removal, expansion and splitting. What is not known is its source text with a mark `unknown`. */
export interface Field {
  readonly text: Text
  /** The same characters where a variable or a list holds them, if the argument is that variable and nothing else. */
  readonly definition: Text | null
}

/** A word as the arguments it makes, none to many. */
export function wordFields(word: Word, context: WordContext): Field[] {
  const parts = word.parts ?? []
  const sole = soleExpansion(parts)
  const list = sole && listOf(sole.part, context)
  if (list) return list.map(definition => ({ text: standIn(definition, word, context), definition }))
  const fields: Field[] = []
  for (const choice of context.dialect === 'bash' ? braceChoices(parts) : [undefined])
    for (const text of split(word, parts, context, choice)) fields.push({ text, definition: null })
  const value = sole && knownValue(sole.part, context)
  if (!value) return fields
  const definitions = sole.quoted ? [value] : slices(value)
  return fields.map((field, i) => ({ ...field, definition: definitions[i] ?? null }))
}

/** A word where the shell does not split: the value of an assignment, the target of a redirection, a here-string. */
export function wordText(word: Word, context: WordContext): Field {
  const parts = word.parts ?? []
  const sole = soleExpansion(parts)
  const field = oneField(parts, word, context)
  return { ...field, definition: (sole && knownValue(sole.part, context)) ?? null }
}

/** A value at the place of the word that stands for it. */
function standIn(value: Text, { pos, end }: Word, context: WordContext): Text {
  const builder = textBuilder(context.marked)
  const unknown = markAt(value, 0, value.text.length, 'unknown')
  builder.put(value.text, pos, end, unknown?.why)
  return builder.build()
}

function oneField(parts: readonly WordPart[], word: Word, context: WordContext): Field {
  const builder = textBuilder(context.marked)
  if (parts.length === 0) addLiteral(builder, word.pos, word.end, context, null)
  for (const part of parts) addPart(builder, part, context)
  return { text: builder.build(), definition: null }
}

function split(
  word: Word,
  parts: readonly WordPart[],
  context: WordContext,
  choice?: ReadonlyMap<WordPart, Choice>,
): Text[] {
  const texts: Text[] = []
  let builder = textBuilder(context.marked)
  let started = parts.length === 0
  if (started) addLiteral(builder, word.pos, word.end, context, null)
  for (const part of parts) {
    const chosen = choice?.get(part)
    const value = chosen ? undefined : knownValue(part, context)
    if (chosen) builder.take(chosen.start, chosen.end)
    if (!value) {
      if (!chosen) addPart(builder, part, context)
      started = true
      continue
    }
    for (const [i, piece] of value.text.split(/[ \t\n]+/).entries()) {
      if (i > 0) {
        if (started) texts.push(builder.build())
        builder = textBuilder(context.marked)
        started = false
      }
      builder.put(piece, part.pos, part.end)
      started ||= piece !== ''
    }
  }
  if (started) texts.push(builder.build())
  return texts
}

interface Choice {
  readonly start: number
  readonly end: number
}

function slices(value: Text): Text[] {
  return [...value.text.matchAll(/[^ \t\n]+/g)].map(m => sliceText(value, m.index, m.index + m[0].length))
}

/** Adds an unquoted part, without splitting. */
function addPart(builder: TextBuilder, part: WordPart, context: WordContext): void {
  const { pos, end, type } = part
  if (type === 'Literal') addLiteral(builder, pos, end, context, null)
  else if (type === 'SingleQuoted') builder.take(pos + 1, closed(context, pos, end))
  else if (type === 'AnsiCQuoted' || type === 'LocaleString') addDollarQuoted(builder, part, context)
  else if (type === 'DoubleQuoted') addDoubleQuoted(builder, part.parts, context)
  else if (type === 'Glob' || type === 'ExtendedGlob') builder.take(pos, end, 'a file name pattern')
  else if (type !== 'BraceExpansion') addExpansion(builder, part, context)
  else if (context.dialect === 'sh') addLiteral(builder, pos, end, context, null)
  else builder.take(pos, end, 'a brace expansion')
}

type DollarQuoted = Extract<WordPart, { type: 'AnsiCQuoted' | 'LocaleString' }>

/** `$'…'` and `$"…"`, where dash sees a dollar sign before a quote. */
function addDollarQuoted(builder: TextBuilder, part: DollarQuoted, context: WordContext): void {
  const { pos, end } = part
  if (context.dialect === 'sh') builder.take(pos, pos + 1)
  if (part.type === 'LocaleString') addDoubleQuoted(builder, part.parts, context)
  else if (context.dialect === 'sh') builder.take(pos + 2, closed(context, pos + 1, end))
  else addEscaped(builder, pos + 2, closed(context, pos + 1, end), context)
}

function addDoubleQuoted(builder: TextBuilder, parts: readonly WordPart[], context: WordContext): void {
  for (const part of parts) {
    if (part.type === 'Literal') addLiteral(builder, part.pos, part.end, context, '$`"\\\n')
    else addExpansion(builder, part, context)
  }
}

/** The end of what stands between quotes; the last one may be missing at the end of a broken script. */
function closed(context: WordContext, open: number, end: number): number {
  return end > open + 1 && context.source[end - 1] === context.source[open] ? end - 1 : end
}

/** Adds the value of an expansion, or its source text where that is not known. */
export function addExpansion(builder: TextBuilder, part: WordPart, context: WordContext): void {
  const value = knownValue(part, context)
  if (value) builder.put(value.text, part.pos, part.end)
  else builder.take(part.pos, part.end, reason(part))
}

function reason(part: WordPart): string {
  if (part.type === 'CommandExpansion' || part.type === 'ProcessSubstitution') return 'the output of a command'
  if (part.type === 'ArithmeticExpansion') return 'a calculated number'
  return 'a variable of the shell'
}

/** Adds bare characters: a backslash takes the next character's meaning, if it is one of `escapable` (null: any). */
export function addLiteral(
  builder: TextBuilder,
  start: number,
  end: number,
  context: WordContext,
  escapable: string | null,
): void {
  const { source } = context
  let from = start
  for (let at = backslash(source, start, end); at >= 0 && at + 1 < end; at = backslash(source, at, end)) {
    const next = source[at + 1]!
    if (escapable !== null && !escapable.includes(next)) {
      at += 2
      continue
    }
    builder.take(from, at)
    if (next !== '\n') builder.put(next, at, at + 2)
    at += 2
    from = at
  }
  builder.take(from, end)
}

function addEscaped(builder: TextBuilder, start: number, end: number, { source }: WordContext): void {
  let from = start
  for (let at = backslash(source, start, end); at >= 0; at = backslash(source, at, end)) {
    const read = readEscape(source, at, 'quoted')
    builder.take(from, at)
    builder.put(read.chars, at, at + read.length)
    at += read.length
    from = at
  }
  builder.take(from, end)
}

/** Never looks beyond `end`: a script has many words. */
function backslash(source: string, start: number, end: number): number {
  for (let at = start; at < end; at++) if (source.charCodeAt(at) === 92) return at
  return -1
}

/** The only expansion a word consists of, if so. */
function soleExpansion(parts: readonly WordPart[]): { readonly part: WordPart; readonly quoted: boolean } | null {
  const [part] = parts
  if (parts.length !== 1 || !part) return null
  if (part.type !== 'DoubleQuoted') return { part, quoted: false }
  return part.parts.length === 1 ? { part: part.parts[0]!, quoted: true } : null
}

/** The value of `$X`, `${X}`, or `${X:-default}` where the variable is known and every character of its value. */
function knownValue(part: WordPart, context: WordContext): Text | undefined {
  const name = variableOf(part)
  const value = name === null ? undefined : context.lookup(name)
  if (!value || !('text' in value) || markAt(value, 0, value.text.length, 'unknown')) return undefined
  if (part.type !== 'ParameterExpansion' || !part.operation) return value
  return part.operation.type === 'Default' && /^:?[-=?]$/.test(part.operation.operator) && value.text !== ''
    ? value
    : undefined
}

function variableOf(part: WordPart): string | null {
  if (part.type === 'SimpleExpansion') return part.text.slice(1)
  return part.type === 'ParameterExpansion' && !part.prefix && !part.index ? part.parameter : null
}

function listOf(part: WordPart, context: WordContext): readonly Text[] | null {
  if (part.type !== 'ParameterExpansion' || part.prefix || part.operation) return null
  if (part.index?.text !== '@' && part.index?.text !== '*') return null
  const value = context.lookup(part.parameter)
  return value && !('text' in value) ? value : null
}
