import { opaqueText, spanOf, type Text } from '../core/text.ts'
import { type PythonScalar, resolvePlain, resolveTagged } from './python-scalar.ts'
import { type MarkedText, type TextBuilder, textBuilder } from './text-builder.ts'
import { type BlockHeader, decodeBlock } from './yaml-block-text.ts'
import type { YamlScalar } from './yaml-node.ts'
import { decodeDouble, decodePlain, decodeSingle } from './yaml-scalar-text.ts'

/** Where a scalar stands in the text that is parsed, and what a second opinion says it holds. */
export interface ScalarSource {
  readonly style: YamlScalar['style']
  readonly tag: string | null
  /** `[start, end)` with quotes or block header; `[bodyStart, bodyEnd)` without. */
  readonly start: number
  readonly end: number
  readonly bodyStart: number
  readonly body: string
  readonly header: BlockHeader | null
  /** The characters as the YAML library decodes them; null where it gives up. */
  readonly expected: string | null
}

/**
 * A scalar with its places. Where the table of places does not give what the library decodes, it stands for itself as a whole.
 * What has to be decoded is decoded when it is first asked for: most scalars never are.
 */
export function openScalar(outer: MarkedText, from: ScalarSource): YamlScalar {
  const at = spanOf(outer.text, from.start, from.end)
  const { style, tag } = from
  if (style === 'plain' && !from.body.includes('\n')) {
    const out = textBuilder(outer)
    out.take(from.start, from.end)
    return { kind: 'scalar', style, tag, at, text: out.build(), ...typed(from.body, from) }
  }
  let text: Text | undefined
  let python: PythonScalar | undefined
  const textOnce = () => {
    text ??= decode(outer, from)
    return text
  }
  const pythonOnce = () => {
    python ??= typed(textOnce().text, from)
    return python
  }
  return {
    kind: 'scalar',
    style,
    tag,
    at,
    get text() {
      return textOnce()
    },
    get value() {
      return pythonOnce().value
    },
    get printed() {
      return pythonOnce().printed
    },
  }
}

function typed(text: string, { style, tag }: ScalarSource): PythonScalar {
  // PyYAML resolves the tag `!` like no tag at all, quoted or not
  if (tag === '!' || (tag === null && style === 'plain')) return resolvePlain(text)
  return tag === null ? { value: text, printed: text } : resolveTagged(text, tag)
}

function decode(outer: MarkedText, from: ScalarSource): Text {
  const builder = textBuilder(outer)
  const out: TextBuilder = {
    ...builder,
    take: (start, end) => builder.take(from.bodyStart + start, from.bodyStart + end),
    put: (chars, start, end) => builder.put(chars, from.bodyStart + start, from.bodyStart + end),
  }
  out.take(0, 0)
  if (from.header) decodeBlock(from.body, from.header, out)
  else if (from.style === 'single') decodeSingle(from.body, out)
  else if (from.style === 'double') decodeDouble(from.body, out)
  else decodePlain(from.body, out)
  const text = builder.build()
  const { expected } = from
  if (expected === null || text.text === expected || (from.header && sameBlock(text.text, expected))) return text
  return opaqueText(outer.text, from.start, from.end, expected)
}

/** Where PyYAML is known to differ: it adds no line end to a block that the file's end cuts off, and keeps blanks alone in one. */
function sameBlock(ours: string, library: string): boolean {
  return `${ours}\n` === library || (ours.trim() === '' && library.trim() === '')
}
