import type { Edit, Problem } from '../../core/finding.ts'
import { type Span, spanOf, type Text, written } from '../../core/text.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import type { Field } from '../../syntax/shell-word.ts'
import type { Call } from './call.ts'

/** `-w k = v`: sysctl sees words of which none is an assignment, and sets nothing. */
export function reportSpread(call: Call, words: readonly Text[]): void {
  const [key = '', ...values] = words
    .map(w => w.text)
    .join(' ')
    .split(/[\s=]+/)
    .filter(Boolean)
  const right = `${key}=${quoted(values)}`
  report(
    call,
    canonicalKey(key),
    spanning(words),
    right,
    `${words.map(w => w.text).join(' ')} is ${words.length} arguments to sysctl, none of which sets ${key}: write ${right}`,
  )
}

/** `k=a b c`: sysctl sets `k` to `a` and fails at the other words. */
export function reportSurplus(call: Call, words: readonly Text[]): void {
  const [assignment, ...surplus] = words
  const equals = assignment!.text.indexOf('=')
  const key = assignment!.text.slice(0, equals).trim()
  const first = assignment!.text.slice(equals + 1)
  const right = `${key}=${quoted([first, ...surplus.map(w => w.text)])}`
  const many = surplus.length > 1
  const message = `${surplus.map(w => w.text).join(' ')} ${many ? 'are arguments of their own' : 'is an argument of its own'}, so sysctl sets ${key} to ${first} only and fails: write ${right}`
  report(call, canonicalKey(key), spanning(surplus), right, message, spanning(words))
}

/** `--write=k=v` and `-w=k=v`: sysctl prints its usage, sets nothing and exits with 0. */
export function reportOption(call: Call, { text }: Field): void {
  const at = text.text.indexOf('=')
  const [option, setting] = [text.text.slice(0, at), text.text.slice(at + 1)]
  const key = canonicalKey(setting.split('=')[0]!.trim())
  if (!isInScope(key)) return
  const right = `${option} ${setting}`
  const message = `${text.text} gives ${option} a value, which it does not take: sysctl prints its usage and sets nothing; write ${right}`
  report(call, key, spanOf(text, 0, text.text.length), right, message)
}

/** Whether a quotation mark may be written at a place of a script without ending what the script itself is quoted by. */
function takesQuotes(script: Text, { source, start, end }: Span): boolean {
  const place = spanOf(script, 0, script.text.length)
  if (place.start === 0 && place.end === source.text.length) return true
  if (/["']/.test(source.text.slice(Math.max(0, place.start - 1), place.start))) return false
  const before = source.text.slice(Math.max(source.text.lastIndexOf('\n', start - 1) + 1, start - 500), start)
  const after = source.text.slice(end, end + 500).split('\n', 1)[0]!
  return !/["'\\]/.test(before + after)
}

function quoted(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `"${values.join(' ')}"`
}

function spanning(words: readonly Text[]): Span {
  const [first, last] = [words[0]!, words.at(-1)!]
  const start = spanOf(first, 0, first.text.length)
  return { ...start, end: Math.max(start.end, spanOf(last, 0, last.text.length).end) }
}

/** Adds the problem, with a fix where the words stand there bare: in quotes, an edit would miss them. */
function report(call: Call, parameter: string, at: Span, right: string, message: string, replaced: Span = at): void {
  if (call.where.never !== null || call.shell.ended !== null) return
  const edit: Edit = { at: replaced, text: right }
  const bare =
    /^[^'"\\`{}\r\n]{1,500}$/.test(written(replaced)) &&
    replaced.source === call.source.source &&
    // another number that belongs to it would stay outside
    !/^[ \t]+-?\d/.test(replaced.source.text.slice(replaced.end, replaced.end + 100)) &&
    (!right.includes('"') || takesQuotes(call.source, replaced))
  const problem: Problem = { message, at, parameter }
  const fix = bare ? { fix: { title: `Write ${right}`, safe: false, edits: [edit] } } : {}
  call.shell.reading.problems.push({ rule: 'malformed-line', problem: { ...problem, ...fix } })
}
