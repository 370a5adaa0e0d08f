import { opaqueText, spanOf, type Text } from '../../core/text.ts'
import { decodeBase64 } from '../../syntax/base64.ts'
import { decodeUtf8 } from '../../syntax/utf8.ts'
import { longestText } from './budget.ts'
import type { Context } from './context.ts'

/**
 * The bytes that a base64 text stands for; null (and a problem said) where it is too long, 'invalid' where Python raises.
 * @param mode `padded`: missing padding is made up for, as Python's email package does
 */
export function base64Bytes(
  text: Text,
  mode: 'text' | 'bytes' | 'padded',
  context: Context,
): Uint8Array | 'invalid' | null {
  if (!context.budget.take(Math.floor((text.text.length * 3) / 4))) return sayTooLong(text, context)
  if (mode !== 'padded') return decodeBase64(text.text, mode === 'bytes') ?? 'invalid'
  return decodeBase64(text.text, true) ?? decodeBase64(`${text.text}==`, true) ?? 'invalid'
}

/** What gzip holds; null (and a problem said) where it is too long, 'invalid' where it is no gzip. */
export function unzipped(bytes: Uint8Array | 'invalid', at: Text, context: Context): Uint8Array | 'invalid' | null {
  if (bytes === 'invalid') return bytes
  const plain = context.gunzip(bytes, longestText)
  if (plain === 'no-gzip') return 'invalid'
  return plain === 'too-long' || !context.budget.take(plain.length) ? sayTooLong(at, context) : plain
}

/** Decoded bytes as a text that lies where `at` does as a whole, without the blanks around it. */
export function textOfBytes(bytes: Uint8Array, at: Text): Text {
  const { text } = at
  let start = 0
  let end = text.length
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  return opaqueText(at, start, end, decodeUtf8(bytes))
}

/** Says that a text is not decoded. */
export function sayTooLong(text: Text, context: Context): null {
  if (!context.budget.firstRefusal()) return null
  const message = `${context.name} decodes to more than is read (4 MiB a text, 16 MiB a file), so what is left is not checked`
  context.complain('syntax', message, spanOf(text, 0, text.text.length))
  return null
}
