import type { Text } from '../../../core/text.ts'
import type { YamlMap } from '../../../syntax/yaml-node.ts'
import type { Context } from '../context.ts'
import { modulePair } from '../module-call.ts'
import { renderTemplate } from '../render.ts'

/** What a task hands to its module as a single text: `include_tasks: a.yml`; null where it is none. */
export function freeText(task: YamlMap, context: Context): Text | null {
  const value = modulePair(task)?.value
  if (value?.kind === 'map') {
    const raw = value.pairs.find(pair => pair.key.kind === 'scalar' && pair.key.printed === '_raw_params')?.value
    return raw?.kind === 'scalar' ? renderTemplate(raw.text, context.scope) : null
  }
  return value?.kind === 'scalar' && typeof value.value === 'string' ? renderTemplate(value.text, context.scope) : null
}
