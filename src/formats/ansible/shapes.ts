import type { Setting } from '../../core/setting.ts'
import { sliceText, type Text } from '../../core/text.ts'
import type { YamlMap, YamlNode, YamlPair } from '../../syntax/yaml-node.ts'
import { shortened } from './conditions.ts'
import { makeSetting, type Name, nameOf } from './make-setting.ts'
import { render, renderTemplate, unknownIn } from './render.ts'
import { field, livePair } from './yaml-fields.ts'

/** A setting that a variable holds, with the node that stands for it. */
export interface Shaped {
  readonly node: YamlNode
  readonly setting: Setting
}

/** A key of sysctl's as it is written in variables. A bare `tcp_fin_timeout` is the name of a variable like any other. */
const written = /^\s*-?net[./]/

/** The parameter that a scalar names, or null. */
export function nameIn(node: YamlNode): Name | null {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || !written.test(node.text.text)) return null
  return nameOf(node.text)
}

/** `net.ipv4.tcp_x: 5`, or with a mapping that holds the value. */
export function mappedSetting({ key, value }: YamlPair): Shaped | null {
  const name = nameIn(key)
  if (!name) return null
  const own = value.kind === 'map' ? field(value, 'value', 'val') : value
  const state = value.kind === 'map' ? field(value, 'state') : null
  return own || isAbsent(state) ? { node: key, setting: kept(name, own, state) } : null
}

/** `{ name: net.ipv4.tcp_x, value: 5 }`, in any order and with anything between. */
export function namedSetting(item: YamlMap): Shaped | null {
  const key = livePair(item, 'name', 'key', 'param', 'parameter', 'sysctl', 'option')?.value
  const name = key ? nameIn(key) : null
  if (!key || !name) return null
  const value = field(item, 'value', 'val')
  const state = field(item, 'state')
  return value || isAbsent(state) ? { node: key, setting: kept(name, value, state) } : null
}

/** `net.ipv4.tcp_x=5` */
export function assignedSetting(item: YamlNode): Shaped | null {
  if (item.kind !== 'scalar' || typeof item.value !== 'string' || !written.test(item.text.text)) return null
  const { text } = item
  const equals = text.text.indexOf('=')
  if (equals <= 0 || text.text.trimEnd().includes('\n')) return null
  const name = nameOf(sliceText(text, 0, equals))
  const after = sliceText(text, equals + 1, text.text.length)
  const value = item.tag === '!unsafe' ? after : renderTemplate(after)
  return name && { node: item, setting: makeSetting(name, value, { ...present, conditional: null }) }
}

const present = { state: 'set', onError: 'continues' } as const

function kept(name: Name, value: YamlNode | null, state: YamlNode | null): Setting {
  const states = state && render(state)
  const conditional = states && unknownIn(states) ? `state: ${shortened(states.text)}` : null
  const how = { ...present, state: isAbsent(state) ? 'absent' : 'set', conditional } as const
  const setting = makeSetting(name, valueText(value), how)
  // a list may be joined, and what is empty may be left out: that is up to whatever uses the variable
  const open = value !== null && (value.kind !== 'scalar' || value.value === null)
  return open ? { ...setting, known: false, literal: false } : setting
}

function valueText(value: YamlNode | null): Text | null {
  if (value?.kind === 'scalar' && value.value === null) return value.text
  return value && render(value)
}

function isAbsent(state: YamlNode | null): boolean {
  return state?.kind === 'scalar' && state.printed.trim() === 'absent'
}
