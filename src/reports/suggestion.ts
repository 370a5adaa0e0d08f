import type { Classified } from '../core/classified.ts'
import type { Edit } from '../core/finding.ts'
import { clean } from './clean.ts'
import { type Locator, lastLine } from './locate.ts'
import { codeBlock } from './markdown.ts'
import type { Redactor } from './redact.ts'

/** Characters of a suggestion; longer lines are nobody's to read in a comment. */
const longest = 10_000

/** Lines of the head commit, and what is to stand in their place. */
export interface Suggestion {
  readonly line: number
  readonly endLine: number
  /** The block of Markdown that GitHub makes a button of. */
  readonly block: string
}

/**
 * The fix of a finding as GitHub's suggestion, which replaces whole lines: all that the fix does not touch (indentation, quotes,
 * comments) stays as it is written. Null where it cannot be one: the edits leave the finding's own lines, or the lines hold a secret
 * or characters that are not seen, so that nobody knows what the button does.
 */
export function suggestionFor(
  { finding, head }: Pick<Classified, 'finding' | 'head'>,
  locate: Locator,
  redactor: Redactor,
): Suggestion | null {
  const { fix, at } = finding
  if (!fix || !head || fix.edits.length === 0 || fix.edits.some(e => e.at.source !== at.source)) return null
  // a button makes no file, and half of such a fix is none
  if (fix.creates?.length) return null
  const edits = fix.edits.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
  if (edits.some((edit, i) => i > 0 && edit.at.start < edits[i - 1]!.at.end)) return null
  const { text } = at.source
  const touched = { source: at.source, start: edits[0]!.at.start, end: Math.max(...edits.map(e => e.at.end)) }
  const first = locate(touched).line
  const last = lastLine(locate(touched))
  const own = locate(at)
  if (first < own.line || last > lastLine(own)) return null

  const { start } = locate.line(at.source, first)
  const newline = text.indexOf('\n', locate.line(at.source, last).end)
  const end = newline < 0 ? text.length : newline + 1
  if (end - start > longest) return null
  const before = text.slice(start, end)
  const after = applied(before, start, edits)
  const wholeLines = before.endsWith('\n') ? after === '' || after.endsWith('\n') : /[^\n]$/.test(after)
  if (!wholeLines || after === before || after.length > longest) return null
  if (!isPlain(before) || !isPlain(after)) return null
  if (redactor.piece(at.source, start, before) !== before || redactor.text(after) !== after) return null
  const block = codeBlock('suggestion', after)
  if (block === null) return null
  return {
    line: head.line + first - own.line,
    endLine: head.line + last - own.line,
    block,
  }
}

function applied(text: string, start: number, edits: readonly Edit[]): string {
  let out = ''
  let at = 0
  for (const edit of edits) {
    out += text.slice(at, edit.at.start - start) + edit.text
    at = edit.at.end - start
  }
  return out + text.slice(at)
}

/** Nothing in it is invisible, but for the blanks and line breaks of every file. */
function isPlain(text: string): boolean {
  const visible = text.replace(/[\n\t]/g, '')
  return clean(visible) === visible
}
