import { sliceText, type Text } from '../../core/text.ts'
import type { YamlNode } from '../../syntax/yaml-node.ts'
import { field } from './yaml-fields.ts'

/** What a name of a loop stands for in one round: an item, or a key with its value (`with_dict`). */
export type Bound = YamlNode | { readonly kind: 'entry'; readonly key: YamlNode; readonly value: YamlNode }

/** What is known while a task is read. */
export interface Scope {
  readonly names: ReadonlyMap<string, Bound>
  /** Takes characters from what may still be read; false when that is used up. */
  readonly spend: (length: number) => boolean
}

/** The parts of `item.split('=')`. */
interface Parts {
  readonly kind: 'parts'
  readonly parts: readonly Text[]
}

/** What an expression gives: a value of the file, a literal of the expression itself, or nothing at all (`omit`). */
export type Evaluated = Bound | { readonly kind: 'literal'; readonly text: Text } | { readonly kind: 'omit' }

type Result = Evaluated | { readonly kind: 'undefined' } | null

/** Longer ones are left alone: nothing that could be followed here is that long. */
const longest = 400
const token = /\s*(?:([A-Za-z_]\w*)|(\d+(?:\.\d+)?)|'([^'\\]*)'|"([^"\\]*)"|([.|()[\],]))/y

interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'mark'
  readonly word: string
  /** Where the characters of a literal stand, without quotes. */
  readonly start: number
}

/**
 * Follows an expression as far as it needs nothing but literals and the items of a literal loop: `item.name`, `item['name']`,
 * `'30'`, with the filters that leave a string what it is. Null for all else, which only a run can tell.
 */
export function evaluate(expression: Text, scope: Scope): Evaluated | null {
  const tokens = expression.text.length <= longest ? tokensOf(expression.text) : null
  if (!tokens || tokens.length === 0) return null
  const state = { tokens, at: 0 }
  const result = filtered(state, expression, scope)
  return result === null || result.kind === 'undefined' || state.at < tokens.length ? null : result
}

interface State {
  readonly tokens: readonly Token[]
  at: number
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    token.lastIndex = at
    const found = token.exec(text)
    if (!found) return null
    at = token.lastIndex
    const [, name, number, single, double, mark] = found
    const quoted = single ?? double
    if (quoted !== undefined) tokens.push({ kind: 'string', word: quoted, start: at - 1 - quoted.length })
    else {
      const word = (name ?? number ?? mark)!
      const kind = name !== undefined ? 'name' : number !== undefined ? 'number' : 'mark'
      tokens.push({ kind, word, start: at - word.length })
    }
  }
  return tokens
}

function filtered(state: State, expression: Text, scope: Scope): Result {
  let result = operand(state, expression, scope)
  while (result !== null && takes(state, '|')) {
    const name = state.tokens[state.at++]
    if (name?.kind !== 'name') return null
    let argument: Result = null
    if (takes(state, '(')) {
      argument = operand(state, expression, scope)
      if (takes(state, ',') && !operand(state, expression, scope)) return null
      if (!takes(state, ')')) return null
    }
    if (name.word === 'default' || name.word === 'd') {
      if (result.kind === 'undefined') result = argument
    } else if (!/^(string|trim|quote|mandatory)$/.test(name.word)) return null
  }
  return result
}

function operand(state: State, expression: Text, scope: Scope): Result {
  const first = state.tokens[state.at++]
  if (!first || first.kind === 'mark') return null
  if (first.kind !== 'name')
    return { kind: 'literal', text: sliceText(expression, first.start, first.start + first.word.length) }
  if (first.word === 'omit') return { kind: 'omit' }
  if (/^(true|false)$/i.test(first.word))
    return { kind: 'literal', text: sliceText(expression, first.start, first.start + first.word.length) }
  const bound = scope.names.get(first.word)
  if (!bound) return null
  let value: Bound | Parts | { kind: 'literal'; text: Text } | null = bound
  for (;;) {
    if (takes(state, '.')) {
      const name = state.tokens[state.at++]
      if (name?.kind === 'number') value = value && element(value, Number(name.word))
      else if (name?.kind !== 'name') return null
      else if (name.word === 'split') {
        value = value && split(value, state)
        if (!value) return null
      } else value = value && member(value, name.word)
    } else if (takes(state, '[')) {
      const name = state.tokens[state.at++]
      if (!name || name.kind === 'name' || name.kind === 'mark' || !takes(state, ']')) return null
      value = value && (name.kind === 'number' ? element(value, Number(name.word)) : member(value, name.word))
    } else break
  }
  return value?.kind === 'parts' ? null : (value ?? { kind: 'undefined' })
}

/** `.split('=')` of a string, its separator still to be read. */
function split(value: Bound | Parts | { kind: 'literal' }, state: State): Parts | null {
  if (!takes(state, '(')) return null
  const separator = state.tokens[state.at++]
  if (separator?.kind !== 'string' || separator.word === '' || !takes(state, ')')) return null
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.text.text.length > 10_000) return null
  const parts: Text[] = []
  let at = 0
  for (const part of value.text.text.split(separator.word)) {
    parts.push(sliceText(value.text, at, at + part.length))
    at += part.length + separator.word.length
  }
  return { kind: 'parts', parts }
}

function takes(state: State, mark: string): boolean {
  const next = state.tokens[state.at]
  if (next?.kind !== 'mark' || next.word !== mark) return false
  state.at++
  return true
}

function member(value: Bound | Parts | { kind: 'literal' }, name: string): YamlNode | null {
  if (value.kind === 'entry') return name === 'key' ? value.key : name === 'value' ? value.value : null
  return value.kind === 'map' ? field(value, name) : null
}

function element(
  value: Bound | Parts | { kind: 'literal' },
  index: number,
): YamlNode | { kind: 'literal'; text: Text } | null {
  if (value.kind === 'parts') {
    const text = value.parts[index]
    return text ? { kind: 'literal', text } : null
  }
  return value.kind === 'seq' ? (value.items[index] ?? null) : null
}
