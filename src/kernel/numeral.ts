/** A number as the kernel's proc_get_long() reads it. */
export interface Numeral {
  readonly magnitude: bigint
  readonly negative: boolean
  /** Where the reading stopped: the first character that is no part of it. */
  readonly end: number
}

export type NumeralFault =
  /** Nothing there that starts a number. */
  | 'not-a-number'
  /** Something other than a separator stands right behind the digits. */
  | 'glued'
  /** As many characters as the kernel's buffer holds. */
  | 'too-long'
  /** Beyond 64 bits. */
  | 'overflow'

/** What may stand behind a number: kernel/sysctl.c, proc_wspace_sep. */
export const blanks = ' \t\n'

// kernel/sysctl.c: TMPBUFLEN, without the byte that ends the string.
const longest = 21
const ulongMax = 18446744073709551615n

/**
 * Reads a number in base 0: octal after a leading 0, hexadecimal after 0x. kernel/sysctl.c, proc_get_long().
 * @param separators the characters that may follow; the end of the text always may
 */
export function readNumeral(text: string, at: number, separators: string): Numeral | NumeralFault {
  const negative = text[at] === '-' && at + 1 < text.length
  let p = negative ? at + 1 : at
  // The kernel looks at no more than these characters.
  const stop = Math.min(text.length, at + longest)
  if (p >= stop || !isDigit(text.charCodeAt(p))) return 'not-a-number'
  let radix = 10
  if (text[p] === '0') {
    const hex = (text[p + 1] === 'x' || text[p + 1] === 'X') && p + 2 < stop && digitOf(text.charCodeAt(p + 2)) < 16
    radix = hex ? 16 : 8
    if (hex) p += 2
  }
  const digits = p
  while (p < stop && digitOf(text.charCodeAt(p)) < radix) p++
  const run = text.slice(digits, p)
  const magnitude = BigInt(radix === 10 ? run : radix === 16 ? `0x${run}` : `0o${run}`)
  if (magnitude > ulongMax) return 'overflow'
  if (p - at === longest) return 'too-long'
  if (p < text.length && !separators.includes(text[p]!)) return 'glued'
  return { magnitude, negative, end: p }
}

/** Skips what the kernel's isspace() skips before a number: also vertical tab, form feed and carriage return. */
export function skipSpaces(text: string, at: number): number {
  let p = at
  while (p < text.length) {
    const c = text.charCodeAt(p)
    if (c !== 32 && (c < 9 || c > 13)) break
    p++
  }
  return p
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function digitOf(code: number): number {
  if (isDigit(code)) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : 99
}
