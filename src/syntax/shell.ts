import {
  type AndOr,
  type Assignment,
  type Case,
  type Command,
  type CommandNode,
  type For,
  type Function as FunctionDefinition,
  type HereDoc,
  type If,
  type Pipeline,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
  type TestExpression,
  type Word,
  type WordPart,
} from 'unbash'

export type {
  AndOr,
  Assignment,
  Case,
  Command,
  CommandNode,
  For,
  FunctionDefinition,
  HereDoc,
  If,
  Pipeline,
  PipelineNode,
  Redirection,
  Statement,
  TestExpression,
  Word,
  WordPart,
}

/** A script as Bash reads it, which is nearly all of what other shells read. Positions are offsets in the text that was parsed. */
export interface ShellScript {
  readonly statements: readonly Statement[]
  /** Where the shell would stop with a syntax error; what could be read is in `statements` all the same. */
  readonly errors: readonly ShellError[]
}

export interface ShellError {
  /** Words of the parser: "expected 'fi' to close 'if'". */
  readonly message: string
  readonly at: number
}

/** Longer scripts are read up to here: a tree takes some 200 bytes for each byte of a hostile script. */
const longest = 4 * 1024 * 1024

/** The parser looks at all open here-documents for each new one, so the time grows with their square. */
const mostHereDocuments = 4000

/** The parser looks again at what follows for each `${` that is not closed yet. Nobody nests them a tenth as deep. */
const mostOpenExpansions = 200

/** Parses a script. It never throws, and takes time and memory in proportion to the text. */
export function parseShell(text: string): ShellScript {
  const tooLong = text.length > longest
  const read = tooLong ? text.slice(0, text.lastIndexOf('\n', longest) + 1) : text
  if (countHereDocuments(read) > mostHereDocuments)
    return { statements: [], errors: [{ message: `more than ${mostHereDocuments} here-documents`, at: 0 }] }
  if (isTooOpen(read)) return { statements: [], errors: [{ message: 'expansions nested too deeply', at: 0 }] }
  const long = tooLong
    ? [{ message: 'a script longer than 4 MiB, of which the rest is not read', at: read.length }]
    : []
  try {
    const script = parse(read)
    return {
      statements: script.commands,
      errors: [...(script.errors ?? []).map(e => ({ message: e.message, at: e.pos })), ...long],
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { statements: [], errors: [{ message: 'too deeply nested', at: 0 }] }
  }
}

/** Whether more `${` stand open at once than the parser can take. */
function isTooOpen(text: string): boolean {
  let open = 0
  for (const { 0: found } of text.matchAll(/\$\{|\}/g)) {
    open = found === '}' ? Math.max(0, open - 1) : open + 1
    if (open > mostOpenExpansions) return true
  }
  return false
}

function countHereDocuments(text: string): number {
  let count = 0
  for (let at = text.indexOf('<<'); at >= 0; at = text.indexOf('<<', at + 2)) {
    if (text[at + 2] === '<') at++
    else count++
  }
  return count
}
