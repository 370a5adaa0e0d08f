import { type Mark, markText, type Text } from '../core/text.ts'
import { markJinja } from './jinja.ts'
import { marksWithin } from './text-builder.ts'

/**
 * Marks what a template language will replace, by the name of the file: ERB and EPP between `<%` and `%>`, otherwise Jinja (also
 * Go templates, which write `{{ }}` alike), and `${…}` where the name is Terraform's.
 */
export function markTemplate(text: Text, path: string): Text {
  if (/\.(erb|epp)$/.test(path)) return markText(text, [...erbMarks(text.text)])
  const jinja = markJinja(text)
  if (!/\.(tpl|tmpl|tftpl|in)$/.test(path)) return jinja
  const unknown = (jinja.marks ?? []).filter(m => m.kind === 'unknown')
  // marks of one kind must not overlap
  const dollars = [...dollarMarks(text.text)].filter(m => marksWithin(unknown, m.start, m.end).length === 0)
  return markText(
    text,
    [...(jinja.marks ?? []), ...dollars].sort((a, b) => a.start - b.start || b.end - a.end),
  )
}

/**
 * Whether lines of a text begin with a statement of a template language: Jinja, Go (`{{- if … }}`) or ERB. Such a file is no script or
 * YAML yet, whatever its name is.
 */
export function hasTemplateLines(text: string): boolean {
  return /^[ \t]*(?:\{\{|\{%|<%)/m.test(text)
}

function* erbMarks(text: string): Iterable<Mark> {
  let depth = 0
  let opened = 0
  for (let at = text.indexOf('<%'); at >= 0; ) {
    const close = text.indexOf('%>', at + 2)
    const end = close < 0 ? text.length : close + 2
    const code = text.slice(at + 2, Math.min(end, at + 80)).trim()
    yield { start: at, end, kind: 'unknown', why: 'a template expression' }
    if (/^-?\s*(if|unless|each|case)\b|\bdo\b|\{\s*(\||-?%)/.test(code)) {
      if (depth++ === 0) opened = end
    } else if (/^-?\s*(end\b|\})/.test(code) && depth > 0 && --depth === 0)
      yield { start: opened, end: at, kind: 'conditional', why: 'inside a block of the template' }
    at = text.indexOf('<%', end)
  }
}

function* dollarMarks(text: string): Iterable<Mark> {
  for (let at = text.indexOf('${'); at >= 0; ) {
    const close = text.indexOf('}', at)
    const end = close < 0 ? text.length : close + 1
    yield { start: at, end, kind: 'unknown', why: 'a template expression' }
    at = text.indexOf('${', end)
  }
}
