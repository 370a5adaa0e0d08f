import { jinjaMarks } from '../../../syntax/jinja.ts'

/** A part of a template. Places are offsets in its text. */
export type TemplateNode =
  | { readonly kind: 'text' | 'expression' | 'comment' | 'opaque'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'for'
      readonly start: number
      readonly end: number
      readonly names: readonly string[]
      readonly over: Range
      readonly body: readonly TemplateNode[]
      readonly otherwise: readonly TemplateNode[]
    }
  | { readonly kind: 'if'; readonly start: number; readonly end: number; readonly branches: readonly Branch[] }
  | {
      readonly kind: 'set'
      readonly start: number
      readonly end: number
      readonly name: string
      readonly value: Range
    }

export interface Range {
  readonly start: number
  readonly end: number
}

/** `if`, `elif`; without a test `else`. */
export interface Branch {
  readonly test: Range | null
  readonly body: readonly TemplateNode[]
}

/** Blocks in blocks that are followed. */
const deepest = 20
/** Parts of one template that are followed. */
const mostTags = 5000

interface Tag extends Range {
  /** `{{`, `{%`, `{#` */
  readonly open: string
  /** The first word of a statement. */
  readonly word: string
  /** What stands behind that word. */
  readonly rest: Range
}

interface State {
  readonly text: string
  readonly tags: readonly Tag[]
  at: number
  depth: number
}

/**
 * A template as its parts, with the line ends taken out that Ansible takes out (trim_blocks) and the blanks that `-` does. Null for one
 * that is not followed: with a block that is not closed, or with statements that are none of for, if and set around others.
 */
export function parseTemplate(text: string): readonly TemplateNode[] | null {
  const tags = tagsOf(text)
  if (tags.length > mostTags) return null
  const state: State = { text, tags, at: 0, depth: 0 }
  const nodes = nodesUntil(state, 0, text.length, [])
  return nodes && state.at === tags.length ? nodes.nodes : null
}

function tagsOf(text: string): Tag[] {
  const tags: Tag[] = []
  for (const { start, end, kind } of [...jinjaMarks(text)].sort((a, b) => a.start - b.start)) {
    if (kind !== 'unknown') continue
    const open = text.slice(start, start + 2)
    const from = start + (/[-+]/.test(text[start + 2] ?? '') ? 3 : 2)
    const to = Math.max(from, end - (/[-+]/.test(text[end - 3] ?? '') ? 3 : 2))
    const head = open === '{%' ? /^\s*(\w+)\s*/.exec(text.slice(from, to)) : null
    tags.push({ start, end, open, word: head?.[1] ?? '', rest: { start: from + (head?.[0].length ?? 0), end: to } })
  }
  return tags
}

/** Parts up to a statement of these words, which is left to be read. */
function nodesUntil(
  state: State,
  from: number,
  end: number,
  words: readonly string[],
): { nodes: TemplateNode[]; at: number } | null {
  const nodes: TemplateNode[] = []
  let at = from
  for (let tag = state.tags[state.at]; tag; tag = state.tags[state.at]) {
    pushText(state.text, nodes, at, tag.start, tag)
    if (words.includes(tag.word)) return { nodes, at: tag.start }
    state.at++
    const node = nodeOf(state, tag)
    if (!node) return null
    nodes.push(node)
    at = behind(state.text, state.tags[state.at - 1]!)
  }
  if (words.length > 0) return null
  pushText(state.text, nodes, at, end, null)
  return { nodes, at: end }
}

/** Text before a tag, without the blanks that `{%-` takes away. */
function pushText(text: string, nodes: TemplateNode[], start: number, before: number, tag: Tag | null): void {
  let end = before
  if (tag && text[tag.start + 2] === '-') while (end > start && /\s/.test(text[end - 1]!)) end--
  if (end > start) nodes.push({ kind: 'text', start, end })
}

/** Where the text behind a tag starts: `-%}` takes blanks away, and a statement or comment the end of its line. */
function behind(text: string, { end, open }: Tag): number {
  const sign = text[end - 3]
  let at = end
  if (sign === '-') while (at < text.length && /\s/.test(text[at]!)) at++
  else if (open !== '{{' && sign !== '+' && text[at] === '\n') at++
  return at
}

function nodeOf(state: State, tag: Tag): TemplateNode | null {
  const { start, end, open, word, rest } = tag
  if (open === '{{') return { kind: 'expression', start, end }
  if (open === '{#') return { kind: 'comment', start, end }
  if (state.depth > deepest) return null
  state.depth++
  const node = word === 'for' ? forNode(state, tag) : word === 'if' ? ifNode(state, tag) : null
  state.depth--
  if (word === 'for' || word === 'if') return node
  const set = word === 'set' ? /^([A-Za-z_]\w*)\s*=/.exec(state.text.slice(rest.start, rest.end)) : null
  if (set)
    return { kind: 'set', start, end, name: set[1]!, value: { start: rest.start + set[0].length, end: rest.end } }
  // an end without its start, or a block whose content is something else
  return /^(include|import|from|do)$/.test(word) ? { kind: 'opaque', start, end } : null
}

function forNode(state: State, tag: Tag): TemplateNode | null {
  const head = /^(\w+(?:\s*,\s*\w+)*)\s+in\s/.exec(state.text.slice(tag.rest.start, tag.rest.end))
  const body = nodesUntil(state, behind(state.text, tag), 0, ['endfor', 'else'])
  const middle = body && state.tags[state.at++]
  if (!middle || !head) return null
  const rest = middle.word === 'else' ? nodesUntil(state, behind(state.text, middle), 0, ['endfor']) : null
  const last = middle.word === 'else' ? rest && state.tags[state.at++] : middle
  if (!last) return null
  const names = head[1]!.split(',').map(name => name.trim())
  const over = { start: tag.rest.start + head[0].length, end: tag.rest.end }
  return { kind: 'for', start: tag.start, end: last.end, names, over, body: body.nodes, otherwise: rest?.nodes ?? [] }
}

function ifNode(state: State, tag: Tag): TemplateNode | null {
  const branches: Branch[] = []
  for (let open = tag; ; ) {
    const body = nodesUntil(state, behind(state.text, open), 0, ['elif', 'else', 'endif'])
    const next = body && state.tags[state.at++]
    if (!next) return null
    branches.push({ test: open.word === 'else' ? null : open.rest, body: body.nodes })
    if (next.word === 'endif') return { kind: 'if', start: tag.start, end: next.end, branches }
    open = next
  }
}
