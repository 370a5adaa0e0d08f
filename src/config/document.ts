import type { Source, Span } from '../core/text.ts'
import { textOf } from '../core/text.ts'
import { parseYaml } from '../syntax/yaml.ts'
import type { YamlMap, YamlNode, YamlPair } from '../syntax/yaml-node.ts'
import type { Complain } from './problem.ts'
import { plainScalar } from './scalar.ts'
import { shown } from './words.ts'

/** A key or an index on the way from the top to a value. */
export type Step = string | number

/** A YAML file as plain values, with the places that they came from. */
export interface ConfigDocument {
  readonly value: unknown
  /** Where a value stands; of what is not there, the nearest thing around it. */
  at(path: readonly Step[]): Span
  /** Where its key stands; where it has none, the value. */
  keyAt(path: readonly Step[]): Span
  /** A scalar as it is written: `6.10`, which is no 6.1. */
  written(path: readonly Step[]): string
}

/** Values that are read of one file. Anchors can make a small file stand for any number. */
const mostValues = 50_000
/** Nobody nests a configuration deeper. */
const deepest = 20

/** The keys of every object in JavaScript, which validators pass over. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor'])

/** Reads a configuration's YAML. Nothing is returned where it cannot be told what is meant; why has been complained of. */
export function readDocument(source: Source, complain: Complain): ConfigDocument | null {
  const { documents, errors } = parseYaml(textOf(source))
  for (const { message, at } of errors) complain(message, at)
  if (errors.length > 0) return null
  const root = documents[0] ?? null
  if (documents.length > 1) {
    const second = documents[1]?.at ?? { source, start: source.text.length, end: source.text.length }
    complain('a second YAML document is not read; a configuration is one', second)
    return null
  }
  const top = { source, start: 0, end: 0 }
  if (root === null) return { value: {}, at: () => top, keyAt: () => top, written: () => '' }
  let failed = false
  const value = toPlain(root, (message, at) => {
    failed = true
    complain(message, at)
  })
  if (failed) return null
  return {
    value,
    at: path => find(root, path).value.at,
    keyAt(path) {
      const { value, key } = find(root, path)
      return key?.at ?? value.at
    },
    written(path) {
      const { value } = find(root, path)
      return value.kind === 'scalar' ? value.text.text : ''
    },
  }
}

function find(root: YamlNode, path: readonly Step[]): { value: YamlNode; key: YamlNode | null } {
  let value = root
  let key: YamlNode | null = null
  for (const step of path) {
    if (value.kind === 'seq' && typeof step === 'number' && value.items[step]) {
      value = value.items[step]
      key = null
      continue
    }
    const pair = value.kind === 'map' ? alive(value).find(p => nameOf(p.key) === String(step)) : undefined
    if (!pair) return { value, key }
    value = pair.value
    key = pair.key
  }
  return { value, key }
}

function alive({ pairs }: YamlMap): YamlPair[] {
  return pairs.filter(pair => !pair.dead)
}

function nameOf(key: YamlNode): string | null {
  return key.kind === 'scalar' ? key.text.text : null
}

function toPlain(root: YamlNode, complain: Complain): unknown {
  let left = mostValues
  const convert = (node: YamlNode, depth: number): unknown => {
    if (left-- <= 0 || depth > deepest) {
      if (left > -2)
        complain(`the configuration is larger or deeper than any (${mostValues} values, ${deepest} levels)`, node.at)
      left = -2
      return null
    }
    if (node.kind === 'scalar') {
      const plain = plainScalar(node)
      if ('value' in plain) return plain.value
      complain(`${shown(node.text.text)} ${plain.error}`, node.at)
      return null
    }
    if (node.tag !== null) complain(`the tag ${shown(node.tag)} has no meaning here`, node.at)
    if (node.kind === 'seq') {
      const items: unknown[] = []
      for (const item of node.items) {
        if (left < 0) break
        items.push(convert(item, depth + 1))
      }
      return items
    }
    const map: Record<string, unknown> = Object.create(null)
    const first = new Map<string, YamlNode>()
    for (const { key, value, dead, merged } of node.pairs) {
      if (left < 0) break
      const name = nameOf(key)
      if (name === null) continue
      if (!merged && first.has(name)) complain(`${shown(name)} is there already; keys stand once`, key.at)
      if (!merged) first.set(name, key)
      if (reserved.has(name)) complain(`${shown(name)} is no key here`, key.at)
      if (!dead && !reserved.has(name)) map[name] = convert(value, depth + 1)
    }
    return map
  }
  return convert(root, 0)
}
