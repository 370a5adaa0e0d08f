import type { Mark } from '../../core/text.ts'
import type { TemplatePiece } from './template-mask.ts'

interface Pieces {
  readonly pieces: readonly TemplatePiece[]
  readonly conditional: readonly Mark[]
}

/**
 * The pieces of HCL's template language: `${…}` expressions, `%{ if }` directives, and the first character of the escapes `$${` and
 * `%%{`, which goes away (HCL native syntax specification, "Template Expressions").
 */
export function terraformPieces(text: string): Pieces {
  const pieces: TemplatePiece[] = []
  const conditional: Mark[] = []
  let opened = 0
  let depth = 0
  const opening = /[$%]\{/g
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const start = found.index
    const sign = text[start]!
    if (text[start - 1] === sign) {
      pieces.push({ start: start - 1, end: start, kind: 'escape' })
      continue
    }
    const end = templateEnd(text, start + 2)
    // without an end it is an error of the whole template, and looking again from every brace would take for ever
    if (end < 0) break
    opening.lastIndex = end
    const word = sign === '%' ? /^~?\s*(\w+)/.exec(text.slice(start + 2, Math.min(end, start + 60)))?.[1] : undefined
    pieces.push({ start, end, kind: sign === '%' ? 'tag' : 'expression' })
    if (word === 'if' || word === 'for') {
      if (depth++ === 0) opened = end
    } else if ((word === 'endif' || word === 'endfor') && depth > 0 && --depth === 0)
      conditional.push({ start: opened, end: start, kind: 'conditional', why: 'inside a block of the template' })
  }
  return { pieces, conditional }
}

/** Behind the brace that closes an expression, whose strings may hold braces and further expressions; -1 without one. */
export function templateEnd(text: string, from: number): number {
  // one entry for each open brace; true: the brace ends an expression inside a string
  const open: boolean[] = [false]
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const c = text[at]
    if (quoted) {
      if (c === '\\') at++
      else if (c === '"') quoted = false
      else if ((c === '$' || c === '%') && text[at + 1] === '{') {
        if (text[at - 1] === c) continue
        open.push(true)
        quoted = false
        at++
      }
    } else if (c === '"') quoted = true
    else if (c === '{') open.push(false)
    else if (c === '}') {
      quoted = open.pop() === true
      if (open.length === 0) return at + 1
    }
  }
  return -1
}
