import { spanOf, type Text } from '../../core/text.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import { mayBeginParameter, unnamedSetting } from '../../loaders/unnamed.ts'
import { shortened } from './conditions.ts'
import { type Context, emit, originOf } from './context.ts'
import { hostPath } from './host-path.ts'
import { makeSetting, type Name, nameOf, trimmedRange } from './make-setting.ts'
import type { ModuleCall } from './module-call.ts'
import { optionText } from './option-text.ts'
import { unknownIn } from './render.ts'
import { truthOf } from './yaml-fields.ts'

/** ansible.posix.sysctl: its own default (plugins/modules/sysctl.py). */
const defaultFile = '/etc/sysctl.conf'

/** The module that edits a key's line in a sysctl file and loads the file. Returns whether it set anything of interest. */
export function runSysctlModule(call: ModuleCall, context: Context): boolean {
  const text = (...names: string[]) => optionText(call, context, ...names)
  const name = text('name', 'key')
  const found = name && (nameOf(name) ?? otherName(name))
  // whatever the key is, the file is written and loaded for it; a file of tasks by itself does not know what others put there
  if (!found || (!isNamed(found) && (!context.following || context.lost))) return false
  const file = text('sysctl_file')
  const path = file ? hostPath(file) : defaultFile
  const state = text('state')
  const absent = state?.text.trim() === 'absent'
  const made = makeSetting(found, absent ? null : text('value', 'val'), {
    state: absent ? 'absent' : 'set',
    conditional: context.conditional ?? (state && unknownIn(state) ? `state: ${shortened(state.text)}` : null),
    onError: isOn(text('ignoreerrors'), false) !== false ? 'guarded' : context.onError,
  })
  const key = found.parameter === '' ? null : name.text.trim()
  const setting = key === null ? unnamedSetting(name, { start: 0, end: name.text.length }, originOf(context)) : made
  const at = file ? spanOf(file, 0, file.text.length) : setting.key
  emit(context, { do: 'line', path, at, key, setting, keepsFirst: true, phase: 'once' })
  // with sysctl_set the value is written at once and kept in the file: much like a load, and as lasting
  const loads = isOn(text('reload'), true) !== false || isOn(text('sysctl_set'), false) === true
  if (path !== null && loads)
    emit(context, { do: 'load', by: 'procps', files: [path], conditional: made.conditional, phase: 'once' })
  return isNamed(found)
}

/** A key that is of no interest by itself, or, with an empty name, one of which only a run can tell whether it is. */
function otherName(text: Text): Name | null {
  if (text.text.length > 400) return null
  const key = spanOf(text, ...trimmedRange(text.text))
  const [unknown] = text.marks?.filter(m => m.kind === 'unknown') ?? []
  if (!unknown) return { parameter: canonicalKey(text.text.trim()), key, dash: false }
  return mayBeginParameter(text.text.slice(0, unknown.start)) ? { parameter: '', key, dash: false } : null
}

function isNamed({ parameter }: Name): boolean {
  return isInScope(parameter)
}

/** A boolean option; null where only a run can tell. */
function isOn(option: Text | null, otherwise: boolean): boolean | null {
  if (option === null) return otherwise
  return unknownIn(option) ? null : (truthOf(option.text.trim()) ?? otherwise)
}
