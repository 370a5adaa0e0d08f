import type { BlockEdit, LineEdit, LineSearch, WriteStep } from '../../core/target.ts'
import { type Span, sliceText, spanOf, type Text } from '../../core/text.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import { mayBeginParameter, unnamedSetting } from '../../loaders/unnamed.ts'
import { type Context, emit, originOf } from './context.ts'
import { hostPath } from './host-path.ts'
import { lineSearch } from './line-pattern.ts'
import { makeSetting, nameOf } from './make-setting.ts'
import type { ModuleCall } from './module-call.ts'
import { optionText } from './option-text.ts'
import { unknownIn } from './render.ts'
import { truth } from './yaml-fields.ts'

/** An assignment as a sysctl file has it, somewhere in a text. */
const assignment = /^[ \t]*-?[ \t]{0,20}net[./][\w./*-]{1,200}[ \t]{0,200}=/m

const sysctlPath = /sysctl/

/** Modules that write a file or a part of one: their text is a sysctl file if its path or its lines say so. */
export function runFileModule(call: ModuleCall, context: Context): boolean {
  const text = (...names: string[]) => optionText(call, context, ...names)
  const dest = text('dest', 'path', 'destfile', 'name')
  const at = dest ? spanOf(dest, 0, dest.text.length) : null
  const write = (content: Text | null, append: boolean, conditional: string | null = null, edit?: WriteStep['edit']) =>
    content !== null &&
    at !== null &&
    writeFile({ path: hostPath(dest!), at, content, append, conditional, ...(edit ? { edit } : {}) }, context)
  const isAbsent = text('state')?.text.trim() === 'absent'
  switch (call.module) {
    case 'copy':
    case 'template':
      return write(
        text('content') ?? context.following?.fileText(call, context, sysctlPath.test(dest?.text ?? '')) ?? null,
        false,
      )
    case 'blockinfile':
      return write(
        isAbsent && dest ? sliceText(dest, 0, 0) : text('block', 'content'),
        true,
        null,
        blockEdit(call, context),
      )
    case 'lineinfile':
      if (isAbsent) return removeLines(dest, text('regexp', 'regex'), text('line', 'value'), context)
      return write(text('line', 'value'), true, searched(call), lineEdit(call, context))
    case 'replace':
      return write(text('replace'), true, 'only where its pattern is found')
    default:
      return runIniFile(call, context)
  }
}

/** With backrefs a line is only put where the pattern is found. */
function searched(call: ModuleCall): string | null {
  return truth(call.option('backrefs')) === true ? 'only where its pattern is found' : null
}

/** What lineinfile finds (ansible/modules/lineinfile.py, present). */
function lineEdit(call: ModuleCall, context: Context): LineEdit {
  const regexp = optionText(call, context, 'regexp', 'regex')
  const isLast = isAddedLast(call, context)
  if (regexp === null && call.option('search_string') === null)
    return { kind: 'line', begin: null, findsKey: false, findsMore: false, isLast }
  const isFirst = truth(call.option('firstmatch')) === true
  const search = regexp === null ? anything : searchOf(regexp)
  return { kind: 'line', ...search, findsKey: search.findsKey && !isFirst, isLast }
}

/** A pattern that is not known finds anything. */
const anything = { begin: '', findsKey: false, findsMore: true } as const

function searchOf(regexp: Text): LineSearch {
  return unknownIn(regexp) === null ? lineSearch(regexp.text) : anything
}

/** The marks around a block (ansible/modules/blockinfile.py). */
function blockEdit(call: ModuleCall, context: Context): BlockEdit {
  const texts = (['marker', 'marker_begin', 'marker_end'] as const).map(option => optionText(call, context, option))
  const isKnown = texts.every(text => text === null || unknownIn(text) === null)
  const [marker, begin, end] = texts.map(text => text?.text)
  const marks = JSON.stringify([marker ?? '# {mark} ANSIBLE MANAGED BLOCK', begin ?? 'BEGIN', end ?? 'END'])
  return { kind: 'block', marks: isKnown ? marks : null, isLast: isAddedLast(call, context) }
}

function isAddedLast(call: ModuleCall, context: Context): boolean {
  const after = optionText(call, context, 'insertafter')
  return call.option('insertbefore') === null && (after === null || after.text === 'EOF')
}

/** lineinfile takes out every line that its pattern finds, or that is its own. */
function removeLines(dest: Text | null, regexp: Text | null, line: Text | null, context: Context): boolean {
  const named = regexp ?? line
  const path = dest && hostPath(dest)
  if (!named || !path || !(context.following || sysctlPath.test(path))) return false
  const literal = line ? line.text.split('=')[0]!.trim() : ''
  const removes = regexp
    ? searchOf(regexp)
    : unknownIn(named)
      ? anything
      : { ...anything, begin: literal, findsMore: false }
  const { begin } = removes
  if (begin === null || !mayBeginParameter(begin)) return false
  const isWhole = removes.findsKey && isInScope(canonicalKey(begin))
  const origin = originOf(context)
  const open = unnamedSetting(named, { start: 0, end: named.text.length }, origin, 'which lines')
  const setting = { ...open, ...(isWhole ? { parameter: canonicalKey(begin), conditional: origin.conditional } : {}) }
  const key = isWhole ? begin : null
  const step = { path, at: setting.key, key, setting: { ...setting, value: '', state: 'absent' }, removes } as const
  emit(context, { do: 'line', ...step, keepsFirst: false, phase: 'once' })
  return true
}

interface Written {
  readonly path: string | null
  readonly at: Span
  readonly content: Text
  readonly append: boolean
  readonly conditional: string | null
  readonly edit?: NonNullable<WriteStep['edit']>
}

function writeFile({ path, at, content, append, conditional, edit }: Written, context: Context): boolean {
  const outer = originOf(context)
  // writing a file fails for no value; whatever loads it later is another task
  const onError = outer.onError === 'guarded' ? 'guarded' : 'continues'
  const origin = { ...outer, onError, conditional: outer.conditional ?? conditional } as const
  if (/^#!/.test(content.text)) return false
  const parameter = path?.startsWith('/proc/sys/') ? nameOf(sliceAt(content, at, path)) : null
  if (parameter) {
    const setting = makeSetting(parameter, content, { state: 'set', conditional: origin.conditional, onError })
    emit(context, { do: 'set', setting: { ...setting, value: content.text.trim() }, by: '/proc/sys', phase: 'once' })
    return true
  }
  if (!sysctlPath.test(path ?? '') && !assignment.test(content.text)) return false
  const step: WriteStep = {
    ...{ do: 'write', path, at, append, content, origin, phase: 'once' },
    ...(edit ? { edit } : {}),
  }
  emit(context, step)
  return true
}

/** The key that a path below /proc/sys names, at the place of the path. */
function sliceAt(content: Text, at: Span, path: string): Text {
  const key = path.slice('/proc/sys/'.length)
  return { source: content.source, text: key, base: at.end - key.length }
}

/** community.general.ini_file without a section writes `option = value`. */
function runIniFile(call: ModuleCall, context: Context): boolean {
  const rendered = (...names: string[]) => optionText(call, context, ...names)
  const path = rendered('path', 'dest')
  const option = rendered('option')
  const name = option && nameOf(option)
  if (!path || !name) return false
  const absent = rendered('state')?.text.trim() === 'absent'
  const value = rendered('value')
  const { conditional, onError } = context
  const setting = makeSetting(name, value, { state: absent ? 'absent' : 'set', conditional, onError })
  const written = { ...setting, value: value?.text.trim() ?? '' }
  const key = option.text.trim()
  const step = { path: hostPath(path), at: setting.key, key, setting: written, keepsFirst: false } as const
  emit(context, { do: 'line', ...step, phase: 'once' })
  return true
}
