import { define, nothingDefined } from './define.ts'
import type { Draft } from './draft.ts'
import type { Home } from './places.ts'
import { drawParameter, scalarOf } from './stories.ts'
import { emit, fileTasks, sysctlTask } from './uses.ts'
import { quoted } from './yaml-value.ts'

/** A parameter that is set under a condition: of what we say about it only what we call known has to be true. */
export function conditionalStory(draft: Draft, home: Home): void {
  const { random } = draft
  const parameter = drawParameter(draft, 'wide', 'small')
  const { name } = parameter
  draft.conditional.set(name, 'it is set under a condition')
  const defined = nothingDefined()
  const value = () => scalarOf(draft, draft.values.next(parameter.kind))
  const variable = draft.fresh('maybe')
  define(draft, home, variable, value, defined)
  const used = quoted(`{{ ${variable} }}`)
  const file = { sysctl_file: `/etc/sysctl.d/${draft.fresh('95-maybe')}.conf`, reload: 'yes', state: 'present' }
  const kind = random.weigh([
    [38, 'when'],
    [20, 'templated state'],
    [22, 'omit'],
    [24, 'template if'],
  ])
  draft.mark(kind)
  if (kind === 'when') {
    const tasks = [sysctlTask(draft, [name], name, used, file)]
    emit(home, [{ ...tasks[0]!, when: condition(draft, home, defined) }], defined)
  } else if (kind === 'templated state') {
    const state = draft.fresh('wanted')
    define(draft, home, state, () => random.pick(['present', 'absent']), defined)
    emit(home, [sysctlTask(draft, [name], name, used, { ...file, state: quoted(`{{ ${state} }}`) })], defined)
  } else if (kind === 'omit') {
    const options = { ...file, reload: quoted('{{ not_defined | default(omit) }}') }
    emit(home, [sysctlTask(draft, [name], name, quoted(`{{ ${variable} | default(omit) }}`), options)], defined)
  } else {
    const lines = [`{% if ${switchOf(draft, home, defined)} %}`, `${name} = {{ ${variable} }}`, '{% endif %}']
    emit(home, fileTasks(draft, home, lines), defined)
  }
}

function switchOf(draft: Draft, home: Home, defined: ReturnType<typeof nothingDefined>): string {
  const name = draft.fresh('tune')
  define(draft, home, name, () => draft.random.pick(['true', 'false']), defined)
  return name
}

function condition(draft: Draft, home: Home, defined: ReturnType<typeof nothingDefined>): string {
  const host = draft.random.pick(draft.hosts)
  const choice = draft.random.below(5)
  if (choice === 0) return quoted(`inventory_hostname == '${host}'`)
  if (choice === 1) return quoted(`'db' in group_names`)
  if (choice === 2) return 'not_defined is defined'
  if (choice === 3) return 'false'
  return `${switchOf(draft, home, defined)} | bool`
}
