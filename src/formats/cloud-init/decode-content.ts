import { nested, type Origin } from '../../core/setting.ts'
import { sliceText, type Text } from '../../core/text.ts'
import type { YamlNode, YamlScalar } from '../../syntax/yaml-node.ts'
import type { Context, Piece } from './context.ts'
import { base64Bytes, sayTooLong, textOfBytes, unzipped } from './decode.ts'
import { isTemplated } from './template-mask.ts'
import { isFalsy, isNull, kindInWords } from './yaml-access.ts'

/** Content as it comes into the file, or why cloud-init stops there. Null: too long to be decoded, which has been said. */
export type Content = (Piece & { readonly fault: null }) | { readonly fault: string } | null

type Coding = 'base64' | 'gzip'

/** cc_write_files.py canonicalize_extraction: what is to be undone, in order. An unknown name is passed over with a warning. */
function codings(encoding: string): readonly Coding[] {
  const name = encoding.toLowerCase().trim()
  if (/^gz(ip)?$/.test(name)) return ['gzip']
  if (/^gz(ip)?\+b(ase)?64$/.test(name)) return ['base64', 'gzip']
  return /^b(ase)?64$/.test(name) ? ['base64'] : []
}

/**
 * The content of an entry of write_files, its encodings undone.
 * @param place where the entry stands, for a content that is missing
 */
export function decodeContent(
  content: YamlNode | null,
  encoding: YamlNode | null,
  place: Text,
  origin: Origin,
  context: Context,
): Content {
  const named = encoding !== null && !isFalsy(encoding)
  if (named && (encoding.kind !== 'scalar' || typeof encoding.value !== 'string'))
    return { fault: `its encoding is ${kindInWords(encoding)}, not a string` }
  if (content === null || isNull(content)) return { text: sliceText(place, 0, 0), origin, fault: null }
  if (content.kind !== 'scalar' || typeof content.value !== 'string')
    return { fault: `its content is ${kindInWords(content)}, not a string` }
  const wanted = named && encoding.kind === 'scalar' ? encoding.text.text : ''
  // aliases can make many entries of one text
  if (!context.budget.take(content.text.text.length)) return sayTooLong(content.text, context)
  if (isTemplated(content.text.text) || isTemplated(wanted)) return { text: content.text, origin, fault: null }
  return undo(content, codings(wanted), origin, context)
}

function undo(content: YamlScalar, codings: readonly Coding[], origin: Origin, context: Context): Content {
  let bytes: Uint8Array | null = null
  let within = origin
  const asText = content.text
  if (content.tag === '!!binary') {
    const read = base64Bytes(asText, 'bytes', context)
    if (read === null) return null
    if (read === 'invalid') return { fault: 'its !!binary content is no base64' }
    bytes = read
    within = nested(within, 'base64')
  }
  for (const coding of codings) {
    within = nested(within, coding)
    const read: Uint8Array | 'invalid' | null =
      coding === 'gzip'
        ? unzipped(bytes ?? 'invalid', asText, context)
        : bytes
          ? base64Bytes({ ...asText, text: latin1(bytes) }, 'bytes', context)
          : base64Bytes(asText, 'text', context)
    if (read === null) return null
    if (read === 'invalid') return { fault: `its content is no ${coding}` }
    bytes = read
  }
  return { text: bytes ? textOfBytes(bytes, asText) : asText, origin: within, fault: null }
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
