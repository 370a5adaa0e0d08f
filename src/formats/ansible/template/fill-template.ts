import { type Mark, markText, sliceText, type Text } from '../../../core/text.ts'
import { markJinja } from '../../../syntax/jinja.ts'
import type { YamlNode } from '../../../syntax/yaml-node.ts'
import { evaluateLoosely } from '../expression/evaluate.ts'
import { truthiness } from '../expression/operators.ts'
import { deeplyResolved, plain, resolved } from '../expression/resolve.ts'
import type { Bound, Scope } from '../expression/scope.ts'
import { tokensOf } from '../expression/tokens.ts'
import { listOf, livePairs } from '../expression/values.ts'
import { parseTemplate, type Range, type TemplateNode } from './nodes.ts'

/** A stretch of the outcome: text as it stands, or an expression with what is known while it is read. */
export type Piece =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'expression'; readonly mark: Mark; readonly scope: Scope }

/** What one template may give. */
const mostPieces = 20_000

/**
 * A template's statements followed: what its loops repeat and its conditions let through, with the expressions still to be filled in. A
 * block that only a run can tell stays as it is, marked. Null for a template that is not followed.
 */
export function templatePieces(text: Text, scope: Scope): readonly Piece[] | null {
  const nodes = parseTemplate(text.text)
  if (!nodes) return null
  const pieces: Piece[] = []
  return addPieces({ text, pieces }, nodes, scope) ? pieces : null
}

interface Output {
  readonly text: Text
  readonly pieces: Piece[]
}

/** False where it becomes too much. */
function addPieces(output: Output, nodes: readonly TemplateNode[], outer: Scope): boolean {
  const { text, pieces } = output
  let scope = outer
  for (const node of nodes) {
    if (pieces.length > mostPieces || !scope.spend(node.kind === 'text' ? node.end - node.start : 20)) return false
    switch (node.kind) {
      case 'text':
        pieces.push({ kind: 'text', text: sliceText(text, node.start, node.end) })
        break
      case 'expression':
        pieces.push({
          kind: 'expression',
          mark: { start: node.start, end: node.end, kind: 'unknown', why: 'a template expression' },
          scope,
        })
        break
      case 'comment':
        break
      case 'set':
        scope = bound(scope, node.name, deeplyResolved(evaluateLoosely(part(text, node.value), scope), scope))
        break
      case 'if': {
        const branch = chosen(node.branches, text, scope)
        if (branch === undefined) pieces.push(leftAsIs(text, node))
        else if (branch && !addPieces(output, branch, scope)) return false
        break
      }
      case 'for': {
        const rounds = roundsOf(node, text, scope)
        if (!rounds) pieces.push(leftAsIs(text, node))
        else if (rounds.length === 0) {
          if (!addPieces(output, node.otherwise, scope)) return false
        } else for (const round of rounds) if (!addPieces(output, node.body, round)) return false
        break
      }
      default:
        pieces.push(leftAsIs(text, node))
    }
  }
  return true
}

function part(text: Text, { start, end }: Range): Text {
  return sliceText(markText(text, []), start, end)
}

/** A block that nobody can follow here, with its own marks. */
function leftAsIs(text: Text, { start, end }: Range): Piece {
  return { kind: 'text', text: markJinja(part(text, { start, end })) }
}

function bound(scope: Scope, name: string, value: Bound | null): Scope {
  return { ...scope, names: new Map([...scope.names, [name, value]]) }
}

/** The branch that holds; null for none, undefined where only a run can tell. */
function chosen(
  branches: (TemplateNode & { kind: 'if' })['branches'],
  text: Text,
  scope: Scope,
): readonly TemplateNode[] | null | undefined {
  for (const { test, body } of branches) {
    if (!test) return body
    const truth = truthiness(resolved(evaluateLoosely(part(text, test), scope), scope))
    if (truth === null) return undefined
    if (truth) return body
  }
  return null
}

/** What is known in each round; null where only a run can tell. */
function roundsOf(node: TemplateNode & { kind: 'for' }, text: Text, scope: Scope): readonly Scope[] | null {
  const expression = part(text, node.over)
  // `for a in b if c` is no inline condition
  if (tokensOf(expression.text)?.some(token => token.kind === 'name' && token.word === 'if') !== false) return null
  const over = plain(evaluateLoosely(expression, scope), scope)
  if (over === null || over.kind === 'scalar') return null
  const items = over.kind === 'seq' ? over.items : livePairs(over).map(pair => pair.key)
  const rounds: Scope[] = []
  for (const item of items) {
    const parts = node.names.length === 1 ? [item] : unpacked(item, scope)
    if (parts?.length !== node.names.length) return null
    const names = new Map<string, Bound | null>([...scope.names, ['loop', null]])
    for (const [i, name] of node.names.entries()) names.set(name, parts[i]!)
    rounds.push({ ...scope, names })
  }
  return rounds
}

function unpacked(item: YamlNode, scope: Scope): readonly YamlNode[] | null {
  const list = plain(item, scope)
  return list?.kind === 'seq' ? listOf(list.items, list.at).items : null
}
