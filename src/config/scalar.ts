import type { YamlScalar } from '../syntax/yaml-node.ts'
import { shown } from './words.ts'

export type Plain = string | number | boolean | null

/**
 * The value of a scalar by the core schema of YAML 1.2, as editors see it: `off` and `yes` are words. What older readers take for
 * another number is refused, in words that follow the scalar.
 */
export function plainScalar({ style, tag, text: { text } }: YamlScalar): { value: Plain } | { error: string } {
  if (tag === '!!str' || (style !== 'plain' && (tag === null || tag === '!'))) return { value: text }
  if (tag !== null && tag !== '!') return { error: `has the tag ${shown(tag)}, which has no meaning here` }
  if (/^(?:null|Null|NULL|~|)$/.test(text)) return { value: null }
  if (/^(?:true|True|TRUE)$/.test(text)) return { value: true }
  if (/^(?:false|False|FALSE)$/.test(text)) return { value: false }
  if (/^[-+]?0[0-9]+$/.test(text)) {
    const plain = text.replace(/^([-+]?)0+(?=\d)/, '$1')
    return { error: `is another number to older YAML readers, who take the leading 0 for octal; write ${shown(plain)}` }
  }
  if (/^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(text)) return { value: Number(text) }
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return { value: Number(text) }
  if (/^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/.test(text)) return { error: 'is no number that can be used here' }
  return { value: text }
}
