import type { BeatenDefinition, DefinedValue, Setting } from '../../../core/setting.ts'
import type { Span, Text } from '../../../core/text.ts'
import type { YamlNode, YamlScalar } from '../../../syntax/yaml-node.ts'
import { pythonText } from '../python-text.ts'
import { contains, counterpart, leafAt } from './counterpart.ts'
import type { Found, Variable } from './find-variable.ts'
import { rankOf } from './layers.ts'

/** What remembers the variables that a task has asked for, and tells a setting's value from its variable. */
export interface Tracer {
  note(variable: Variable): void
  /** Another task begins. */
  reset(): void
  /** A setting at the definition of its variable, where it has its value from one; its use is then named. */
  traced(setting: Setting): Setting
  /** A text whose filled places know their definitions. */
  defined(text: Text): Text
}

/** Variables of one task that are remembered. */
const mostNoted = 5000

/** Nothing is noted yet. */
export function createTracer(): Tracer {
  const noted = new Map<string, Variable>()
  const holding = (at: Span): Variable | null => {
    let found: Variable | null = null
    for (const variable of noted.values()) if (contains(variable.winner.node, at)) found = variable
    return found
  }
  /** The variables through which a name was reached: those that mention it. */
  const leadingTo = (name: string): readonly Variable[] => {
    const found = new Set<Variable>()
    const open = [name]
    for (let next = open.pop(); next !== undefined && found.size < 50; next = open.pop())
      for (const variable of noted.values())
        if (!found.has(variable) && mentions(variable.winner.node, next)) {
          found.add(variable)
          open.push(variable.winner.name)
        }
    return [...found]
  }
  const definedAt = (valueAt: Span, parameter: string): DefinedValue | null => {
    const variable = holding(valueAt)
    if (!variable) return null
    const { winner } = variable
    const leaf = leafAt(winner.node, valueAt)
    if (!leaf) return null
    const beaten = [
      ...beatenAlong(variable, valueAt, parameter),
      ...leadingTo(winner.name).flatMap(one => (one === variable ? [] : beatenWhole(one))),
    ]
    const through = { variable: winner.name, level: winner.label, uses: [], beaten: differing(beaten, leaf.scalar) }
    return { key: leaf.key ?? winner.key, valueAt, literal: isWritten(leaf.scalar, valueAt), through }
  }
  return {
    note(variable) {
      const { source, start } = variable.winner.key
      if (noted.size < mostNoted) noted.set(`${source.path}\0${start}`, variable)
    },
    reset: () => noted.clear(),
    traced(setting) {
      const { key, valueAt } = setting
      const found = definedAt(valueAt, setting.parameter)
      if (found) {
        const variable = holding(valueAt)!
        // a list of names with values: the setting stands there already
        if (contains(variable.winner.node, key)) return { ...setting, through: found.through }
        return {
          ...setting,
          ...found,
          literal: setting.literal && found.literal,
          through: { ...found.through, uses: [key] },
        }
      }
      const named = [...noted.values()].filter(one => isNamedAt(one.winner.name, valueAt))
      const beaten = named.flatMap(beatenWhole)
      const [first] = named
      if (!first || beaten.length === 0) return setting
      const { name, label } = first.winner
      return { ...setting, through: { variable: name, level: label, uses: [], beaten } }
    },
    defined(text) {
      if (!text.filled) return text
      const filled = text.filled.map(one => {
        const at = wholeSpan(one.from)
        const definition = definedAt(at, '')
        return definition ? { ...one, definition } : one
      })
      return { ...text, filled }
    },
  }
}

function wholeSpan({ source, text, base, whole, offsets, ends }: Text): Span {
  if (whole) return { source, start: whole.start, end: whole.end }
  if (!offsets || offsets.length === 0) return { source, start: base, end: base + text.length }
  const last = offsets.length - 1
  return { source, start: offsets[0]!, end: ends?.[last] ?? offsets[last]! + 1 }
}

function isWritten({ printed }: YamlScalar, at: Span): boolean {
  return at.source.text.slice(at.start, at.end) === printed.trim()
}

function mentions(node: YamlNode, name: string): boolean {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('{{')) return false
  return hasWord(node.value, name)
}

function isNamedAt(name: string, at: Span): boolean {
  return at.end - at.start < 2000 && hasWord(at.source.text.slice(at.start, at.end), name)
}

function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + name.length] ?? '')) return true
  return false
}

/** The beaten definitions' own word on the same part of the value. */
function beatenAlong({ winner, beaten }: Variable, valueAt: Span, parameter: string): BeatenDefinition[] {
  return beaten.flatMap(one => {
    const other = counterpart(one.node, winner.node, valueAt, parameter)
    return other ? [beatenDefinition(one, winner, other.scalar, other.key)] : []
  })
}

function beatenWhole({ winner, beaten }: Variable): BeatenDefinition[] {
  return beaten.map(one => beatenDefinition(one, winner, one.node, null))
}

function differing(beaten: readonly BeatenDefinition[], winner: YamlScalar): BeatenDefinition[] {
  return beaten.filter(one => one.value !== winner.printed)
}

/** Overriding in the direction that is made for it surprises nobody. */
function beatenDefinition(loser: Found, winner: Found, node: YamlNode, key: Span | null): BeatenDefinition {
  const value = node.kind === 'scalar' ? node.printed : pythonText(node)
  const base = { key: key ?? loser.key, valueAt: node.at, value, level: loser.label }
  if (loser.hidden !== null) return { ...base, surprise: true, why: loser.hidden }
  const isSurprise = winner.level === 'role vars' && rankOf(loser.level) > 0 && loser.level !== 'role vars'
  return {
    ...base,
    surprise: isSurprise,
    why: `${winner.label} ${winner.label.endsWith('s') ? 'beat' : 'beats'} ${loser.label}`,
  }
}
