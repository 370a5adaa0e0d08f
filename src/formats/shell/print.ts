import type { Text } from '../../core/text.ts'
import { readEscape } from '../../syntax/shell-escapes.ts'
import { indexMarks, marksWithin, textBuilder } from '../../syntax/text-builder.ts'
import { type Call, plain, print, settingText } from './call.ts'
import { concat } from './output.ts'
import { formatted } from './printf-format.ts'
import { likely, type Verdict } from './verdict.ts'

/**
 * `echo`: dash's knows only -n and always reads escapes; bash's and coreutils' read them after -e.
 * Sources: dash src/bltin/printf.c echocmd; bash builtins/echo.def.
 */
export function runEcho(call: Call): Verdict {
  if (!call.where.output) return likely
  const dash = call.shell.words.dialect === 'sh' && !call.external && !call.name.includes('/')
  let newline = true
  let escapes = dash
  let first = 0
  for (; first < call.args.length; first++) {
    const option = plain(call.args[first])
    if (dash ? option !== '-n' || first > 0 : option === null || !/^-[neE]+$/.test(option)) break
    for (const letter of option!.slice(1)) {
      if (letter === 'n') newline = false
      else escapes = letter === 'e'
    }
  }
  const words: (Text | string)[] = []
  let open = true
  for (const word of call.args.slice(first)) {
    const text = settingText(word)
    if (!open) break
    if (words.length > 0) words.push(' ')
    const read = escapes ? unescaped(text, 'echo') : { text, ended: false }
    words.push(read.text)
    open = !read.ended
  }
  if (newline && open) words.push('\n')
  print(call, concat(words, call.source.source))
  return likely
}

/** `printf FORMAT ARGUMENT…`; with -v it prints nothing. */
export function runPrintf(call: Call): Verdict {
  const args = plain(call.args[0]) === '--' ? call.args.slice(1) : call.args
  const [format, ...values] = args
  if (plain(format) === '-v') {
    const name = plain(args[1])
    if (name !== null && /^\w+$/.test(name)) call.shell.variables.set(name, undefined)
    return likely
  }
  if (!call.where.output || !format) return likely
  print(call, concat(formatted(settingText(format), values), call.source.source))
  return likely
}

/** A text with its backslash escapes read; what is not known stays as it is. */
export function unescaped(
  text: Text,
  kind: 'echo' | 'format' | 'quoted',
): { readonly text: Text; readonly ended: boolean } {
  if (!text.text.includes('\\')) return { text, ended: false }
  const marked = indexMarks(text)
  const builder = textBuilder(marked)
  let from = 0
  for (let at = text.text.indexOf('\\'); at >= 0; at = text.text.indexOf('\\', at)) {
    if (marksWithin(marked.unknown, at, at + 1).length > 0) {
      at++
      continue
    }
    const read = readEscape(text.text, at, kind)
    builder.take(from, at)
    builder.put(read.chars, at, at + read.length)
    at += read.length
    from = at
    if (read.ends) return { text: builder.build(), ended: true }
  }
  builder.take(from, text.text.length)
  return { text: builder.build(), ended: false }
}
