import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  type Scalar,
  type YAMLParseError,
} from 'yaml'
import { type Span, spanOf, type Text } from '../core/text.ts'
import { indexMarks, type MarkedText } from './text-builder.ts'
import type { YamlError, YamlMap, YamlNode, YamlScalar, YamlStream } from './yaml-node.ts'
import { fillMap, type MergeBudget, type OpenMap } from './yaml-pairs.ts'
import { openScalar } from './yaml-scalar.ts'
import { scalarSource, tagOf, valuePlace } from './yaml-scalar-source.ts'
import { allowUnindented, findUnprintable, type Scanner, watchTabs } from './yaml-scanner.ts'
import { yamlDepth } from './yaml-walk.ts'
import { yamlErrorWords } from './yaml-words.ts'

/** Lexical tokens that are read of one file: about 150,000 list items of a name and a value. */
const tokenLimit = 3_000_000
/** What a reader can take in; the rest only follows from the first. */
const errorLimit = 20

type Complain = (message: string, at: Span) => void

/**
 * Reads a text as PyYAML's SafeLoader does, with places. Never throws: what could not be read is in `errors`, first things first.
 * @param scanner PyYAML's own scanner (cloud-init's), or libyaml's (Ansible's), which lets tabs separate words
 */
export function parseYaml(text: Text, scanner: Scanner = 'python'): YamlStream {
  const errors: YamlError[] = []
  const complain: Complain = (message, at) => errors.push({ message, at })
  const complainAt = (message: string, start: number, end: number) => complain(message, placeOf(text, start, end))
  const bad = findUnprintable(text.text)
  if (bad >= 0) complainAt('YAML takes no control characters', bad, bad + 1)
  // PyYAML ends a line at these too; each is one character, so places stay
  const source = text.text.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n')
  let stopped: YamlError | null = null
  const stop = (why: string, at: number) => {
    stopped = { message: `${why} is not read from here on`, at: placeOf(text, at, at + 1) }
  }
  const documents: (YamlNode | null)[] = []
  const outer = indexMarks(text)
  const budget = { left: 100_000 + source.length }
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    keepSourceTokens: true,
  })
  // an error of the library is an Error: its stack would cost more than all the rest where every line holds one
  const stacks = Error as { stackTraceLimit?: number }
  const { stackTraceLimit = 10 } = stacks
  stacks.stackTraceLimit = 0
  try {
    const told = (found: readonly YAMLParseError[]) => {
      for (const { code, message, pos } of found) {
        const words = yamlErrorWords(code, message)
        if (words) complainAt(words, ...pos)
      }
    }
    for (const document of composer.compose(readTokens(source, scanner, complainAt, stop), false, source.length)) {
      told(document.errors)
      documents.push(convertDocument(document, outer, budget, complain))
    }
    told(composer.streamInfo().errors)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    stop('so much YAML', 0)
  } finally {
    stacks.stackTraceLimit = stackTraceLimit
  }
  // what the cut leaves open is no fault of the file
  if (stopped) return { documents, errors: [stopped] }
  return { documents, errors: errors.sort((a, b) => a.at.start - b.at.start).slice(0, errorLimit) }
}

function placeOf(text: Text, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, text.text.length))
  return spanOf(text, from, Math.max(from, Math.min(end, text.text.length)))
}

function* readTokens(
  source: string,
  scanner: Scanner,
  complain: (message: string, start: number, end: number) => void,
  stop: (why: string, at: number) => void,
): Iterable<CST.Token> {
  const parser = new Parser()
  const tabIn = scanner === 'python' ? watchTabs() : null
  let count = 0
  for (const lexeme of allowUnindented(new Lexer()).lex(source)) {
    const tab = tabIn?.(lexeme) ?? -1
    if (tab >= 0) complain('a tab stands where YAML takes only blanks', parser.offset + tab, parser.offset + tab + 1)
    if (parser.stack.length > yamlDepth || ++count > tokenLimit) {
      stop(count > tokenLimit ? 'so much YAML' : `YAML nested more than ${yamlDepth} levels deep`, parser.offset)
      break
    }
    yield* parser.next(lexeme)
  }
  yield* parser.end()
}

function convertDocument(
  document: Document.Parsed,
  outer: MarkedText,
  budget: MergeBudget,
  complain: Complain,
): YamlNode | null {
  const anchors = new Map<string, YamlNode>()
  const filled = new Set<YamlMap>()
  const spanFor = (node: Node) => placeOf(outer.text, node.range?.[0] ?? 0, node.range?.[1] ?? 0)

  const named = <T extends YamlNode>(node: Node, made: T): T => {
    const anchor = 'anchor' in node ? node.anchor : undefined
    if (!anchor) return made
    if (anchors.has(anchor)) complain('an anchor of this name is there already', made.at)
    anchors.set(anchor, made)
    return made
  }
  const scalar = (node: Scalar | null, place: number, asKey: boolean): YamlScalar => {
    const made = openScalar(outer, scalarSource(node, place))
    const reserved = made.style === 'plain' && made.tag === null && /^(?:=|<<)$/.test(String(node?.source))
    if (reserved && !asKey) complain('a bare = or << has a meaning of its own in YAML 1.1 and needs quotes', made.at)
    return node ? named(node, made) : made
  }
  const convert = (node: Node | null | undefined, place: number, asKey = false): YamlNode => {
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      if (target) return target
      complain('the alias names no anchor above it', spanFor(node))
      return scalar(null, place, asKey)
    }
    if (isSeq(node)) {
      const items: YamlNode[] = []
      const made = named(node, { kind: 'seq', tag: tagOf(node), items, at: spanFor(node) })
      for (const item of node.items) items.push(convert(item as Node, node.range?.[0] ?? place))
      return made
    }
    if (isMap(node)) {
      const made: OpenMap = named(node, { kind: 'map', tag: tagOf(node), pairs: [], at: spanFor(node) })
      const entries = node.items.map(pair => ({
        key: convert(pair.key as Node, node.range?.[0] ?? place, true),
        value: convert(pair.value as Node, valuePlace(pair)),
      }))
      fillMap(made, entries, map => filled.has(map), budget, complain)
      filled.add(made)
      return made
    }
    return scalar(isScalar(node) ? node : null, place, asKey)
  }
  const { contents } = document
  if (!contents || (isScalar(contents) && contents.source === '' && !contents.tag && contents.type === 'PLAIN'))
    return null
  return convert(contents as Node, 0)
}
