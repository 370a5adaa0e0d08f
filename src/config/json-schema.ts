import { toJsonSchema } from '@valibot/to-json-schema'
import { parameters } from '../kernel/parameters.ts'
import { ruleSummaries } from './rule-summaries.generated.ts'
import {
  configSchema,
  levelSchema,
  limitSchema,
  parametersSchema,
  requirementSchema,
  requireSchema,
  rulesSchema,
} from './schema.ts'

interface Node {
  readonly properties?: Record<string, Node>
  readonly [key: string]: unknown
}

/** The schema of the configuration for editors: what can be said without looking at more than one value. */
export function configJsonSchema(): object {
  const schema = toJsonSchema(configSchema, {
    // a check whether it is a mapping at all, which JSON Schema has in its types
    errorMode: 'ignore',
    definitions: {
      level: levelSchema,
      limit: limitSchema,
      requirement: requirementSchema,
      rules: rulesSchema,
      parameters: parametersSchema,
      require: requireSchema,
    },
  }) as unknown as Node
  return {
    $schema: schema['$schema'],
    title: 'sysctl-lint configuration',
    ...(described(schema) as Node),
  }
}

/** Gives each parameter and each rule the sentence that is known of it. What stands beside a reference counts for nothing in draft 7. */
function described(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(described)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
    const doc = parameters.get(key)?.doc ?? (Object.hasOwn(ruleSummaries, key) ? ruleSummaries[key] : undefined)
    return [key, doc === undefined ? described(value) : { description: doc, allOf: [value] }]
  })
  return Object.fromEntries(entries)
}
