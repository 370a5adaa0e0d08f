/** A token of a Jinja expression, with its place in the expression's text. */
export interface Token {
  readonly kind: 'name' | 'int' | 'float' | 'string' | 'mark'
  /** A string without its quotes; everything else as it is written. */
  readonly word: string
  /** Where the word starts and ends, for a string without its quotes. */
  readonly start: number
  readonly end: number
}

/** Longer ones are left alone: nothing that could be followed here is that long. */
const longest = 2000
const token =
  /\s*(?:([A-Za-z_]\w*)|(\d+\.\d+)|(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)(?![\w.])|'([^'\\]*)'|"([^"\\]*)"|(\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>=.,:|()[\]{}]))/y

/** The tokens of an expression; null for what is not followed (escapes in strings, characters that are no Jinja). */
export function tokensOf(text: string): readonly Token[] | null {
  if (text.length > longest) return null
  const end = text.trimEnd().length
  const tokens: Token[] = []
  for (let at = 0; at < end; ) {
    token.lastIndex = at
    const found = token.exec(text)
    if (!found) return null
    at = token.lastIndex
    const [, name, float, int, single, double, mark] = found
    const quoted = single ?? double
    const word = name ?? float ?? int ?? quoted ?? mark!
    const stop = quoted === undefined ? at : at - 1
    const kind = name ? 'name' : float ? 'float' : int ? 'int' : quoted === undefined ? 'mark' : 'string'
    tokens.push({ kind, word, start: stop - word.length, end: stop })
  }
  return tokens
}
