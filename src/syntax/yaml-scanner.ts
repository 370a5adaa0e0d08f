/** Which of PyYAML's two scanners reads a file. They differ in where a tab may stand. */
export type Scanner = 'python' | 'libyaml'

// PyYAML, yaml/reader.py: NON_PRINTABLE
const unprintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Where the first character stands that PyYAML takes nowhere, or -1. */
export function findUnprintable(text: string): number {
  return text.search(unprintable)
}

/**
 * Looks at the lexical tokens of a file one after another for tabs that PyYAML's own scanner refuses: it takes them within quotes,
 * blocks and comments only. Returns where in the token the tab stands, or -1.
 */
export function watchTabs(): (lexeme: string) => number {
  let scalarFollows = false
  let blockFollows = false
  return lexeme => {
    const first = lexeme[0]
    if (scalarFollows) {
      const tab = blockFollows ? -1 : lexeme.indexOf('\t')
      scalarFollows = false
      blockFollows = false
      return tab
    }
    if (first === '\u001f') scalarFollows = true
    else if (first === '|' || first === '>') blockFollows = true
    return first === ' ' || first === '\t' ? lexeme.indexOf('\t') : -1
  }
}

interface Innards {
  /** The column that the lines of the open block must reach. */
  indentNext: number
  parseQuotedScalar: () => Generator<string, unknown>
  parseFlowCollection: () => Generator<string, unknown>
}

/**
 * Lets quoted scalars and what stands between brackets go on at any column, as both of PyYAML's scanners do. The library's lexer
 * would end them at the first line that is not indented enough and misread all that follows.
 */
export function allowUnindented<T extends object>(lexer: T): T {
  const innards = lexer as Partial<Innards>
  for (const name of ['parseQuotedScalar', 'parseFlowCollection'] as const) {
    const parse = innards[name]
    if (!parse) throw new Error(`yaml's lexer has no ${name}`)
    innards[name] = function* () {
      const { indentNext = 0 } = innards
      innards.indentNext = 0
      try {
        return yield* parse.call(lexer)
      } finally {
        if (innards.indentNext === 0) innards.indentNext = indentNext
      }
    }
  }
  return lexer
}
