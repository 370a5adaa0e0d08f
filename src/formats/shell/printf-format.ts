import { markAt, markText, sliceText, type Text } from '../../core/text.ts'
import type { Field } from '../../syntax/shell-word.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'
import { isKnown } from './output.ts'
import { unescaped } from './print.ts'

/** More rounds through a format are not printed. */
const mostRounds = 1000

/** A stretch of a format: text with its escapes read, or a conversion. */
type Token = { readonly text: Text } | { readonly letter: string; readonly start: number; readonly end: number }

/** A format with more unknown stretches is not read. */
const mostMarks = 100

/** What printf prints, in pieces. The format is used again for as long as arguments are left. */
export function formatted(format: Text, values: readonly Field[]): (Text | string)[] {
  if ((format.marks?.length ?? 0) > mostMarks) return [format]
  const tokens = tokenize(format)
  const conversions = tokens.filter(t => 'letter' in t).length
  const rounds = conversions === 0 ? 1 : Math.min(mostRounds, Math.max(1, Math.ceil(values.length / conversions)))
  const lastWords = tokens.findLastIndex(t => 'text' in t && /\w/.test(t.text.text))
  const pieces: (Text | string)[] = []
  let next = 0
  for (let round = 0; round < rounds; round++)
    for (const [i, token] of tokens.entries()) {
      if ('text' in token) pieces.push(round === 0 ? token.text : token.text.text)
      else {
        const value = converted(token.letter, values[next++]?.text)
        // a word of the format that follows keeps its place only if what stands before it takes the conversion's
        pieces.push(round === 0 && i < lastWords ? inPlace(format, token.start, token.end, value) : value)
      }
    }
  return pieces
}

function tokenize(format: Text): Token[] {
  const { text } = format
  const tokens: Token[] = []
  let from = 0
  const flush = (to: number): void => {
    if (to > from) tokens.push({ text: unescaped(sliceText(format, from, to), 'format').text })
  }
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    if (text[at - 1] === '\\' || markAt(format, at, at + 1, 'unknown')) {
      at++
      continue
    }
    const spec = /^%[-+ #0]{0,5}\d{0,4}(?:\.\d{0,4})?([a-zA-Z%])/.exec(text.slice(at, at + 20))
    if (!spec) {
      at++
      continue
    }
    flush(at)
    const end = at + spec[0].length
    if (spec[0] === '%%') tokens.push({ text: sliceText(format, at, at + 1) })
    else tokens.push({ letter: spec[0].length === 2 ? spec[1]! : '?', start: at, end })
    at = end
    from = end
  }
  flush(text.length)
  return tokens
}

/** A value as the conversion prints it; one that is calculated or padded is not followed. */
function converted(letter: string, value: Text | undefined): Text | string {
  const number = 'diu'.includes(letter)
  if (!value) return number ? '0' : ''
  if (letter === 's' || (number && /^(0|-?[1-9]\d*)$/.test(value.text)) || !isKnown(value)) return value
  if (letter === 'b') return unescaped(value, 'echo').text
  return markText(value, [{ start: 0, end: value.text.length, kind: 'unknown', why: 'a printf conversion' }])
}

function inPlace(format: Text, start: number, end: number, value: Text | string): Text {
  const builder = textBuilder(indexMarks(format))
  const known = typeof value === 'string' || isKnown(value)
  builder.put(typeof value === 'string' ? value : value.text, start, end, known ? undefined : 'a variable of the shell')
  return builder.build()
}
