import type { WordPart } from './shell.ts'

type Choices = ReadonlyMap<WordPart, { readonly start: number; readonly end: number }>

/** More words than this from one are not expanded. */
const most = 16

/**
 * The ways to choose from the `{a,b}` of a word, in Bash's order; one empty way where there are none, or where what stands between
 * the braces is more than plain characters.
 */
export function braceChoices(parts: readonly WordPart[]): Choices[] {
  let ways: Choices[] = [new Map()]
  for (const part of parts) {
    if (part.type !== 'BraceExpansion' || !/^\{[\w./:=-]*(,[\w./:=-]*)+\}$/.test(part.text)) continue
    const alternatives: { start: number; end: number }[] = []
    let start = part.pos + 1
    for (const alternative of part.text.slice(1, -1).split(',')) {
      alternatives.push({ start, end: start + alternative.length })
      start += alternative.length + 1
    }
    if (ways.length * alternatives.length > most) return [new Map()]
    ways = ways.flatMap(way => alternatives.map(chosen => new Map([...way, [part, chosen]])))
  }
  return ways
}
