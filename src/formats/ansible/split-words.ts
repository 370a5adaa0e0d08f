import type { Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'

/**
 * The words of a command line that no shell reads, as Python's shlex.split takes them apart: quotes and backslashes hold blanks
 * together, and mean nothing else. Null where a quote is not closed.
 */
export function splitWords(line: Text): Text[] | null {
  const { text } = line
  const marked = indexMarks(line)
  const words: Text[] = []
  let at = 0
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++
    if (at >= text.length) return words
    const out = textBuilder(marked)
    let quote = ''
    let from = at
    while (at < text.length && (quote !== '' || !/\s/.test(text[at]!))) {
      const char = text[at]!
      const isQuote = quote === '' ? char === '"' || char === "'" : char === quote
      const escapes = char === '\\' && (quote === '' || (quote === '"' && /["\\]/.test(text[at + 1] ?? '')))
      if (isQuote || escapes) {
        out.take(from, at)
        if (escapes) out.put(text[at + 1] ?? '', at, at + 2)
        else quote = quote === '' ? char : ''
        at += escapes ? 2 : 1
        from = at
      } else at++
    }
    out.take(from, Math.min(at, text.length))
    if (quote !== '') return null
    words.push(out.build())
  }
}
