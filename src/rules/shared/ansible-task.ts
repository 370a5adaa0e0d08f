import type { Setting } from '../../core/setting.ts'
import { type Source, written } from '../../core/text.ts'

/** A task of a list of tasks, line by line, as most are written: one option a line, and nothing that makes it do more than its module. */
export interface Task {
  readonly source: Source
  /** Where its last line ends, before the line break. */
  readonly end: number
  readonly lines: readonly string[]
  /** How far in its `-` stands. */
  readonly indent: number
  /** Whether a blank line stands before it, as between tasks. */
  readonly spaced: boolean
  readonly eol: string
}

const longest = 40
const title = /^ *- name: +\S/
/** What may stand beside the module without changing what it sets: a loop, a condition or a result that is kept would. */
const beside = /^ *(- )?(name|become|become_user|tags|notify|changed_when): +\S/

/** The task that a line belongs to, or null where it is not of the simple kind. */
export function taskAt(source: Source, offset: number): Task | null {
  const { text } = source
  let start = text.lastIndexOf('\n', offset - 1) + 1
  const depth = indentAt(text, start)
  // upwards to the nearest line that begins an item further out, or the line itself
  for (
    let count = 0;
    !(text.startsWith('- ', start + indentAt(text, start)) && indentAt(text, start) < depth + 1);
    count++
  ) {
    if (start === 0 || count > longest) return null
    start = text.lastIndexOf('\n', start - 2) + 1
  }
  const indent = indentAt(text, start)
  const lines: string[] = []
  let end = start
  for (let at = start; at < text.length && lines.length <= longest; ) {
    const newline = text.indexOf('\n', at)
    const stop = newline < 0 ? text.length : newline
    const line = text.slice(at, text[stop - 1] === '\r' ? stop - 1 : stop)
    if (line.trim() !== '' && at > start && indentOf(line) <= indent) break
    if (line.length > 500 || line.includes('\t')) return null
    if (line.trim() !== '') end = at + line.length
    lines.push(line)
    at = stop + 1
  }
  while (lines.at(-1)?.trim() === '') lines.pop()
  if (lines.length > longest) return null
  const before = start === 0 ? 0 : text.lastIndexOf('\n', start - 2) + 1
  const firstBreak = text.indexOf('\n')
  const eol = firstBreak > 0 && text[firstBreak - 1] === '\r' ? '\r\n' : '\n'
  return { source, end, lines, indent, spaced: start > 0 && text.slice(before, start).trim() === '', eol }
}

/**
 * A task that sets another parameter in the way that this one sets its own, to stand after it; null where the task does more than that.
 */
export function siblingTask(setting: Setting, parameter: string, value: string): { task: Task; text: string } | null {
  const { key, valueAt, format, within, literal, through } = setting
  if (format !== 'ansible' || within.length > 0 || !literal || through || written(key) !== setting.parameter)
    return null
  const task = taskAt(key.source, key.start)
  if (!task || valueAt.source !== key.source || valueAt.end > task.end) return null
  const [known, number] = [escaped(setting.parameter), escaped(setting.value)]
  const option = {
    module: /^ *(- )?(ansible\.posix\.)?sysctl: *$/,
    key: new RegExp(`^( +name: +["']?)${known}(["']?)$`),
    value: new RegExp(`^( +value: +["']?)${number}(["']?)$`),
    other: /^ +(state: present|sysctl_file: +\S+|sysctl_set: \w+|reload: \w+|ignoreerrors: \w+)$/,
  }
  const counts = { module: 0, key: 0, value: 0, other: 0 }
  const out: string[] = []
  for (const [i, line] of task.lines.entries()) {
    const plain = line.trimEnd()
    if (/^ *#/.test(plain)) continue
    const kind = (['module', 'key', 'value', 'other'] as const).find(one => option[one].test(plain))
    if (kind) counts[kind]++
    else if (!beside.test(plain) || /\{\{|\{%/.test(plain.replace(title, ''))) return null
    if (kind === 'key') out.push(plain.replace(option.key, (_, start: string, end: string) => start + parameter + end))
    else if (kind === 'value')
      out.push(plain.replace(option.value, (_, start: string, end: string) => start + value + end))
    else if (i === 0 && title.test(plain)) out.push(`${' '.repeat(task.indent)}- name: Set ${parameter}`)
    else out.push(plain)
  }
  if (counts.module !== 1 || counts.key !== 1 || counts.value !== 1 || !out[0]?.trimStart().startsWith('- '))
    return null
  const gap = task.spaced ? task.eol : ''
  return {
    task,
    text: out
      .map(line => `${task.eol}${line}`)
      .join('')
      .replace(/^/, gap),
  }
}

/** Whether nothing in a task but these lines makes it do more than run its module. */
export function isPlainTask(task: Task, own: number): boolean {
  return task.lines.every((line, i) => i === own || /^ *#/.test(line) || line.trim() === '' || beside.test(line))
}

function indentAt(text: string, start: number): number {
  let at = start
  while (text[at] === ' ') at++
  return at - start
}

function indentOf(line: string): number {
  return indentAt(line, 0)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
