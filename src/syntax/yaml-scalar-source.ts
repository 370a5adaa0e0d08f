import type { CST, Node, Pair, Scalar } from 'yaml'
import type { ScalarSource } from './yaml-scalar.ts'

/** The tag as it is written: `!vault`, `!!binary`. */
export function tagOf(node: Node): string | null {
  const tag = 'tag' in node ? node.tag : undefined
  return tag ? tag.replace(/^tag:yaml\.org,2002:/, '!!') : null
}

/** Where an empty value stands: after the colon, or after the key where there is none. */
export function valuePlace(pair: Pair): number {
  const token = 'srcToken' in pair ? (pair.srcToken as CST.CollectionItem) : undefined
  const colon = token?.sep?.find(part => part.type === 'map-value-ind')
  if (colon) return colon.offset + 1
  return (pair.key as Node | null)?.range?.[1] ?? 0
}

/**
 * Where the library's scalar stands, piece by piece.
 * @param node null for an empty value, which stands at `place`
 */
export function scalarSource(node: Scalar | null, place: number): ScalarSource {
  const token = node && 'srcToken' in node ? (node.srcToken as CST.Token) : undefined
  const tag = node ? tagOf(node) : null
  const expected = typeof node?.source === 'string' ? node.source : ''
  if (token?.type === 'block-scalar') {
    const { source: header } = token.props[0] as CST.SourceToken
    const last = token.props.at(-1) as CST.SourceToken
    const bodyStart = last.offset + last.source.length
    const digit = /[1-9]/.exec(header)
    return {
      style: header.startsWith('>') ? 'folded' : 'literal',
      tag,
      start: token.offset,
      end: bodyStart + token.source.length,
      bodyStart,
      body: token.source,
      header: {
        folded: header.startsWith('>'),
        chomp: header.includes('-') ? '-' : header.includes('+') ? '+' : '',
        indent: digit ? token.indent + Number(digit[0]) : 0,
      },
      expected,
    }
  }
  if (token?.type === 'single-quoted-scalar' || token?.type === 'double-quoted-scalar') {
    const { offset: start, source } = token
    const closed = source.length > 1 && source.endsWith(source[0]!)
    return {
      style: token.type === 'single-quoted-scalar' ? 'single' : 'double',
      tag,
      start,
      end: start + source.length,
      bodyStart: start + 1,
      body: source.slice(1, closed ? -1 : undefined),
      header: null,
      expected: closed ? expected : null,
    }
  }
  const start = token?.type === 'scalar' ? token.offset : place
  const body = token?.type === 'scalar' ? token.source : ''
  return { style: 'plain', tag, start, end: start + body.length, bodyStart: start, body, header: null, expected }
}
