import type { WriteStep } from '../../core/target.ts'
import { type Span, spanOf, type Text } from '../../core/text.ts'
import { type Context, emit, originOf } from './context.ts'
import { hostPath } from './host-path.ts'
import { makeSetting, nameOf } from './make-setting.ts'
import type { ModuleCall } from './module-call.ts'
import { optionText } from './option-text.ts'
import { truth } from './yaml-fields.ts'

/** An assignment as a sysctl file has it, somewhere in a text. */
const assignment = /^[ \t]*-?[ \t]{0,20}net[./][\w./*-]{1,200}[ \t]{0,200}=/m

const sysctlPath = /sysctl/

/** Modules that write a file or a part of one: their text is a sysctl file if its path or its lines say so. */
export function runFileModule(call: ModuleCall, context: Context): boolean {
  const text = (...names: string[]) => optionText(call, context, ...names)
  const dest = text('dest', 'path', 'destfile', 'name')
  const at = dest ? spanOf(dest, 0, dest.text.length) : null
  const write = (content: Text | null, append: boolean, conditional: string | null = null) =>
    content !== null && at !== null && writeFile({ path: hostPath(dest!), at, content, append, conditional }, context)
  switch (call.module) {
    case 'copy':
    case 'template':
      return write(
        text('content') ?? context.following?.fileText(call, context, sysctlPath.test(dest?.text ?? '')) ?? null,
        false,
      )
    case 'blockinfile':
      return text('state')?.text.trim() !== 'absent' && write(text('block', 'content'), true)
    case 'lineinfile':
      return text('state')?.text.trim() !== 'absent' && write(text('line', 'value'), true, searched(call))
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

interface Written {
  readonly path: string | null
  readonly at: Span
  readonly content: Text
  readonly append: boolean
  readonly conditional: string | null
}

function writeFile({ path, at, content, append, conditional }: Written, context: Context): boolean {
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
  const step: WriteStep = { do: 'write', path, at, append, content, origin, phase: 'once' }
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
