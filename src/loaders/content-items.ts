import type { Problem } from '../core/finding.ts'
import { isGlob } from '../core/glob.ts'
import { type Loader, nested, type Setting } from '../core/setting.ts'
import type { ReadProblem, WriteStep } from '../core/target.ts'
import { isVerbatim, type Span, spanOf, type Text } from '../core/text.ts'
import { isTcpLooking } from '../kernel/nearest.ts'
import { parameters } from '../kernel/parameters.ts'
import { indexMarks, type MarkedText, marksWithin } from '../syntax/text-builder.ts'
import { type ConfLine, confLines } from './conf-lines.ts'
import type { Item } from './item.ts'
import { canonicalKey, keyPath } from './sysctl-key.ts'
import { mayBeginParameter, unnamedSetting } from './unnamed.ts'

export interface Content {
  readonly items: readonly Item[]
  readonly problems: readonly ReadProblem[]
}

/** Whether a key is of interest: a parameter of the table, or a name that plainly means a TCP parameter. */
export function isInScope(parameter: string): boolean {
  return parameters.has(parameter) || isTcpLooking(parameter)
}

/** Reads the content of a file as a loader would. */
export function contentItems(step: WriteStep, loader: Loader): Content {
  const marked = indexMarks(step.content)
  const items: Item[] = []
  const problems: ReadProblem[] = []
  for (const line of confLines(step.content, loader)) {
    if (line.kind === 'malformed') {
      problems.push({ rule: 'malformed-line', problem: malformed(step.content, line) })
      continue
    }
    const key = step.content.text.slice(line.key.start, line.key.end)
    if (line.kind === 'unnamed') {
      if (mayBeginParameter(key))
        items.push({ kind: 'unnamed', file: step.path, setting: unnamedSetting(step.content, line.line, step.origin) })
      continue
    }
    const path = keyPath(key, loader)
    const glob = isGlob(key)
    if (line.kind === 'exclusion') items.push({ kind: 'exclude', file: step.path, path, glob })
    else if (glob ? matchesAny(path) : isInScope(canonicalKey(key, loader)))
      items.push({
        kind: 'assign',
        file: step.path,
        key: line.dash ? `-${key}` : key,
        path,
        glob,
        setting: settingOf(step, marked, line, canonicalKey(key, loader)),
      })
  }
  return { items, problems }
}

/** A glob is of interest when it could match a parameter of ours: its literal start must fit `net/`. */
function matchesAny(path: string): boolean {
  const literal = path.slice(0, path.search(/[*?[]/))
  return 'net/ipv4/tcp_'.startsWith(literal) || literal.startsWith('net/')
}

function settingOf(
  { content, origin }: WriteStep,
  marked: MarkedText,
  line: ConfLine & { kind: 'assignment' },
  parameter: string,
): Setting {
  const known = marksWithin(marked.unknown, line.value.start, line.value.end).length === 0
  const [conditional] = marksWithin(marked.conditional, line.line.start, line.line.end)
  const key = spanOf(content, line.key.start, line.key.end)
  return {
    parameter,
    value: content.text.slice(line.value.start, line.value.end),
    known,
    state: 'set',
    key,
    valueAt: spanOf(content, line.value.start, line.value.end),
    literal: known && isVerbatim(content, line.value.start, line.value.end),
    ...definedAt(content, line, key),
    dash: line.dash,
    ...(origin.format === 'sysctl-conf' ? origin : nested(origin, 'sysctl-conf')),
    conditional: origin.conditional ?? conditional?.why ?? null,
  }
}

/** The place of the variable where a template's line has its value from one and nothing else. */
function definedAt(
  { filled }: Text,
  { value }: ConfLine & { kind: 'assignment' },
  use: Span,
): Partial<Pick<Setting, 'key' | 'valueAt' | 'literal' | 'through'>> {
  if (!filled) return {}
  const found = filled.find(f => f.start === value.start && f.end === value.end)?.definition
  return found ? { ...found, through: { ...found.through, uses: [use] } } : {}
}

/** `key value` and `key: value` on a TCP key, the two mistakes people make. */
const forgotten = /^-?([\w./-]+)(\s*:\s*|\s+)(\S.*)$/

function malformed(content: Text, { line }: ConfLine & { kind: 'malformed' }): Problem {
  const text = content.text.slice(line.start, Math.min(line.end, line.start + 200))
  const at = spanOf(content, line.start, line.end)
  const parts = forgotten.exec(text)
  const parameter = parts ? canonicalKey(parts[1]!) : canonicalKey(text)
  const shown = text.length < 80 ? text : `${text.slice(0, 77)}...`
  const message = `${shown} has no =, so sysctl and systemd-sysctl skip the line and set nothing`
  if (!isInScope(parameter)) return { message, at }
  if (!parts) return { message, at, parameter }
  const from = line.start + text.indexOf(parts[2]!, parts[1]!.length)
  const separator = spanOf(content, from, from + parts[2]!.length)
  const fix = isVerbatim(content, line.start, line.end)
    ? { fix: { title: 'Write it with =', safe: false, edits: [{ at: separator, text: ' = ' }] } }
    : {}
  return { message: `${message}; write ${parts[1]} = ${parts[3]}`, at, parameter, ...fix }
}
