import type { Span, Text } from '../../core/text.ts'
import { markAt } from '../../core/text.ts'
import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import type { Item } from './config.ts'
import type { Context } from './context.ts'
import { decodeContent } from './decode-content.ts'
import { isString } from './shellify.ts'
import { isTemplated, showPath } from './template-mask.ts'
import { effectOfFile, type FileEffect } from './written-file.ts'
import { deadValues, isFalsy, isTrue, kindInWords, liveValue } from './yaml-access.ts'

/** An entry of write_files: what it does, and how cloud-init fares with it. */
export interface WriteEntry {
  readonly effects: readonly FileEffect[]
  /** Effects of content that an equal key further down hides. */
  readonly hidden: readonly FileEffect[]
  /** `skipped`: passed over with a warning. `raises`: nothing is written from here on. `raises-after`: nor after this one. */
  readonly course: 'written' | 'skipped' | 'raises' | 'raises-after'
  /** What is wrong, where something is. */
  readonly why: string
  readonly at: Span
}

const nothingHere: FileEffect[] = []

/** Reads an entry as config/cc_write_files.py does. */
export function readWriteEntry({ origin }: Item, map: YamlMap, context: Context): WriteEntry {
  const path = liveValue(map, 'path')
  const at = path?.at ?? { ...map.at, end: Math.min(map.at.end, map.at.start + 80) }
  if (path && !isFalsy(path) && !(path.kind === 'scalar' && isString(path)))
    return { effects: [], hidden: [], course: 'raises', why: `its path is ${kindInWords(path)}, not a string`, at }
  const place: Text = path?.kind === 'scalar' ? path.text : { source: map.at.source, text: '', base: map.at.start }
  const named = path?.kind === 'scalar' && path.text.text !== '' ? path.text : null
  const written = named && showPath(absolutePath(named.text))
  const conditional = named && markAt(named, 0, named.text.length, 'conditional')
  const fetched = liveValue(map, 'source')
  const why =
    conditional?.why ??
    (fetched?.kind === 'map' && liveValue(fetched, 'uri')
      ? 'it is fetched from source.uri, and this is what is written if that fails'
      : null)
  const own = { ...origin, conditional: origin.conditional ?? why }
  const append = isTrue(liveValue(map, 'append'))
  const executable = isExecutable(liveValue(map, 'permissions'))
  const effectOf = (content: YamlNode | null): FileEffect[] | string => {
    const read = decodeContent(content, liveValue(map, 'encoding'), place, own, context)
    if (read === null) return []
    if (read.fault !== null) return read.fault
    return [effectOfFile({ path: written, at, append, executable, content: read.text, origin: read.origin })]
  }
  const hidden = deadValues(map, 'content').flatMap(content => {
    const effects = effectOf(content)
    return typeof effects === 'string' ? [] : effects
  })
  const content = liveValue(map, 'content')
  const effects = effectOf(content)
  if (typeof effects === 'string')
    return { effects: nothingHere, hidden, course: 'raises', why: effects, at: content?.at ?? at }
  const base = { effects, hidden, at }
  if (!named) return { ...base, course: 'skipped', why: 'it has no path' }
  if (written?.startsWith('/proc/sys/'))
    return { ...base, course: 'raises-after', why: 'the mode of a file below /proc/sys cannot be set' }
  return { ...base, course: 'written', why: '' }
}

/** os.path.abspath in the folder `/`, where cloud-init runs. */
function absolutePath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** cc_write_files.py decode_perms: a number as it is, anything else as octal digits. 0644 where it cannot be read. */
function isExecutable(permissions: YamlNode | null): boolean {
  if (permissions?.kind !== 'scalar') return false
  if (isTemplated(permissions.text.text)) return true
  const { value } = permissions
  const octal = /^\s*(?:0o)?([0-7]{1,6})\s*$/.exec(typeof value === 'string' ? value : '')
  const mode = typeof value === 'bigint' ? Number(value) : octal ? Number.parseInt(octal[1]!, 8) : 0o644
  return (mode & 0o111) !== 0
}
