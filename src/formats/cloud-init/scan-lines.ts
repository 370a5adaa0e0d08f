import type { Origin } from '../../core/setting.ts'
import type { Step } from '../../core/target.ts'
import { spanOf, type Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'
import type { Context } from './context.ts'
import { type Done, join, readCommands } from './run-scripts.ts'
import { markLoosely, showTemplate } from './template-mask.ts'

const assignment = /^-?net[./][\w./*?[\]-]+[ \t]*=/
const target = /(?:>>?|\btee\b(?:[ \t]+-a)?)[ \t]*["']?(\/[^\s"'|<>;&]+)["']?/

/**
 * The settings of a text that is no YAML, line by line: lines of sysctl files, and commands. A path that was named last, by `path:`
 * or a redirection, is where lines of sysctl files go.
 */
export function scanLines(text: Text, origin: Origin, context: Context): Done {
  const outer = indexMarks(text)
  const slice = (start: number, end: number): Text => {
    const builder = textBuilder(outer)
    builder.take(start, end)
    return builder.build()
  }
  const shell = { origin: origin, phase: 'once', dialect: 'sh' } as const
  const found: Done[] = []
  let path: string | null = null
  for (const { start, end } of contentsOfLines(text.text)) {
    const line = text.text.slice(start, Math.min(end, start + 2000))
    const named =
      /^path:[ \t]*["']?(\/[^\s"']+)/.exec(line)?.[1] ?? (line.includes('<<') ? target.exec(line)?.[1] : undefined)
    if (named !== undefined) path = named
    if (assignment.test(line)) found.push({ steps: [lineStep(slice(start, end), path, origin)], dropped: [] })
    else if (/sysctl|\/proc\/sys|net[./]/.test(line) && !line.startsWith('#') && !line.includes('<<'))
      found.push(readCommands(slice(start, end), shell, { ...context, templating: 'any' }))
  }
  return join(found)
}

function lineStep(line: Text, path: string | null, origin: Origin): Step {
  const content = markLoosely(showTemplate(line))
  return { do: 'write', path, at: spanOf(line, 0, 0), append: true, content, origin, phase: 'once' }
}

/** Each line without its indentation, the marks of list items and quotes around all of it. */
function* contentsOfLines(text: string): Iterable<{ start: number; end: number }> {
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from)
    const next = newline < 0 ? text.length : newline
    let [start, end] = [from, next]
    while (start < end && (isBlank(text[start]!) || (text[start] === '-' && isBlank(text[start + 1] ?? '')))) start++
    while (end > start && isBlank(text[end - 1]!)) end--
    const first = text[start]
    if (end - start > 1 && (first === '"' || first === "'") && text[end - 1] === first) {
      start++
      end--
    }
    if (end > start) yield { start, end }
    from = next + 1
  }
}

function isBlank(c: string): boolean {
  return c === ' ' || c === '\t' || c === '\r'
}
