import { type Token, tokensOf } from './tokens.ts'

/** A Jinja expression as a tree. Places are offsets in the expression's text. */
export type Expression =
  | {
      readonly kind: 'string' | 'int' | 'float' | 'name'
      readonly word: string
      readonly start: number
      readonly end: number
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly pairs: readonly (readonly [Expression, Expression])[] }
  /** `a.b` is an attribute first, `a['b']` an item. */
  | { readonly kind: 'item'; readonly of: Expression; readonly index: Expression; readonly dotted: boolean }
  | { readonly kind: 'call'; readonly of: Expression; readonly method: string; readonly args: Arguments }
  | { readonly kind: 'filter'; readonly of: Expression; readonly name: string; readonly args: Arguments }
  | {
      readonly kind: 'test'
      readonly of: Expression
      readonly name: string
      readonly negated: boolean
      readonly args: Arguments
    }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | {
      readonly kind: 'if'
      readonly test: Expression
      readonly value: Expression
      readonly otherwise: Expression | null
    }

export interface Arguments {
  readonly positional: readonly Expression[]
  readonly named: ReadonlyMap<string, Expression>
}

/** Nesting that is followed. */
const deepest = 40

interface State {
  readonly tokens: readonly Token[]
  at: number
  depth: number
}

/** What is written is none of what is followed. */
class NotFollowed extends Error {}

/** Parses an expression; null for what is not followed. */
export function parseExpression(text: string): Expression | null {
  const tokens = tokensOf(text)
  if (!tokens || tokens.length === 0) return null
  const state: State = { tokens, at: 0, depth: 0 }
  try {
    const found = conditional(state)
    return state.at === tokens.length ? found : null
  } catch (error) {
    if (error instanceof NotFollowed) return null
    throw error
  }
}

function conditional(state: State): Expression {
  if (state.depth++ > deepest) throw new NotFollowed()
  let found = binary(state, 0)
  while (takesWord(state, 'if')) {
    const test = binary(state, 0)
    const otherwise = takesWord(state, 'else') ? conditional(state) : null
    found = { kind: 'if', test, value: found, otherwise }
  }
  state.depth--
  return found
}

/** Weakest first, as Jinja binds them (jinja2/parser.py). `not` stands between `and` and comparisons. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['==', '!=', '<', '>', '<=', '>=', 'in', 'not in'],
  ['+', '-'],
  ['~'],
  ['*', '/', '//', '%'],
]

const comparisons = 2

function binary(state: State, level: number): Expression {
  if (level === levels.length) return unary(state)
  if (level === comparisons && takesWord(state, 'not')) {
    if (state.depth++ > deepest) throw new NotFollowed()
    const of = binary(state, comparisons)
    state.depth--
    return { kind: 'not', of }
  }
  let left = binary(state, level + 1)
  for (let operator = takesOperator(state, levels[level]!); operator !== null; ) {
    left = { kind: 'binary', operator, left, right: binary(state, level + 1) }
    operator = takesOperator(state, levels[level]!)
    // a < b < c compares twice
    if (operator !== null && level === comparisons) throw new NotFollowed()
  }
  return left
}

function takesOperator(state: State, operators: readonly string[]): string | null {
  const next = state.tokens[state.at]
  if (!next || (next.kind !== 'mark' && next.kind !== 'name')) return null
  if (next.word === 'not' && operators.includes('not in') && state.tokens[state.at + 1]?.word === 'in') {
    state.at += 2
    return 'not in'
  }
  if (!operators.includes(next.word)) return null
  state.at++
  return next.word
}

/** A minus binds what stands next to it, and a filter behind takes the negative number (jinja2/parser.py, parse_unary). */
function unary(state: State, filters = true): Expression {
  let of: Expression
  if (takes(state, '-')) {
    if (state.depth++ > deepest) throw new NotFollowed()
    of = { kind: 'minus', of: unary(state, false) }
    state.depth--
  } else of = postfix(state, primary(state))
  return filters ? filtered(state, of) : of
}

