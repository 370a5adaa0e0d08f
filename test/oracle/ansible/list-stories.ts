import { define, nothingDefined } from './define.ts'
import type { Draft } from './draft.ts'
import type { Parameter } from './parameters.ts'
import type { Home } from './places.ts'
import { drawParameter, scalarOf } from './stories.ts'
import { emit, fileTasks, sysctlTask } from './uses.ts'
import { pythonLiteral, quoted, type Value } from './yaml-value.ts'

const draw = (draft: Draft, count: number): Parameter[] =>
  Array.from({ length: count }, () => drawParameter(draft, 'wide', 'small', 'triple'))

const valueFor = (draft: Draft, { kind }: Parameter): string => scalarOf(draft, draft.values.next(kind))

/** A list of `{name, value}`, looped over; at times inside a mapping, at times two lists added. */
export function listStory(draft: Draft, home: Home): void {
  const { random } = draft
  const defined = nothingDefined()
  const name = draft.fresh(random.pick(['sysctl_settings', 'sysctls', 'kernel_parameters']))
  const key = random.chance(0.7) ? 'name' : 'key'
  const listOf = (all: readonly Parameter[]): Value => all.map(p => ({ [key]: p.name, value: valueFor(draft, p) }))
  const all = draw(draft, 1 + random.below(3))
  const nested = random.chance(0.25)
  if (nested) draft.mark('nested list')
  define(draft, home, name, () => (nested ? { settings: listOf(all) } : listOf(all)), defined)
  let expression = nested ? `${name}.settings` : name
  if (random.chance(0.4)) {
    const more = draw(draft, 1)
    draft.mark('list + list')
    if (random.chance(0.5)) expression += ` + ${pythonLiteral(listOf(more))}`
    else {
      const other = draft.fresh(`${name}_more`)
      define(draft, home, other, () => listOf(more), defined)
      expression += ` + ${other}`
    }
    all.push(...more)
  }
  const names = all.map(p => p.name)
  if (random.chance(0.35)) {
    draft.mark('template for')
    const lines = [`{% for one in ${expression} %}`, `{{ one.${key} }} = {{ one.value }}`, '{% endfor %}']
    emit(home, fileTasks(draft, home, lines), defined)
    return
  }
  const keyword = random.weigh([
    [60, 'loop'],
    [40, 'with_items'],
  ])
  draft.mark(keyword)
  const task = sysctlTask(draft, names, quoted(`{{ item.${key} }}`), quoted('{{ item.value }}'))
  emit(home, [{ ...task, [keyword]: quoted(`{{ ${expression} }}`) }], defined)
}

/** A mapping of parameters to values, at times combined from two. */
export function mapStory(draft: Draft, home: Home): void {
  const { random } = draft
  const defined = nothingDefined()
  const name = draft.fresh(random.pick(['sysctl', 'sysctl_config', 'sysctl_overwrite']))
  const mapOf = (all: readonly Parameter[]): Value => Object.fromEntries(all.map(p => [p.name, valueFor(draft, p)]))
  const all = draw(draft, 1 + random.below(3))
  define(draft, home, name, () => mapOf(all), defined)
  let expression = name
  if (random.chance(0.5)) {
    draft.mark('combine')
    const over = [random.pick(all), ...draw(draft, random.below(2))]
    if (random.chance(0.4)) expression = `${name} | combine(${pythonLiteral(mapOf(over))})`
    else {
      const other = draft.fresh(`${name}_more`)
      define(draft, home, other, () => mapOf(over), defined)
      expression = `${name} | combine(${other})`
    }
    all.push(...over)
    // set_fact looks at its values at once, and sees no variables of another task
    const isSeen = Object.keys({ ...defined.vars, ...defined.block }).length === 0
    if (random.chance(0.35) && isSeen) {
      const whole = draft.fresh(`${name}_all`)
      const text = quoted(`{{ ${expression} }}`)
      define(draft, home, whole, () => text, defined)
      expression = whole
    }
  }
  const names = all.map(p => p.name)
  const isPlain = /^\w+$/.test(expression)
  if (random.chance(0.3)) {
    draft.mark('template for')
    const of = isPlain ? expression : `(${expression})`
    const lines = [`{% for name, value in ${of}.items() %}`, '{{ name }} = {{ value }}', '{% endfor %}']
    emit(home, fileTasks(draft, home, lines), defined)
    return
  }
  const task = sysctlTask(draft, names, quoted('{{ item.key }}'), quoted('{{ item.value }}'))
  if (isPlain && random.chance(0.25)) {
    draft.mark('with_dict')
    emit(home, [{ ...task, with_dict: quoted(`{{ ${expression} }}`) }], defined)
    return
  }
  draft.mark('dict2items', 'loop')
  emit(home, [{ ...task, loop: quoted(`{{ ${expression} | dict2items }}`) }], defined)
}
