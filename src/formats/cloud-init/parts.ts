import { nested } from '../../core/setting.ts'
import { spanOf } from '../../core/text.ts'
import { type MimePart, readMime } from '../../syntax/mime.ts'
import { decodeQuotedPrintable } from '../../syntax/quoted-printable.ts'
import { readArchive } from './archive.ts'
import { deepest } from './budget.ts'
import type { Context, Piece } from './context.ts'
import { base64Bytes, sayTooLong, textOfBytes, unzipped } from './decode.ts'
import { isMime, userDataType } from './detect.ts'

/** A part of a user-data as cloud-init hands it to the handler of its type. */
export interface Part extends Piece {
  /** A MIME type; `text/x-not-multipart` for a whole user-data that begins like nothing known. */
  readonly type: string
  /** The name of the file that a script is put into; scripts run in the order of their names. Null: by the part's number. */
  readonly filename: string | null
  /** The header Merge-Type; '' without one. */
  readonly mergeType: string
}

/** Merging takes the square of their number. Clouds take user-data of 16 to 64 KiB. */
const mostParts = 1000

export const notMultipart = 'text/x-not-multipart'

/** Types whose content cloud-init looks at again (cloudinit/user_data.py TYPE_NEEDED and below). */
const lookedAtAgain = new Set(['text/plain', notMultipart, 'text/x-shellscript'])

const gzipTypes =
  /^application\/(gzip|gzip-compressed|gzipped|x-compress|x-compressed|x-gunzip|x-gzip|x-gzip-compressed)$/

/** The parts of a user-data, as cloudinit/user_data.py UserDataProcessor takes it apart. What it would fetch is left out. */
export function readParts(whole: Piece, context: Context): Part[] {
  const found = isMime(whole.text.text) ? mimeParts(whole, context) : [plainPart(whole)]
  const parts = found.flatMap(part => (part.type === 'text/cloud-config-archive' ? readArchive(part, context) : [part]))
  if (parts.length > mostParts) {
    const message = `${context.name} has more than ${mostParts} parts, of which the rest is not checked`
    context.complain('syntax', message, spanOf(parts[mostParts]!.text, 0, 1))
  }
  return parts.slice(0, mostParts).map((part, i) => ({ ...part, filename: fileName(part.filename, i + 1) }))
}

function plainPart(whole: Piece): Part {
  return { ...whole, type: userDataType(whole.text.text) ?? notMultipart, filename: null, mergeType: '' }
}

function mimeParts(whole: Piece, context: Context): Part[] {
  const { parts, tooDeep } = readMime(whole.text, deepest, mostParts + 1)
  if (tooDeep !== null) {
    const message = `${context.name} has MIME parts nested more than ${deepest} levels deep; what is below is not checked`
    context.complain('syntax', message, spanOf(whole.text, tooDeep, tooDeep + 1))
  }
  return parts.flatMap(part => {
    const origin =
      parts.length > 1 || part.headers.get('Content-Type') !== null ? nested(whole.origin, 'mime') : whole.origin
    const piece = withoutEncoding({ text: part.body, origin }, part, context)
    if (!piece) return []
    const { contentType } = part.headers
    const undecided = lookedAtAgain.has(contentType) || gzipTypes.test(contentType)
    const type = (undecided ? userDataType(piece.text.text) : null) ?? contentType
    const mergeType = part.headers.get('Merge-Type') ?? part.headers.get('X-Merge-Type') ?? ''
    return [{ ...piece, type, filename: part.headers.filename, mergeType }]
  })
}

/** The body of a part without its transfer encoding and compression; null where that is not to be had. */
function withoutEncoding(piece: Piece, { headers }: MimePart, context: Context): Piece | null {
  const { encoding, contentType } = headers
  if (encoding === 'quoted-printable') {
    if (!context.budget.take(piece.text.text.length)) return sayTooLong(piece.text, context)
    return { text: decodeQuotedPrintable(piece.text), origin: nested(piece.origin, encoding) }
  }
  const gzip = gzipTypes.test(contentType)
  if (encoding !== 'base64') return gzip || encoding.startsWith('x-') ? null : piece
  const bytes = base64Bytes(piece.text, 'padded', context)
  const plain = bytes && gzip ? unzipped(bytes, piece.text, context) : bytes
  if (!plain || typeof plain === 'string') return null
  const text = textOfBytes(plain, piece.text)
  const origin = nested(piece.origin, 'base64')
  return { text, origin: gzip ? nested(origin, 'gzip') : origin }
}

/** cloudinit/util.py clean_filename, and the name given to a part without one. */
function fileName(name: string | null, number: number): string {
  if (!name) return `part-${String(number).padStart(3, '0')}`
  return name.replaceAll('/', '_').replace(/[^\w.()-]/g, '')
}
