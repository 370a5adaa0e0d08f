import { sliceText, spanOf, type Text } from '../../core/text.ts'
import type { YamlPair } from '../../syntax/yaml-node.ts'
import { scalarOf } from './yaml-fields.ts'

/** A word of free-form arguments: `[start, end)` of the text, with quotes. */
interface Word {
  readonly start: number
  readonly end: number
}

/** Words apart by blanks, where quotes and Jinja's brackets hold together (ansible/parsing/splitter.py, split_args). */
export function splitArguments(text: string): Word[] {
  const words: Word[] = []
  let start = -1
  let quote = ''
  let depth = 0
  for (let at = 0; at <= text.length; at++) {
    const char = text[at]
    const blank = char === undefined || /\s/.test(char)
    if (blank && (char === undefined || (quote === '' && depth === 0))) {
      if (start >= 0) words.push({ start, end: at })
      start = -1
      continue
    }
    if (start < 0) start = at
    if (quote !== '') {
      if (char === quote && text[at - 1] !== '\\') quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '{' && /[{%#]/.test(text[at + 1] ?? '')) depth++
    else if (char === '}' && depth > 0 && /[}%#]/.test(text[at - 1] ?? '') && at > start + 2) depth--
  }
  return words
}

/** `name=value` arguments with quotes taken off; what is no such is left out. */
export function parseFreeForm(text: Text): readonly YamlPair[] {
  const pairs: YamlPair[] = []
  for (const word of splitArguments(text.text)) {
    const whole = text.text.slice(word.start, word.end)
    const equals = whole.indexOf('=')
    const name = equals > 0 ? whole.slice(0, equals).trim() : ''
    if (!/^\w+$/.test(name)) continue
    const [start, end] = [word.start + equals + 1, word.end]
    const key = scalarOf(
      sliceText(text, word.start, word.start + equals),
      spanOf(text, word.start, word.start + equals),
    )
    const value = scalarOf(unquoted(text, start, end), spanOf(text, start, end))
    pairs.push({ key, value, dead: false, merged: false })
  }
  return pairs
}

function unquoted(text: Text, start: number, end: number): Text {
  const first = text.text[start]
  const same =
    end - start > 1 && (first === '"' || first === "'") && text.text[end - 1] === first && text.text[end - 2] !== '\\'
  return same ? sliceText(text, start + 1, end - 1) : sliceText(text, start, end)
}
