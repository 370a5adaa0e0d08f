import type { Text } from '../../core/text.ts'
import { indexMarks, type MarkedText, textBuilder } from '../../syntax/text-builder.ts'

/**
 * The texts that a sed script puts into a file: what `s` replaces with, and what `a`, `i` and `c` add, escapes read and references to
 * what was matched marked unknown. Source: POSIX sed; GNU sed's one-line forms of `a`, `i` and `c`.
 */
export function sedTexts(script: Text): Text[] {
  const marked = indexMarks(script)
  const { text } = script
  const texts: Text[] = []
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === '/' || char === '\\')
      at = skipTo(text, char === '/' ? at + 1 : at + 2, char === '/' ? '/' : (text[at + 1] ?? ''))
    else if (char === 's' || char === 'y') {
      const delimiter = text[at + 1] ?? ''
      const from = skipTo(text, at + 2, delimiter)
      const to = skipTo(text, from, delimiter)
      if (char === 's' && to <= text.length && delimiter !== '') texts.push(replacement(marked, from, to - 1))
      at = endOfFlags(text, to)
    } else if (char === 'a' || char === 'i' || char === 'c') {
      const [from, to] = addedText(text, at + 1)
      texts.push(withoutBackslashes(marked, from, to))
      at = to + 1
    } else if (char === '#' || char === 'r' || char === 'w' || char === 'b' || char === 't') at = endOfLine(text, at)
    else at++
  }
  return texts
}

/** The position behind the next delimiter that no backslash takes away. */
function skipTo(text: string, from: number, delimiter: string): number {
  if (delimiter === '') return text.length + 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === delimiter) return at + 1
  }
  return text.length + 1
}

function endOfFlags(text: string, from: number): number {
  let at = from
  while (/[gpiIemM0-9 \t]/.test(text[at] ?? '')) at++
  return at
}

function endOfLine(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '\n') at++
  return at
}

/** `a TEXT`, `a\TEXT`, `a\` and TEXT on the next line; a backslash at the end of a line continues it. */
function addedText(text: string, after: number): [from: number, to: number] {
  let from = after
  while (/[ \t]/.test(text[from] ?? '')) from++
  if (text[from] === '\\') {
    from++
    if (text[from] === '\n') from++
    while (/[ \t]/.test(text[from] ?? '')) from++
  }
  let to = from
  while (to < text.length && text[to] !== '\n') to += text[to] === '\\' ? 2 : 1
  return [from, Math.min(to, text.length)]
}

function replacement(marked: MarkedText, from: number, to: number): Text {
  const { text } = marked.text
  const builder = textBuilder(marked)
  let start = from
  for (let at = from; at < to; at++) {
    const char = text[at]
    if (char !== '\\' && char !== '&') continue
    builder.take(start, at)
    if (char === '&') {
      builder.take(at, at + 1, 'what sed matched')
      start = at + 1
      continue
    }
    const next = text[at + 1] ?? ''
    if (/\d/.test(next)) builder.take(at, at + 2, 'what sed matched')
    else builder.put(next === 'n' ? '\n' : next === 't' ? '\t' : next, at, at + 2)
    at++
    start = at + 1
  }
  builder.take(start, to)
  return builder.build()
}

function withoutBackslashes(marked: MarkedText, from: number, to: number): Text {
  const { text } = marked.text
  const builder = textBuilder(marked)
  let start = from
  for (let at = from; at < to; at++) {
    if (text[at] !== '\\') continue
    builder.take(start, at)
    builder.put(text[at + 1] ?? '', at, at + 2)
    at++
    start = at + 1
  }
  if (start < to) builder.take(start, to)
  return builder.build()
}
