import { joinTexts, type Mark, markText, type Source, spanOf, type Text } from '../../core/text.ts'

/** What commands write to one place, in order. */
export type Output = Piece[]

export interface Piece {
  /** The characters; the source text of the command, marked unknown, where `opaque`. */
  readonly text: Text
  /** The command is known, but not what it prints. */
  readonly opaque: boolean
  /** Why it may not be written, or null. */
  readonly conditional: string | null
}

/** Whether every character is what it seems. */
export function isKnown(text: Text): boolean {
  return !text.marks?.some(m => m.kind === 'unknown')
}

/**
 * Texts as one, places in order. A text that stands before what came earlier (a function further up, an argument before its format)
 * keeps its characters but not its places.
 */
export function concat(pieces: readonly (Text | string)[], source: Source): Text {
  let last = -1
  const parts = pieces.map(piece => {
    if (typeof piece === 'string' || piece.text === '') return typeof piece === 'string' ? piece : ''
    const { start, end } = spanOf(piece, 0, piece.text.length)
    if (start < last || piece.source !== source) return piece.text
    last = end
    return piece
  })
  const only = parts.filter(p => p !== '')
  if (only.length === 1 && typeof only[0] === 'object') return only[0]
  if (only.every(p => typeof p === 'string')) {
    const place = pieces.find(p => typeof p !== 'string')
    const at = place && typeof place !== 'string' ? spanOf(place, 0, 0).start : 0
    const text = only.join('')
    return { source, text, base: at, whole: { start: at, end: at } }
  }
  return joinTexts(only, source)
}

/** What a file holds after these were written to it. What is not known stands as a comment, so that no loader reads it. */
export function contentOf(output: Output, source: Source, outer: string | null): Text {
  const texts: (Text | string)[] = []
  let open = false
  for (const { text, opaque, conditional } of output) {
    if (text.text === '') continue
    const inLine: boolean = open
    open = opaque ? inLine : !text.text.endsWith('\n')
    if (opaque && !inLine) texts.push('#\n')
    else if (conditional === null || conditional === outer) texts.push(text)
    else {
      const mark: Mark = { start: 0, end: text.text.length, kind: 'conditional', why: conditional }
      texts.push(markText(text, [mark, ...(text.marks ?? [])]))
    }
  }
  return concat(texts, source)
}
