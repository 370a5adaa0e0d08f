import { clean } from './clean.ts'

/** What XML 1.0 has no way to write (2.2, Char): controls but for tab and line breaks, half pairs, and two code points. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** What XML would take for markup or, in an attribute, for a blank, and what a terminal or a log could be misled by. */
const special = /[&<>"'\t\n\r\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/gu

/**
 * A text from outside as the value of an attribute or as the text of an element. Who reads the document has the text as it is, but for
 * characters that XML cannot write, which become escapes (`\x1b`); who sees the document in a terminal is not misled, and a log of
 * GitHub's holds no command.
 */
export function xml(text: string): string {
  return text
    .replace(forbidden, char => (char >= '\ufffe' ? `\\u${char.charCodeAt(0).toString(16)}` : clean(char)))
    .replace(special, char => `&#${char.codePointAt(0)};`)
    .replaceAll('##[', '#&#35;[')
}

/** `<error line="3" message="…"/>`, or with what it holds; attributes that are null are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  inside = '',
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${xml(String(value))}"`],
  )
  const open = `<${name}${given.join('')}`
  return inside === '' ? `${open}/>` : `${open}>${inside}</${name}>`
}

/** Elements one below the other, two blanks further in than what holds them. */
export function nested(elements: readonly string[]): string {
  return elements.length === 0 ? '' : `\n${elements.join('\n').replace(/^/gm, '  ')}\n`
}

/** A document of one element. */
export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}
