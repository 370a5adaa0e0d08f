import { nested } from '../../core/setting.ts'
import { spanOf } from '../../core/text.ts'
import type { YamlNode } from '../../syntax/yaml-node.ts'
import type { Context, Piece } from './context.ts'
import { base64Bytes, textOfBytes } from './decode.ts'
import { userDataType } from './detect.ts'
import { loadYaml } from './load-yaml.ts'
import type { Part } from './parts.ts'
import { liveValue, stringOf } from './yaml-access.ts'

/** The parts of a `#cloud-config-archive`: a list of texts, or of mappings with `content` (user_data.py _explode_archive). */
export function readArchive(archive: Part, context: Context): Part[] {
  const { node, error } = loadYaml(archive.text, context)
  if (error || !node || node.kind !== 'seq') {
    const message = error
      ? `${context.name} is no valid YAML: ${error.message}; cloud-init ignores the whole archive`
      : `${context.name} is no list, so cloud-init ignores it: #cloud-config-archive takes a list of parts`
    context.complain('syntax', message, error?.at ?? spanOf(archive.text, 0, archive.text.text.length))
    return []
  }
  const whole: Piece = { text: archive.text, origin: nested(archive.origin, 'cloud-config-archive') }
  return node.items.flatMap(item => partOf(item, whole, context) ?? [])
}

function partOf(item: YamlNode, whole: Piece, context: Context): Part | null {
  if (item.kind === 'seq') return null
  const content = item.kind === 'scalar' ? item : liveValue(item, 'content')
  if (content?.kind !== 'scalar' || typeof content.value !== 'string') return null
  const of = (key: string) => (item.kind === 'map' ? stringOf(liveValue(item, key)) : null) ?? ''
  const piece = content.tag === '!!binary' ? decodedBinary(content, whole, context) : { ...whole, text: content.text }
  if (!piece) return null
  const otherwise = content.tag === '!!binary' ? 'application/octet-stream' : 'text/cloud-config'
  const type = of('type') || (userDataType(piece.text.text) ?? otherwise)
  return { ...piece, type, filename: of('filename') || null, mergeType: of('Merge-Type') || of('X-Merge-Type') }
}

function decodedBinary(content: YamlNode & { kind: 'scalar' }, whole: Piece, context: Context): Piece | null {
  const bytes = base64Bytes(content.text, 'bytes', context)
  if (!bytes || bytes === 'invalid') return null
  return { text: textOfBytes(bytes, content.text), origin: nested(whole.origin, 'base64') }
}
