import { sliceText, spanOf, type Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'
import type { ScriptPart } from './config-steps.ts'
import type { Context } from './context.ts'
import { blankLength, interpreterOf, shellOf } from './detect.ts'
import type { Part } from './parts.ts'
import { mayHoldSettings } from './written-file.ts'

/** When cloud-init runs a script, by the type of its part. */
const moments: ReadonlyMap<string, ScriptPart['when']> = new Map([
  ['text/x-shellscript', 'user'],
  ['text/x-shellscript-per-boot', 'per-boot'],
  ['text/x-shellscript-per-instance', 'per-instance'],
  ['text/x-shellscript-per-once', 'per-once'],
  ['text/cloud-boothook', 'boothook'],
])

/** A part that is a script; null for other parts and for scripts of other programs than shells. */
export function scriptPart(part: Part, context: Context): (ScriptPart & { readonly never: string | null }) | null {
  const when = moments.get(part.type)
  if (!when) return null
  const plain = unixLines(part.text)
  const text = when === 'boothook' ? boothook(plain) : plain
  const started = text.text.slice(blankLength(text.text), blankLength(text.text) + 300)
  const dialect = shellOf(started) ?? (interpreterOf(started) === '' ? 'sh' : null)
  if (dialect === null || !mayHoldSettings(text.text)) return null
  const runs = text.text.startsWith('#!')
  const never = runs ? null : 'it does not begin with #!, so that the kernel cannot run it'
  if (!runs) {
    const message = `${context.name} has a script that does not begin with #!, so the kernel cannot run it; make the line with #! its first`
    context.complain('never-read', message, spanOf(text, 0, Math.max(1, lineLength(text.text))))
  }
  return { text, origin: part.origin, when, filename: part.filename ?? '', dialect, never }
}

/** handlers/boot_hook.py: the header goes away if it is the very start, then blanks. */
function boothook(text: Text): Text {
  const header = '#cloud-boothook'
  const rest = text.text.startsWith(header) ? sliceText(text, header.length, text.text.length) : text
  return sliceText(rest, blankLength(rest.text), rest.text.length)
}

/** cloudinit/util.py dos2unix: decided by the end of the first line. */
function unixLines(text: Text): Text {
  const first = text.text.indexOf('\n')
  if (first < 1 || text.text[first - 1] !== '\r') return text
  const builder = textBuilder(indexMarks(text))
  let at = 0
  for (let found = text.text.indexOf('\r\n'); found >= 0; found = text.text.indexOf('\r\n', at)) {
    builder.take(at, found)
    at = found + 1
  }
  builder.take(at, text.text.length)
  return builder.build()
}

/** The length of the first line. */
export function lineLength(text: string): number {
  const newline = text.indexOf('\n')
  return newline < 0 ? text.length : newline
}
