import { clean } from './clean.ts'
import { cut } from './cut.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters shown of one text from outside. */
const longest = 2000

/** Letters, blanks and signs that mean nothing in HTML: most of what is written, and then quick. */
const harmless = /^[ !#-%(-;=?-~]*$/

/**
 * A text from outside for HTML, as content of an element or as the value of an attribute in quotes. Once: what it returns is HTML. The
 * only place where HTML is escaped. Where GitHub's runner reads along, `##[name]` anywhere in a line would be a command (ActionCommand.cs
 * TryParse).
 */
export function escapeHtml(text: string): string {
  return harmless.test(text) ? withoutMark(text) : escaped(clean(text))
}

/** The same, cut to what a page can show of one text. */
export function htmlText(text: string): string {
  return escaped(cut(clean(text), longest))
}

function escaped(text: string): string {
  return withoutMark(text.replace(/[&<>"']/g, char => entities[char]!))
}

function withoutMark(text: string): string {
  return text.replaceAll('##[', '#&#35;[')
}
