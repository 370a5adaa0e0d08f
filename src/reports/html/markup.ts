import { escapeHtml } from '../html-text.ts'

/** A text that is HTML already. */
export interface Markup {
  readonly markup: string
}

/** What may stand in a template: texts are escaped, numbers and what is HTML already are not, nothing is left out. */
export type Part = string | number | Markup | null | readonly Part[]

/**
 * HTML from a template. Whatever is put in as a text comes out as that text, in elements and in quoted attributes, for it is escaped on
 * the way. Characters that could mislead are shown as escapes.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = strings[0]!
  for (let i = 0; i < parts.length; i++) markup += written(parts[i]!) + strings[i + 1]!
  return { markup }
}

/** HTML of our own, such as the style sheet: never of anything that was read. */
export function trusted(markup: string): Markup {
  return { markup }
}

/** Parts one after another, with something between them. */
export function joined(parts: readonly Part[], between: Part): Part {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [between, part]))
}

function written(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  if (part === null) return ''
  if (isList(part)) return part.map(written).join('')
  return part.markup
}

function isList(part: Markup | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part)
}
