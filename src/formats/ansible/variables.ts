import type { Dropped, LineStep } from '../../core/target.ts'
import type { YamlMap, YamlNode, YamlPair } from '../../syntax/yaml-node.ts'
import { yamlDepth } from '../../syntax/yaml-walk.ts'
import { shortened } from './conditions.ts'
import type { Context, File } from './context.ts'
import { assignedSetting, mappedSetting, namedSetting, nameIn, type Shaped } from './shapes.ts'
import { field, keyName } from './yaml-fields.ts'

type Lost = Context['lost']

interface Place {
  readonly file: File
  /** The variable that all of it belongs to. */
  readonly variable: string
  readonly lost: Lost
}

/**
 * Settings that are kept in variables, told by their shape: a mapping of parameters, a list of names with values, and what holds
 * such. Each mapping or list is a target of its own, for nothing says that two of them reach the same host.
 * @param variables a mapping of names to values
 */
export function readVariables(file: File, variables: YamlNode, lost: Lost): void {
  if (variables.kind !== 'map') {
    readVariable({ file, variable: 'list', lost }, variables)
    return
  }
  addTarget({ file, variable: 'settings', lost }, variables, settingsIn(variables, lost))
  for (const pair of variables.pairs)
    if (!nameIn(pair.key))
      readVariable({ file, variable: keyName(pair.key) ?? '', lost: lostTo(pair, lost) }, pair.value)
}

/** What one variable holds. */
export function readVariable(place: Place, node: YamlNode, depth = 0): void {
  const { file, lost } = place
  if (node.kind === 'scalar' || depth > yamlDepth || file.told.has(node)) return
  file.told.add(node)
  addTarget(place, node, settingsIn(node, lost))
  if (node.kind === 'seq') {
    for (const item of node.items) readVariable(place, item, depth + 1)
    return
  }
  if (isOtherObject(node)) return
  for (const pair of node.pairs) {
    if (nameIn(pair.key) || isAside(node, pair)) continue
    // hosts and groups of an inventory: what stands under vars are variables again
    if (keyName(pair.key) === 'vars' && !pair.dead) readVariables(file, pair.value, lost)
    else readVariable({ ...place, lost: lostTo(pair, lost) }, pair.value, depth + 1)
  }
}

/** Why a pair that a later equal one hides means nothing. A merged one is there to be hidden. */
export function lostTo(pair: YamlPair, outer: Lost): Lost {
  if (!pair.dead) return outer
  const key = shortened(keyName(pair.key) ?? '')
  return { outcome: 'overridden', why: `the key ${key} stands again further down, and the last one counts` }
}

/** An object of Kubernetes: its sysctls are those of a pod. */
function isOtherObject(map: YamlMap): boolean {
  return field(map, 'apiVersion') !== null && field(map, 'kind') !== null
}

/** What is no value of the mapping: texts about it, and the sysctls of a container. */
function isAside(map: YamlMap, pair: YamlPair): boolean {
  const name = keyName(pair.key) ?? ''
  if (/^(comment|description|regexp|default|choices|security_?context|argument_specs)$/i.test(name)) return true
  return /^(sysctls?|docker_sysctls)$/.test(name) && field(map, 'image') !== null
}

interface Found extends Shaped {
  readonly lost: Lost
}

function settingsIn(node: YamlNode, lost: Lost): Found[] {
  if (node.kind === 'scalar') return []
  if (node.kind === 'map') {
    return node.pairs.flatMap(pair => {
      const found = pair.dead && pair.merged ? null : mappedSetting(pair)
      return found ? [{ ...found, lost: lostTo(pair, lost) }] : []
    })
  }
  // `--sysctl`, `net.ipv4.tcp_x=5`: words of a command line
  const isCommand = node.items.some(i => i.kind === 'scalar' && i.text.text.startsWith('-') && !nameIn(i))
  return node.items.flatMap(item => {
    const found = item.kind === 'map' ? namedSetting(item) : isCommand ? null : assignedSetting(item)
    return found ? [{ ...found, lost }] : []
  })
}

function addTarget({ file, variable }: Place, node: YamlNode, found: readonly Found[]): void {
  const steps: LineStep[] = []
  const dropped: Dropped[] = []
  for (const { node: key, setting, lost } of found) {
    if (file.told.has(key)) continue
    file.told.add(key)
    const edit = { path: null, at: setting.key, key: setting.parameter, setting, keepsFirst: false } as const
    const step: LineStep = { do: 'line', ...edit, phase: 'once' }
    if (lost) dropped.push({ step, ...lost })
    else steps.push(step)
  }
  if (steps.length === 0 && dropped.length === 0) return
  const { path } = file.source
  const id = `ansible:${path}:${variable}@${node.at.start}`
  file.targets.push({ id, kind: 'variables', format: 'ansible', scope: file.scope, steps, dropped })
}
