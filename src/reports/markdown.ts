import { clean } from './clean.ts'
import { cut } from './cut.ts'

/** Characters shown of a text from outside in Markdown; the JSON report has it whole. */
const longest = 1500

/**
 * A text from outside as inline code, in which GitHub sees no markup, mention, reference, link or emoji. What ends a table's cell,
 * starts a comment (a marker of ours) or is a long run of backticks stands in an element of its own: inside of a code span it cannot
 * be escaped, and GitHub's parser knows no fence of a span that is longer than 80 (cmark-gfm inlines.c MAXBACKTICKS).
 */
export function code(text: string): string {
  const shown = cut(clean(text), longest)
  if (shown === '') return '(empty)'
  return shown
    .split(/(\||<(?=!--)|`{20,})/)
    .map((part, i) => (i % 2 === 1 ? element(part) : part === '' ? '' : codeSpan(part)))
    .join('')
}

/** One character, as often as it stands there. */
function element(run: string): string {
  return `<code>${`&#${run.charCodeAt(0)};`.repeat(run.length)}</code>`
}

/** The fence is longer than any run of backticks inside; blanks keep it apart from those at the ends, and are not shown. */
function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const apart = /^[ `]|[ `]$/.test(text) && text.trim() !== '' ? ' ' : ''
  return fence + apart + text + apart + fence
}

/** How long the longest run of backticks in a text is. */
function longestRun(text: string): number {
  let most = 0
  let run = 0
  for (const char of text) {
    run = char === '`' ? run + 1 : 0
    if (run > most) most = run
  }
  return most
}

/**
 * A sentence in which something from outside may be quoted, for the middle of a line of Markdown: what is no plain word or number
 * becomes code. So names of parameters and files look as they should, and nothing else can be markup, a mention, or a link.
 */
export function prose(sentence: string): string {
  return cut(clean(sentence), longest)
    .split(' ')
    .map(word => {
      let start = 0
      let end = word.length
      while (start < end && '("\''.includes(word[start]!)) start++
      while (end > start && ')"\',.;:!?…'.includes(word[end - 1]!)) end--
      const core = word.slice(start, end)
      return isPlain(core) ? word : word.slice(0, start) + code(core) + word.slice(end)
    })
    .join(' ')
}

/** Words in letters and short numbers. GitHub takes seven hexadecimal digits or more for a commit, and GH-1 for an issue. */
function isPlain(word: string): boolean {
  if (word.length > 60) return false
  return /^(?:|[-+=/–—→]|-?\d{1,6}(?:\.\d{1,3})?|(?![0-9a-f]{7,}$)\p{L}+(?:['’-]\p{Ll}+)*)$/u.test(word)
}

/** Longer fences are all the same to GitHub's parser, which counts them in a byte (cmark-gfm blocks.c). */
const longestFence = 200

/** Lines as a block of code, in a fence that is longer than any run of backticks inside; null where there is none so long. */
export function codeBlock(language: string, text: string): string | null {
  const length = Math.max(3, longestRun(text) + 1)
  if (length > longestFence) return null
  const fence = '`'.repeat(length)
  return `${fence}${language}\n${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${fence}`
}

/** A row of a table of cells that are Markdown already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
