import type { Text } from '../../core/text.ts'
import { type Context, spend } from './context.ts'
import type { ModuleCall } from './module-call.ts'
import { render } from './render.ts'

/** What a module gets for an option under one of its names, as a string; null where it gets none. */
export function optionText(call: ModuleCall, context: Context, ...names: readonly string[]): Text | null {
  const node = call.option(...names)
  if (node === null || (node.kind === 'scalar' && node.value === null)) return null
  const length = node.kind === 'scalar' ? node.text.text.length : node.at.end - node.at.start
  return spend(context.file, length) ? render(node, context.scope) : null
}
