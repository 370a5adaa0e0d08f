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

/**
 * A text from outside for HTML, as content of an element or as the value of an attribute in quotes. Once: what it returns is HTML. Where
 * GitHub's runner reads along, `##[name]` anywhere in a line would be a command (ActionCommand.cs TryParse).
 */
export function htmlText(text: string): string {
  return cut(clean(text), longest)
    .replace(/[&<>"']/g, char => entities[char]!)
    .replaceAll('##[', '#&#35;[')
}
