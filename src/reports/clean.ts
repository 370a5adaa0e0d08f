/**
 * Characters that a terminal or a reader could be misled by, in Unicode's names: controls (Cc: C0, C1, DEL), format characters (Cf:
 * bidirectional marks, zero widths, tags), line and paragraph separators, lone surrogates (Cs), private use (Co), and what is not
 * shown at all (Default_Ignorable: fillers, selectors).
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * A text from outside made safe to print: what could be misread is shown as an escape (`\n`, `\x1b`, `\u202e`), all else stays.
 * Whatever comes from a file or its name passes through here, and only here, on its way to a terminal.
 */
export function clean(text: string): string {
  return text.replace(unsafe, escapeOf)
}

/**
 * The same with escapes that JSON knows, so that a JSON report read in a terminal is safe and its values stay what they are. Where
 * GitHub's runner reads along, `##[name]` anywhere in a line would be a command (ActionCommand.cs TryParse).
 */
export function cleanJson(json: string): string {
  return json
    .replace(unsafe, char =>
      char === '\n' ? char : [...Array(char.length).keys()].map(i => unit(char.charCodeAt(i))).join(''),
    )
    .replaceAll('##[', '#\\u0023[')
}

function escapeOf(char: string): string {
  const known = short[char]
  if (known !== undefined) return known
  const code = char.codePointAt(0)!
  // A byte of a file name that is no UTF-8 (see io/path-bytes.ts).
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`
  if (code < 0x100) return `\\x${hex(code, 2)}`
  return code < 0x10000 ? unit(code) : `\\u{${hex(code, 1)}}`
}

function unit(code: number): string {
  return `\\u${hex(code, 4)}`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