function primary(state: State): Expression {
  const first = state.tokens[state.at++]
  if (!first) throw new NotFollowed()
  if (first.kind !== 'mark') {
    if (first.kind === 'name' && /^(if|else|and|or|not|in|is)$/.test(first.word)) throw new NotFollowed()
    return { kind: first.kind, word: first.word, start: first.start, end: first.end }
  }
  if (first.word === '[') return { kind: 'list', items: listUntil(state, ']') }
  if (first.word === '{') return { kind: 'dict', pairs: pairs(state) }
  if (first.word !== '(') throw new NotFollowed()
  const inner = conditional(state)
  // a tuple
  if (!takes(state, ')')) throw new NotFollowed()
  return inner
}

function listUntil(state: State, close: string): Expression[] {
  const items: Expression[] = []
  while (!takes(state, close)) {
    items.push(conditional(state))
    if (takes(state, close)) break
    if (!takes(state, ',')) throw new NotFollowed()
  }
  return items
}

function pairs(state: State): (readonly [Expression, Expression])[] {
  const found: (readonly [Expression, Expression])[] = []
  while (!takes(state, '}')) {
    const key = conditional(state)
    if (!takes(state, ':')) throw new NotFollowed()
    found.push([key, conditional(state)])
    if (takes(state, '}')) break
    if (!takes(state, ',')) throw new NotFollowed()
  }
  return found
}

function postfix(state: State, start: Expression): Expression {
  let of = start
  for (;;) {
    if (takes(state, '.')) {
      const name = state.tokens[state.at++]
      if (name?.kind !== 'name' && name?.kind !== 'int') throw new NotFollowed()
      if (takes(state, '(')) of = { kind: 'call', of, method: name.word, args: argumentsOf(state) }
      else of = { kind: 'item', of, index: { ...name, kind: name.kind === 'int' ? 'int' : 'string' }, dotted: true }
    } else if (takes(state, '[')) {
      const index = conditional(state)
      if (!takes(state, ']')) throw new NotFollowed()
      of = { kind: 'item', of, index, dotted: false }
    } else if (takes(state, '(')) {
      if (of.kind !== 'name') throw new NotFollowed()
      of = { kind: 'call', of, method: '', args: argumentsOf(state) }
    } else return of
  }
}

function filtered(state: State, start: Expression): Expression {
  let of = start
  for (;;) {
    if (takes(state, '|')) {
      let name = nameOf(state)
      while (takes(state, '.')) name += `.${nameOf(state)}`
      of = { kind: 'filter', of, name, args: takes(state, '(') ? argumentsOf(state) : noArguments }
    } else if (takesWord(state, 'is')) {
      const negated = takesWord(state, 'not')
      const name = nameOf(state)
      of = { kind: 'test', of, name, negated, args: takes(state, '(') ? argumentsOf(state) : noArguments }
    } else return of
  }
}

const noArguments: Arguments = { positional: [], named: new Map() }

function argumentsOf(state: State): Arguments {
  const positional: Expression[] = []
  const named = new Map<string, Expression>()
  while (!takes(state, ')')) {
    const [first, second] = [state.tokens[state.at], state.tokens[state.at + 1]]
    if (first?.kind === 'name' && second?.kind === 'mark' && second.word === '=') {
      state.at += 2
      named.set(first.word, conditional(state))
    } else positional.push(conditional(state))
    if (takes(state, ')')) break
    if (!takes(state, ',')) throw new NotFollowed()
  }
  return { positional, named }
}

function nameOf(state: State): string {
  const name = state.tokens[state.at++]
  if (name?.kind !== 'name') throw new NotFollowed()
  return name.word
}

function takes(state: State, mark: string): boolean {
  const next = state.tokens[state.at]
  if (next?.kind !== 'mark' || next.word !== mark) return false
  state.at++
  return true
}

function takesWord(state: State, word: string): boolean {
  const next = state.tokens[state.at]
  if (next?.kind !== 'name' || next.word !== word) return false
  state.at++
  return true
}
