import type { Text } from '../core/text.ts'
import type { HereDoc } from './shell.ts'
import { addExpansion, addLiteral, type WordContext } from './shell-word.ts'
import { type TextBuilder, textBuilder } from './text-builder.ts'

/** The content of a here-document as the command reads it. */
export function hereDocumentText(document: HereDoc, context: WordContext): Text {
  const { body } = document
  const builder = textBuilder(context.marked)
  let at = body.pos
  for (const part of document.delimiter?.quoted ? [] : (body.parts ?? [])) {
    if (part.type === 'Literal') continue
    addLines(builder, at, part.pos, document, context)
    addExpansion(builder, part, context)
    at = part.end
  }
  addLines(builder, at, body.end, document, context)
  return builder.build()
}

/** Adds a stretch without expansions; `<<-` takes the tabs at the start of each line away. */
function addLines(builder: TextBuilder, start: number, end: number, document: HereDoc, context: WordContext): void {
  const { source } = context
  const add = (from: number, to: number): void => {
    if (document.delimiter?.quoted) builder.take(from, to)
    else addLiteral(builder, from, to, context, '$`\\\n')
  }
  if (document.operator === '<<') {
    add(start, end)
    return
  }
  for (let from = start; from < end; ) {
    const starts = from === document.body.pos || source[from - 1] === '\n'
    while (starts && from < end && source[from] === '\t') from++
    let to = from
    while (to < end && source[to] !== '\n') to++
    to = Math.min(to + 1, end)
    add(from, to)
    from = to
  }
}
