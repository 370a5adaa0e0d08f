import { type Mark, markText, type Text } from '../../core/text.ts'
import { markJinja } from '../../syntax/jinja.ts'
import { hideTemplate, type TemplatePiece } from './template-mask.ts'
import { terraformPieces } from './terraform-template.ts'

/** Which template language a user-data is written in, as far as its name or place tells. */
export type Templating = 'none' | 'jinja' | 'terraform' | 'any'

/** By the name of the file. */
export function templatingOf(path: string): Templating {
  if (/\.(j2|jinja2?)$/.test(path)) return 'jinja'
  if (/\.(tftpl|pkrtpl|pkrtpl\.hcl|tofutpl)$/.test(path)) return 'terraform'
  return /\.(tpl|tmpl|template|in)$/.test(path) ? 'any' : 'none'
}

/** The text with the syntax of its template hidden from the parsers. In a text that is no template by name, pairs of braces are. */
export function withoutTemplate(text: Text, templating: Templating): Text {
  if (templating === 'jinja') return hideJinja(text)
  if (templating === 'terraform') return hideTerraform(text)
  if (templating === 'any') return hideTerraform(hideBraces(text))
  return hideBraces(text)
}

/** What Jinja replaces in a text after the line `## template: jinja`. */
export function hideJinja(text: Text): Text {
  if (!/\{[{%#]/.test(text.text)) return text
  const marks = markJinja(markText(text, [])).marks ?? []
  const unknown = marks.filter(m => m.kind === 'unknown')
  const pieces = unknown.map(
    ({ start, end }): TemplatePiece => ({ start, end, kind: text.text.startsWith('{{', start) ? 'expression' : 'tag' }),
  )
  return hideTemplate(
    text,
    pieces,
    marks.filter(m => m.kind === 'conditional'),
  )
}

/** What Terraform's template language (and Packer's) replaces. */
export function hideTerraform(text: Text): Text {
  if (!/[$%]\{/.test(text.text)) return text
  const { pieces, conditional } = terraformPieces(text.text)
  return hideTemplate(text, pieces, conditional)
}

/** `{{ x }}` and `{% x %}` within a line. Nobody writes them for a shell, but for `docker … --format`, where hiding does no harm. */
function hideBraces(text: Text): Text {
  if (!/\{[{%]/.test(text.text)) return text
  const pieces: TemplatePiece[] = []
  const conditional: Mark[] = []
  let depth = 0
  let opened = 0
  for (const { index, 0: found } of text.text.matchAll(/\{\{[^{}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\}/g)) {
    const tag = found.startsWith('{%')
    pieces.push({ start: index, end: index + found.length, kind: tag ? 'tag' : 'expression' })
    const word = tag ? /^\{%-?\s*(\w+)/.exec(found)?.[1] : undefined
    if (word === 'if' || word === 'for') {
      if (depth++ === 0) opened = index + found.length
    } else if ((word === 'endif' || word === 'endfor') && depth > 0 && --depth === 0)
      conditional.push({ start: opened, end: index, kind: 'conditional', why: 'inside a block of the template' })
  }
  return hideTemplate(text, pieces, conditional)
}
