import type { Setting } from '../../core/setting.ts'
import { spanOf, type Text } from '../../core/text.ts'
import { shortened } from './conditions.ts'
import { type Context, emit } from './context.ts'
import { hostPath } from './host-path.ts'
import { makeSetting, nameOf } from './make-setting.ts'
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
  const found = name && nameOf(name)
  const file = text('sysctl_file')
  const path = file ? hostPath(file) : defaultFile
  // with sysctl_set the value is written at once and kept in the file: much like a load, and as lasting
  const loads = isOn(text('reload'), true) !== false || isOn(text('sysctl_set'), false) === true
  const loadsOn = (conditional: string | null): void => {
    if (path !== null && loads) emit(context, { do: 'load', by: 'procps', files: [path], conditional, phase: 'once' })
  }
  if (!found) {
    // whatever the key is, other lines of the file are loaded with it; a file by itself does not know what others put there
    if (name && context.following) loadsOn(context.conditional)
    return false
  }
  const state = text('state')
  const ignores = isOn(text('ignoreerrors'), false)
  const absent = state?.text.trim() === 'absent'
  const setting: Setting = makeSetting(found, absent ? null : text('value', 'val'), {
    state: absent ? 'absent' : 'set',
    conditional: context.conditional ?? (state && unknownIn(state) ? `state: ${shortened(state.text)}` : null),
    onError: ignores !== false ? 'guarded' : context.onError,
  })
  const at = file ? spanOf(file, 0, file.text.length) : setting.key
  emit(context, { do: 'line', path, at, setting, phase: 'once' })
  loadsOn(setting.conditional)
  return true
}

/** A boolean option; null where only a run can tell. */
function isOn(option: Text | null, otherwise: boolean): boolean | null {
  if (option === null) return otherwise
  return unknownIn(option) ? null : (truthOf(option.text.trim()) ?? otherwise)
}
