import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import type { Context } from '../context.ts'
import { readTasks } from '../tasks.ts'
import { field, itemsOf } from '../yaml-fields.ts'

/** Names that tasks have notified, with why they may not have, or null. */
type Notified = Map<string, string | null>

/** In the name of a handler, or one that is notified: nobody can tell which are meant. */
const anyHandler = /\{\{/

/** The handlers of a play on one host. */
export interface Handlers {
  /** More of them, from a role or the play itself. What was notified before does not mean these. */
  add(list: YamlNode, context: Context, notified: Notified): void
  /** Runs in order what has been notified; a handler that notifies one before it leaves that to the next time. */
  flush(notified: Notified): void
}

interface Handler {
  readonly node: YamlMap
  readonly context: Context
  /** Its names: as it stands, and with its role in front. */
  readonly names: readonly string[]
  readonly listens: readonly string[]
}

/**
 * None yet. Of a name the handler is meant that is the first in the last list which has it, and besides all that listen
 * (plugins/strategy/__init__.py, tried on 2.14).
 */
export function createHandlers(): Handlers {
  const all: Handler[] = []
  const added = new Set<YamlNode>()
  const templates: Handler[] = []
  const byName = new Map<string, Handler>()
  const byListen = new Map<string, Handler[]>()
  const pending = new Map<Handler, string | null>()
  let isFlushing = false
  const notify = (handler: Handler, why: string | null): void => {
    if (pending.get(handler) !== null) pending.set(handler, why)
  }
  const settle = (notified: Notified): void => {
    const open = 'nobody can tell which handlers are notified'
    for (const [name, why] of notified) {
      const named = byName.get(name)
      if (named) notify(named, why)
      for (const one of byListen.get(name) ?? []) notify(one, why)
      for (const one of anyHandler.test(name) ? all : templates) notify(one, why ?? open)
    }
    notified.clear()
  }
  return {
    add(list, context, notified) {
      if (added.has(list)) return
      settle(notified)
      added.add(list)
      for (const part of partsOf(list, context)) {
        const own = new Set<string>()
        for (const handler of part) {
          all.push(handler)
          if (handler.names.some(name => anyHandler.test(name))) templates.push(handler)
          for (const name of handler.names) {
            if (!own.has(name)) byName.set(name, handler)
            own.add(name)
          }
          for (const name of handler.listens) {
            const list = byListen.get(name)
            if (list) list.push(handler)
            else byListen.set(name, [handler])
          }
        }
      }
    },
    flush(notified) {
      settle(notified)
      if (isFlushing || pending.size === 0) return
      isFlushing = true
      for (const handler of all) {
        const why = pending.get(handler)
        if (why === undefined) continue
        pending.delete(handler)
        const { node, context } = handler
        const one: YamlNode = { kind: 'seq', tag: null, items: [node], at: node.at }
        readTasks(one, { ...context, conditional: context.conditional ?? why })
        settle(notified)
      }
      isFlushing = false
    },
  }
}

/** Blocks part a list: handlers before, in and behind one are told apart. */
function partsOf(list: YamlNode, context: Context): Handler[][] {
  const parts: Handler[][] = [[]]
  const role = /(?:^|\/)([^/]+)\/handlers\/[^/]+$/.exec(list.at.source.path)?.[1]
  for (const node of itemsOf(list)) {
    if (node.kind !== 'map') continue
    const block = field(node, 'block')
    if (!block) parts.at(-1)!.push(handlerOf(node, context, role))
    else {
      const inside = { ...context, conditional: context.conditional ?? 'it stands in a block of handlers' }
      const own = itemsOf(block).flatMap(one => (one.kind === 'map' ? [handlerOf(one, inside, role)] : []))
      parts.push(own, [])
    }
  }
  return parts
}

function handlerOf(node: YamlMap, context: Context, role: string | undefined): Handler {
  const [name] = printed(field(node, 'name'))
  const names = name === undefined ? [] : role === undefined ? [name] : [name, `${role} : ${name}`]
  return { node, context, names, listens: printed(field(node, 'listen')) }
}

function printed(node: YamlNode | null): string[] {
  return itemsOf(node).flatMap(one => (one.kind === 'scalar' ? [one.printed] : []))
}
