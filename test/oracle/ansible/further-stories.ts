import { define, nothingDefined } from './define.ts'
import type { Draft } from './draft.ts'
import type { Home } from './places.ts'
import { drawParameter, scalarOf } from './stories.ts'
import { emit, fileTasks, sysctlTask } from './uses.ts'
import { type Fields, quoted, type Value } from './yaml-value.ts'

type Story = (draft: Draft, home: Home) => void

const next = (draft: Draft, kind: 'wide' | 'small'): string => scalarOf(draft, draft.values.next(kind))

const task = (draft: Draft, name: string, value: string): Fields => sysctlTask(draft, [name], name, value)

/** A variable that is used, given another value, and used again. */
const usedTwice: Story = (draft, home) => {
  const [one, two] = [drawParameter(draft, 'wide'), drawParameter(draft, 'wide')]
  const name = draft.fresh('step')
  const defined = nothingDefined()
  define(draft, home, name, () => next(draft, 'wide'), defined)
  emit(home, [task(draft, one.name, quoted(`{{ ${name} }}`))], { ...defined, vars: {}, block: defined.block })
  if (Object.keys(defined.vars).length > 0) home.tasks.at(-1)!['vars'] = defined.vars
  home.tasks.push({ set_fact: { [name]: next(draft, 'wide') } })
  emit(home, [task(draft, two.name, quoted(`{{ ${name} }}`))], nothingDefined())
}

/** A loop over items that the task itself holds, with a name of its own for the item. */
const literalLoop: Story = (draft, home) => {
  const all = [drawParameter(draft, 'wide'), drawParameter(draft, 'small')]
  const items = all.map(p => ({ name: p.name, value: scalarOf(draft, draft.values.next(p.kind)) }))
  const own = draft.random.chance(0.5) ? 'one' : 'item'
  const set = sysctlTask(
    draft,
    all.map(p => p.name),
    quoted(`{{ ${own}.name }}`),
    quoted(`{{ ${own}.value }}`),
  )
  const control = own === 'item' ? {} : { loop_control: { loop_var: own } }
  emit(home, [{ ...set, loop: items, ...control }], nothingDefined())
}

/** `default` for a part that is missing, for an empty value, for a mapping. */
const missingParts: Story = (draft, home) => {
  const parameter = drawParameter(draft, 'wide')
  const name = draft.fresh('net_options')
  const defined = nothingDefined()
  const there = draft.random.chance(0.5)
  const make = (): Value => (there ? { wanted: next(draft, 'wide') } : { other: next(draft, 'wide') })
  define(draft, home, name, make, defined)
  const otherwise = draft.values.next('wide')
  const expression = draft.random.pick([
    `${name}.wanted | default(${otherwise})`,
    `(${name} | default({})).wanted | default('${otherwise}')`,
    `${name}['wanted'] | d(${otherwise}, true)`,
    `not_there | default(${name}.wanted | default(${otherwise}))`,
  ])
  emit(home, [task(draft, parameter.name, quoted(`{{ ${expression} }}`))], defined)
}

/** Mappings of mappings combined, with and without `recursive`. */
const deepCombine: Story = (draft, home) => {
  const [one, two] = [drawParameter(draft, 'wide'), drawParameter(draft, 'small')]
  const [under, over] = [draft.fresh('defaults_of'), draft.fresh('changes_to')]
  const defined = nothingDefined()
  const inner = (first: boolean): Value =>
    first
      ? { tcp: { [one.name]: next(draft, 'wide'), [two.name]: next(draft, 'small') } }
      : { tcp: { [two.name]: next(draft, 'small') } }
  define(draft, home, under, () => inner(true), defined)
  define(draft, home, over, () => inner(false), defined)
  const how = draft.random.chance(0.6) ? ', recursive=True' : ''
  const set = sysctlTask(draft, [one.name, two.name], quoted('{{ item.key }}'), quoted('{{ item.value }}'))
  emit(home, [{ ...set, loop: quoted(`{{ (${under} | combine(${over}${how})).tcp | dict2items }}`) }], defined)
}

/** A command that writes at once, and a task that only runs when its tag is asked for. */
const commands: Story = (draft, home) => {
  const [one, two] = [drawParameter(draft, 'wide'), drawParameter(draft, 'small')]
  const name = draft.fresh('at_once')
  const defined = nothingDefined()
  define(draft, home, name, () => next(draft, 'wide'), defined)
  const module = draft.random.pick(['command', 'shell', 'ansible.builtin.command'])
  emit(home, [{ [module]: `sysctl -w ${one.name}={{ ${name} | int }}` }], defined)
  if (draft.random.chance(0.5)) {
    draft.conditional.set(two.name, 'its tag is never')
    emit(home, [{ ...task(draft, two.name, next(draft, 'small')), tags: ['never', 'tune'] }], nothingDefined())
  }
}

/** A template with a name of its own, a comment and a mapping with an anchor. */
const templates: Story = (draft, home) => {
  const [one, two] = [drawParameter(draft, 'wide'), drawParameter(draft, 'small')]
  const name = draft.fresh('tuned')
  const defined = nothingDefined()
  define(draft, home, name, () => next(draft, 'wide'), defined)
  const lines = draft.random.chance(0.5)
    ? [`{% set chosen = ${name} %}`, `${one.name} = {{ chosen }}`]
    : ['{# the usual one #}', `${one.name} = {{- ' ' ~ ${name} }}`]
  lines.push(`${two.name} = ${draft.values.next('small')}`)
  emit(home, fileTasks(draft, home, lines), defined)
}

/** Tasks of a file that are given variables where they are included, and handlers that run before the end. */
const flushed: Story = (draft, home) => {
  const parameter = drawParameter(draft, 'wide')
  const name = draft.fresh('flushed_value')
  const defined = nothingDefined()
  define(draft, home, name, () => next(draft, 'wide'), defined)
  emit(home, fileTasks(draft, home, [`${parameter.name} = {{ ${name} }}`]), defined)
  emit(home, [{ meta: 'flush_handlers' }], nothingDefined())
  if (draft.random.chance(0.5)) emit(home, [task(draft, parameter.name, next(draft, 'wide'))], nothingDefined())
}

export const furtherStories: readonly Story[] = [
  ...[usedTwice, literalLoop, missingParts, deepCombine, commands, templates, flushed],
]
