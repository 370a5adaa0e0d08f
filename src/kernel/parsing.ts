import { at, type History, type Release, since } from './version.ts'

/** How a kernel reads numbers, where that changed: kernel/sysctl.c. */
export interface Parsing {
  /** A number beyond an int: 230633d109e3 in 4.2. */
  readonly int: 'wraps' | 'refused'
  /** A number beyond 64 bits: 7f2923c4f73f in 5.1. */
  readonly overflow: 'wraps' | 'refused'
  /** A negative number for an unsigned long: 1622ed7d0743 in 6.0. */
  readonly negative: 'skipped' | 'refused'
  /** Milliseconds kept as ticks take a sign. */
  readonly milliseconds: 'cut' | 'signed'
}

const oldest: Parsing = { int: 'wraps', overflow: 'wraps', negative: 'skipped', milliseconds: 'cut' }

export const parsings: History<Parsing> = [
  since(null, oldest),
  since('4.2', { ...oldest, int: 'refused' }),
  since('5.1', { ...oldest, int: 'refused', overflow: 'refused' }),
  since('6.0', { int: 'refused', overflow: 'refused', negative: 'refused', milliseconds: 'cut' }),
  since('7.0', { int: 'refused', overflow: 'refused', negative: 'refused', milliseconds: 'signed' }),
]

export function parsingOf(release: Release): Parsing {
  return at(parsings, release)!
}

// PAGE_SIZE - 1 bytes, of which the last is the newline that every tool writes behind the value.
const page = 4095

/** What the kernel looks at of a value: its first page, with the newline behind it. */
export function pageOf(value: string): string {
  const text = `${value}\n`
  if (text.length * 3 <= page) return text
  let bytes = 0
  let p = 0
  while (p < text.length) {
    const code = text.codePointAt(p)!
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes > page) break
    p += code > 0xffff ? 2 : 1
  }
  return text.slice(0, p)
}
