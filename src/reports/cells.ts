import { clean } from './clean.ts'

/** One character as a terminal shows it. */
export interface Cell {
  readonly shown: string
  /** Columns of the terminal. */
  readonly width: number
  /** Where it starts in the text it was made of, in UTF-16 units. */
  readonly at: number
}

const tabWidth = 4
const wholeMark = /^\p{M}$/u

/** Scripts and symbols that take two columns (Unicode's East Asian Width W and F, in broad ranges). */
const wide: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115e],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x2705, 0x2705],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f000, 0x1f0ff],
  [0x1f18e, 0x1f19a],
  [0x1f200, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
]

/** A line of a file as it is shown: tabs as blanks, what could mislead as escapes, each with the columns it takes. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = []
  let at = 0
  for (const char of line) {
    const shown = char === '\t' ? ' '.repeat(tabWidth) : clean(char)
    cells.push({ shown, width: shown === char ? widthOf(char) : shown.length, at })
    at += char.length
  }
  return cells
}

/** How many columns a text takes once it is cleaned. */
export function widthOfText(text: string): number {
  let width = 0
  for (const char of text) width += widthOf(char)
  return width
}

function widthOf(char: string): number {
  const code = char.codePointAt(0)!
  if (code < 0x300) return 1
  if (wholeMark.test(char)) return 0
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1
}
