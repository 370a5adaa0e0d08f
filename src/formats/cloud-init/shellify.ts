import { joinTexts, type Span, type Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'
import type { YamlNode, YamlScalar } from '../../syntax/yaml-node.ts'
import { longestText } from './budget.ts'
import type { Item } from './config.ts'
import { isNull } from './yaml-access.ts'

/** The script that cloud-init makes of the items of runcmd or bootcmd. */
export interface Shellified {
  readonly script: Text
  /** The first item that is neither string nor list, for which cloud-init makes no script at all; null where all are well. */
  readonly fault: YamlNode | null
}

/**
 * One script of all items (cloudinit/util.py shellify): a string is a line as it is, every word of a list stands in single quotes.
 * An item that breaks it all is taken as it is written, so that its settings can be named. Null where there is no script.
 */
export function shellify(items: readonly Item[]): Shellified | null {
  const [first] = items
  if (!first) return null
  const pieces: (Text | string)[] = []
  let fault: YamlNode | null = null
  let length = 0
  for (const { node } of items) {
    if (isNull(node)) continue
    const line = lineOf(node)
    length += line.reduce((sum, piece) => sum + lengthOf(piece), 1)
    // longer scripts are not read; that is said when this one is
    if (length > longestText / 2) break
    if (node.kind === 'map' || (node.kind === 'scalar' && !isString(node))) fault ??= node
    for (const piece of line) pieces.push(piece)
    pieces.push('\n')
  }
  return { script: joinTexts(pieces, first.node.at.source), fault }
}

function lineOf(node: YamlNode): (Text | string)[] {
  if (node.kind === 'seq') return node.items.flatMap((word, i) => [i === 0 ? "'" : " '", quoted(wordText(word)), "'"])
  return [node.kind === 'scalar' && isString(node) ? node.text : asWritten(node.at)]
}

function lengthOf(piece: Text | string): number {
  return typeof piece === 'string' ? piece.length : piece.text.length
}

/** A value that is a Python str. */
export function isString(node: YamlScalar): boolean {
  return typeof node.value === 'string' && node.tag !== '!!binary'
}

/** What Python's str() gives for a word of a list. A list or mapping inside is left open. */
export function wordText(word: YamlNode): Text {
  if (word.kind === 'scalar' && (isString(word) || word.printed === word.text.text)) return word.text
  const { source, start, end } = word.at
  const whole = { source, base: start, whole: { start, end } }
  if (word.kind === 'scalar') return { ...whole, text: word.printed }
  return { ...whole, text: '?', marks: [{ start: 0, end: 1, kind: 'unknown', why: 'a list or mapping as a word' }] }
}

function quoted(word: Text): Text {
  const { text } = word
  if (!text.includes("'")) return word
  const builder = textBuilder(indexMarks(word))
  let at = 0
  for (let quote = text.indexOf("'"); quote >= 0; quote = text.indexOf("'", at)) {
    builder.take(at, quote)
    builder.put("'\\''", quote, quote + 1)
    at = quote + 1
  }
  builder.take(at, text.length)
  return builder.build()
}

/** What is written in the file at a place. */
export function asWritten({ source, start, end }: Span): Text {
  return { source, text: source.text.slice(start, end), base: start }
}
