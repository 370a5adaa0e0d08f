import type { Severity } from '../core/finding.ts'

/** Colours by what they are for; without colour each returns its text. */
export interface Style {
  readonly file: (text: string) => string
  readonly dim: (text: string) => string
  readonly strong: (text: string) => string
  readonly fix: (text: string) => string
  readonly severity: (severity: Severity, text: string) => string
}

/** Select Graphic Rendition codes of ECMA-48. */
const codes: Record<Severity, number> = { error: 31, warning: 33, notice: 36 }

export function createStyle(colour: boolean): Style {
  const paint = (on: string, off: number) => (text: string) =>
    colour && text ? `\x1b[${on}m${text}\x1b[${off}m` : text
  return {
    file: paint('1;4', 0),
    dim: paint('2', 22),
    strong: paint('1', 22),
    fix: paint('32', 39),
    severity: (severity, text) => paint(String(codes[severity]), 39)(text),
  }
}
