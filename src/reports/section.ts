/** The lines that our part of a text stands between. Nothing that we write between them can hold a comment. */
export interface SectionMarkers {
  readonly start: string
  readonly end: string
}

/** GitHub's limit for the text of an issue, in characters. */
const longest = 65_536

/** A text that people write into too, taken apart. */
export interface Sectioned {
  readonly before: string
  /** Ours as it stands, without the markers. */
  readonly section: string
  readonly after: string
}

/**
 * Finds our part in a text. A person may have removed one of the markers; then nothing is known to be ours, and all of it stays.
 * @returns null if neither marker is there
 */
export function takeSection(text: string, { start, end }: SectionMarkers): Sectioned | null {
  const from = lineAt(text, start, 0)
  const to = lineAt(text, end, from < 0 ? 0 : from)
  if (from >= 0 && to >= 0) {
    return {
      before: text.slice(0, from),
      section: text.slice(from + start.length, to),
      after: text.slice(to + end.length),
    }
  }
  if (from < 0 && to < 0) return null
  const marker = from >= 0 ? start : end
  const at = Math.max(from, to)
  return { before: '', section: '', after: `\n\n${text.slice(0, at)}${text.slice(at + marker.length)}` }
}

/** What is left for our part, markers aside. */
export function roomFor({ before, after }: Sectioned, { start, end }: SectionMarkers): number {
  return longest - before.length - after.length - start.length - end.length - 2
}

/** The text with our part in its place. */
export function withSection({ before, after }: Sectioned, section: string, { start, end }: SectionMarkers): string {
  return `${before}${start}\n${section}\n${end}${after}`
}

/** Where a line starts that starts so; -1: nowhere. In a quotation of our text the marker stands after a `>`. */
function lineAt(text: string, marker: string, from: number): number {
  for (let at = text.indexOf(marker, from); at >= 0; at = text.indexOf(marker, at + 1))
    if (at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r') return at
  return -1
}
