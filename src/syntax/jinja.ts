import { type Mark, markText, type Text } from '../core/text.ts'

/** Statements whose content may be missing, or stand there several times, on the host. */
const blocks = new Set(['if', 'for', 'macro', 'call', 'filter', 'block', 'trans', 'autoescape', 'with'])

/**
 * Marks what Jinja will replace: `{{ … }}`, `{# … #}` and the statements `{% … %}` themselves are unknown, and what stands in a block
 * (`{% if %}`, `{% for %}` …) is conditional. `{% raw %}` keeps its content as it is. Linear in the length of the text.
 */
export function markJinja(text: Text): Text {
  const marks = [...jinjaMarks(text.text)]
  if (marks.length === 0) return text
  return markText(
    text,
    [...(text.marks ?? []), ...marks].sort((a, b) => a.start - b.start || b.end - a.end),
  )
}

/** The marks of a Jinja template, in no particular order. */
export function* jinjaMarks(text: string): Iterable<Mark> {
  const open: { readonly start: number; readonly why: string }[] = []
  let commentEnd = 0
  for (let at = text.indexOf('{'); at >= 0; ) {
    const kind = text[at + 1]
    if (kind !== '{' && kind !== '%' && kind !== '#') {
      at = text.indexOf('{', at + 1)
      continue
    }
    if (kind === '#' && commentEnd >= 0 && commentEnd < at + 2) commentEnd = text.indexOf('#}', at + 2)
    const end = kind !== '#' ? closing(text, at, kind) : commentEnd < 0 ? null : commentEnd + 2
    if (end === null) {
      // Jinja would refuse the template; only this line is taken out
      const line = text.indexOf('\n', at)
      const rest = line < 0 ? text.length : line
      yield { start: at, end: rest, kind: 'unknown', why: 'a template expression that is not closed' }
      at = text.indexOf('{', rest)
      continue
    }
    const start = at
    yield { start, end, kind: 'unknown', why: kind === '#' ? 'a template comment' : 'a template expression' }
    const word = kind === '%' ? /^[-+]?\s*(\w+)/.exec(text.slice(at + 2, Math.min(end, at + 60)))?.[1] : undefined
    at = end
    if (word === 'raw') at = endOfRaw(text, end)
    else if (word !== undefined && blocks.has(word))
      open.push({ start: end, why: `inside {% ${word} %} of the template` })
    else if (word?.startsWith('end') && blocks.has(word.slice(3))) {
      const block = open.pop()
      // only the outermost: what it holds is conditional in any case
      if (block && open.length === 0) yield { start: block.start, end: start, kind: 'conditional', why: block.why }
    }
    at = text.indexOf('{', at)
  }
  const first = open[0]
  if (first && first.start < text.length)
    yield { start: first.start, end: text.length, kind: 'conditional', why: first.why }
}

/** An expression longer than this is none that anybody writes, and to look further would cost time for each opening. */
const longest = 2000

const closers = { '{': '}}', '%': '%}' } as const

/** The position behind the closing mark, or null. A `}}` inside a string does not count; an opening mark means that one was forgotten. */
function closing(text: string, at: number, kind: '{' | '%'): number | null {
  const closer = closers[kind]
  let quote = ''
  const last = Math.min(text.length, at + longest)
  for (let i = at + 2; i < last; i++) {
    const char = text[i]!
    if (quote) {
      if (char === '\n') return null
      if (char === '\\') i++
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === closer[0] && text[i + 1] === closer[1]) return i + 2
    else if (char === '{' && (text[i + 1] === '{' || text[i + 1] === '%')) return null
  }
  return null
}

function endOfRaw(text: string, from: number): number {
  const end = /\{%[-+]?\s*endraw\s*[-+]?%\}/g
  end.lastIndex = from
  const found = end.exec(text)
  return found ? found.index + found[0].length : text.length
}
