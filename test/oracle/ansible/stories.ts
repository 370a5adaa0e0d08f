import { type Defined, define, nothingDefined } from './define.ts'
import type { Draft } from './draft.ts'
import { type Kind, ofKind, type Parameter } from './parameters.ts'
import type { Home } from './places.ts'
import { emit, fileTasks, sysctlTask } from './uses.ts'
import { quoted, type Value } from './yaml-value.ts'

/** A parameter that nothing sets yet, or at times one that something does. */
export function drawParameter(draft: Draft, ...kinds: Kind[]): Parameter {
  const all = ofKind(...kinds)
  const left = all.filter(p => !draft.used.has(p.name))
  const found = draft.random.pick(left.length > 0 && draft.random.chance(0.8) ? left : all)
  draft.used.set(found.name, [...(draft.used.get(found.name) ?? []), draft.name.split('.')[0]!])
  return found
}

const short = ({ name }: Parameter): string => name.replace('net.ipv4.', '')

function variableName(draft: Draft, parameter: Parameter): string {
  const scheme = draft.random.weigh([
    [30, 'net_ipv4_'],
    [40, ''],
    [15, 'sysctl_'],
    [15, 'my_'],
  ])
  if (scheme === 'net_ipv4_') draft.mark('naming scheme')
  return draft.fresh(scheme + short(parameter))
}

/** A number as people write it into YAML. */
export function scalarOf(draft: Draft, value: string): string {
  if (/ /.test(value)) return draft.random.chance(0.5) ? value : quoted(value)
  return draft.random.weigh([
    [60, value],
    [25, quoted(value)],
    [8, `'${value}'`],
    [7, `0x${Number(value).toString(16)}`],
  ])
}

/** Puts parameters to use, each with an expression of Jinja for its value. */
export function useEach(draft: Draft, home: Home, each: readonly [Parameter, string][], defined: Defined): void {
  const inFile = draft.random.chance(0.42)
  const tasks = inFile
    ? fileTasks(
        draft,
        home,
        each.map(([{ name }, expression]) => `${name} = {{ ${expression} }}`),
      )
    : each.map(([{ name }, expression]) => sysctlTask(draft, [name], name, quoted(`{{ ${expression} }}`)))
  emit(home, tasks, defined)
}

/** One variable for one parameter. */
export function scalarStory(draft: Draft, home: Home): void {
  const parameter = drawParameter(draft, 'wide', 'small', 'triple')
  const defined = nothingDefined()
  const name = variableName(draft, parameter)
  const otherwise = draft.values.next(parameter.kind)
  const isNumber = parameter.kind !== 'triple'
  const filter = draft.random.weigh([
    [45, ''],
    [25, ' | default'],
    [isNumber ? 14 : 0, ' | int'],
    [12, ' | string'],
    [isNumber ? 8 : 0, ' | default | int'],
  ])
  for (const word of ['default', 'int', 'string']) if (filter.includes(word)) draft.mark(word)
  const fallback = draft.random.chance(0.5) && isNumber ? otherwise : `'${otherwise}'`
  if (!filter.includes('default') || draft.random.chance(0.7))
    define(draft, home, name, () => scalarOf(draft, draft.values.next(parameter.kind)), defined)
  useEach(draft, home, [[parameter, name + filter.replace('default', `default(${fallback})`)]], defined)
}

/** A switch, which filters turn into a number. */
export function flagStory(draft: Draft, home: Home): void {
  const parameter = drawParameter(draft, 'flag', 'small')
  const defined = nothingDefined()
  const name = draft.fresh(`enable_${short(parameter)}`)
  const [on, off] = [draft.values.next(parameter.kind), draft.values.next(parameter.kind)]
  const filters = draft.random.weigh([
    [30, `ternary(${on}, ${off})`],
    [25, `bool | ternary('${on}', '${off}')`],
    // which takes no 0
    [parameter.name.endsWith('tcp_syn_retries') ? 0 : 30, 'bool | int'],
  ])
  draft.mark(...(filters.includes('ternary') ? ['ternary'] : ['int']), ...(filters.includes('bool') ? ['bool'] : []))
  let value = draft.random.chance(0.5)
  const make = (): Value => {
    value = !value
    const words = value ? ['true', 'yes', 'True', quoted('yes')] : ['false', 'no', 'False', quoted('no')]
    // a text that is not empty is true for ternary
    return draft.random.pick(filters.includes('bool') ? words : words.slice(0, 3))
  }
  define(draft, home, name, make, defined)
  useEach(draft, home, [[parameter, `${name} | ${filters}`]], defined)
}

/** A list of numbers that is joined. */
export function joinStory(draft: Draft, home: Home): void {
  const parameter = drawParameter(draft, 'triple')
  const defined = nothingDefined()
  const name = variableName(draft, parameter)
  const make = (): Value => draft.values.next('triple').split(' ')
  define(draft, home, name, make, defined)
  draft.mark('join')
  useEach(draft, home, [[parameter, `${name} | join(' ')`]], defined)
}

/** A mapping of mappings, of which parameters take their parts. */
export function dictStory(draft: Draft, home: Home): void {
  const defined = nothingDefined()
  const name = draft.fresh(draft.random.pick(['tcp', 'tuning', 'kernel_net']))
  const all = [0, 1, 2].slice(draft.random.below(2)).map(() => drawParameter(draft, 'wide', 'small'))
  const deep = draft.random.chance(0.6)
  if (deep) draft.mark('nested mapping')
  const keys = all.map((p, i) => (i === 0 || !deep ? [`${short(p)}`] : ['more', short(p)]))
  const make = (): Value => {
    const more: Record<string, Value> = {}
    const dict: Record<string, Value> = deep ? { more } : {}
    all.forEach((p, i) => {
      const value = scalarOf(draft, draft.values.next(p.kind))
      if (keys[i]!.length === 1) dict[keys[i]![0]!] = value
      else more[keys[i]![1]!] = value
    })
    return dict
  }
  define(draft, home, name, make, defined)
  const attribute = (path: readonly string[]) =>
    draft.random.chance(0.75) ? path.map(key => `.${key}`).join('') : path.map(key => `['${key}']`).join('')
  draft.mark('part of a mapping')
  const each = all.map((p, i): [Parameter, string] => [p, name + attribute(keys[i]!)])
  useEach(draft, home, each, defined)
}

/** Parameters with literal values, without variables. */
export function literalStory(draft: Draft, home: Home): void {
  const parameter = drawParameter(draft, 'wide', 'small', 'flag')
  const value = draft.values.next(parameter.kind)
  const words = value === '1' ? ['yes', 'on', 'true'] : value === '0' ? ['no', 'off', 'false'] : []
  const written = words.length > 0 && draft.random.chance(0.5) ? draft.random.pick(words) : scalarOf(draft, value)
  const task = sysctlTask(draft, [parameter.name], parameter.name, written)
  emit(home, [task], nothingDefined())
  if (!draft.random.chance(0.4)) return
  const call = Object.values(task).find(one => typeof one === 'object')! as Record<string, Value>
  const file = call['sysctl_file'] === undefined ? {} : { sysctl_file: call['sysctl_file'] }
  emit(home, [{ sysctl: { name: parameter.name, state: 'absent', ...file } }], nothingDefined())
  draft.mark('sysctl state')
}
