/** One decoded escape: what it stands for and how many characters it takes. `ends`: `\c`, which ends all output. */
export interface Escape {
  readonly chars: string
  readonly length: number
  readonly ends?: boolean
}

const simple: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

/**
 * The escape that starts with the backslash at `at`.
 * `echo`: `\0nnn` octal, `\c` ends. `format` (printf's first argument) and `quoted` (`$'…'`): `\nnn` octal; `quoted` knows quotes.
 * What is no escape stands for itself, backslash and all (bash builtins echo and printf; dash's agree).
 */
export function readEscape(text: string, at: number, kind: 'echo' | 'format' | 'quoted'): Escape {
  const next = text[at + 1]
  if (next === undefined) return { chars: '\\', length: 1 }
  const known = simple[next]
  if (known !== undefined) return { chars: known, length: 2 }
  if (kind === 'quoted' && `'"?`.includes(next)) return { chars: next, length: 2 }
  if (kind === 'format' && next === '"') return { chars: next, length: 2 }
  if (kind === 'echo' && next === 'c') return { chars: '', length: 2, ends: true }
  if (next === 'x') return readDigits(text, at, 2, /^[0-9a-fA-F]{1,2}/, 16)
  if (next === 'u') return readDigits(text, at, 2, /^[0-9a-fA-F]{1,4}/, 16)
  if (kind === 'echo') return next === '0' ? readDigits(text, at, 2, /^[0-7]{1,3}/, 8) : { chars: '\\', length: 1 }
  return readDigits(text, at, 1, /^[0-7]{1,3}/, 8)
}

function readDigits(text: string, at: number, skip: number, digits: RegExp, base: number): Escape {
  const found = digits.exec(text.slice(at + skip, at + skip + 4))?.[0]
  if (found === undefined) return { chars: '\\', length: 1 }
  const code = Number.parseInt(found, base)
  return { chars: code === 0 ? '' : String.fromCharCode(code), length: skip + found.length }
}
