import type { Edit, Fix } from '../../core/finding.ts'
import { isGlob } from '../../core/glob.ts'
import type { Setting } from '../../core/setting.ts'
import { type Span, written } from '../../core/text.ts'

/** A `fix` property to spread into a problem: nothing where there is none. */
export function fixed(fix: Fix | null): { readonly fix?: Fix } {
  return fix ? { fix } : {}
}

/** Files in which a line can go without leaving a hole: in YAML an entry or the whole text might be empty afterwards. */
const lineByLine: ReadonlySet<string> = new Set(['sysctl-conf', 'shell'])

/**
 * Deletes the line of a setting that stands alone on it in a sysctl file, with its line break; null elsewhere. Where the host does not
 * stay as it is, that is for people to decide on.
 */
export function deleteLine(setting: Setting, title: string, safe = false): Fix | null {
  const { key, valueAt, literal, within, format } = setting
  if (!literal || !lineByLine.has(format) || (within.at(-1) ?? format) !== 'sysctl-conf') return null
  // the line of a glob sets other parameters too
  if (isGlob(written(key))) return null
  const { source } = key
  if (valueAt.source !== source || valueAt.start < key.end) return null
  const start = source.text.lastIndexOf('\n', key.start - 1) + 1
  const newline = source.text.indexOf('\n', valueAt.end)
  const end = newline < 0 ? source.text.length : newline + 1
  const alone =
    /^[ \t]*-?[ \t]*$/.test(source.text.slice(start, key.start)) &&
    /^[ \t]*=[ \t]*$/.test(source.text.slice(key.end, valueAt.start)) &&
    source.text.slice(valueAt.end, end).trim() === ''
  if (!alone) return null
  return { title, safe, ...(safe ? {} : { whole: true }), edits: [{ at: { source, start, end }, text: '' }] }
}

/** Replaces the number at the start of a value and leaves what follows (a comment) as it is; null where that is not possible. */
export function replaceNumber(setting: Setting, number: string, title: string): Fix | null {
  const edit = numberEdit(setting, number)
  return edit && { title, safe: false, edits: [edit] }
}

function numberEdit({ key, valueAt, value, literal }: Setting, number: string): Edit | null {
  if (!literal || isGlob(written(key))) return null
  const start = written({ ...valueAt, end: Math.min(valueAt.end, valueAt.start + 64) })
  const found = /^\s*(-?\d[\dxXa-fA-F]*)(?:\s|$)/.exec(start)
  if (!found || !value.trimStart().startsWith(found[1]!)) return null
  const from = valueAt.start + found[0].indexOf(found[1]!)
  return { at: { ...valueAt, start: from, end: from + found[1]!.length }, text: number }
}

/** Replaces the whole value; null where its characters are not those of the file. */
export function replaceValue({ valueAt, value, literal }: Setting, text: string, title: string): Fix | null {
  if (!literal || valueAt.end === valueAt.start || written(valueAt) !== value || /[\r\n]/.test(value)) return null
  return { title, safe: false, edits: [{ at: valueAt, text }] }
}

/** Writes another name in place of a key, in the separators that the author uses; null where the key is not written out. */
export function replaceKey({ key, parameter }: Setting, name: string, title: string): Fix | null {
  const text = written(key)
  // the line breaks of another system, which a script takes for part of the name
  if (/[\r\n]/.test(text)) return null
  const at = (start: number): Span => ({ ...key, start })
  if (text === parameter) return { title, safe: false, edits: [{ at: key, text: name }] }
  const path = name.replaceAll('.', '/')
  const wrong = parameter.replaceAll('.', '/')
  if (!text.endsWith(wrong) || !/^(\/proc\/sys\/|\/)?$/.test(text.slice(0, text.length - wrong.length))) return null
  return { title, safe: false, edits: [{ at: at(key.end - wrong.length), text: path }] }
}
