import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly schema: object
}

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> }
}

/** A request that GitHub's description knows, with what is wrong with it by that description. */
export interface Checked {
  readonly operation: string
  readonly path: Readonly<Record<string, string>>
  readonly faults: readonly string[]
}

/** Checks requests against the cut of GitHub's description. Unlike GitHub, it takes a property that is not described for a fault. */
export function createContract(): (method: string, url: URL, body: unknown) => Checked | null {
  const file = join(import.meta.dirname, '../openapi/github.json')
  const description = closed(JSON.parse(readFileSync(file, 'utf8'))) as Description
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false })
  formats.default(ajv)
  ajv.addSchema(description, 'github')
  const bodies = new Map<Operation, ValidateFunction>()
  const check = (operation: Operation, body: unknown): string[] => {
    const schema = operation.requestBody?.content['application/json'].schema
    if (!schema) return body === undefined ? [] : ['a body that is not described']
    const validate = bodies.get(operation) ?? ajv.compile(resolved(schema))
    bodies.set(operation, validate)
    return validate(body) ? [] : validate.errors!.map(e => `${e.instancePath || 'body'} ${e.message}`)
  }
  const routes = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: asPattern(path),
      operation,
    })),
  )
  return (method, url, body) => {
    for (const { method: wanted, pattern, operation } of routes) {
      const found = wanted === method ? pattern.exec(url.pathname) : null
      if (!found) continue
      const path = Object.fromEntries(
        Object.entries(found.groups ?? {}).map(([name, v]) => [name, decodeURIComponent(v)]),
      )
      const parameters = (operation.parameters ?? []).map(p =>
        '$ref' in p ? description.components.parameters[p.$ref.split('/').at(-1)!]! : p,
      )
      const faults = [...checkParameters(ajv, parameters, path, url), ...check(operation, body)]
      return { operation: operation.operationId, path, faults }
    }
    return null
  }
}

function checkParameters(ajv: Ajv, parameters: readonly Parameter[], path: Record<string, string>, url: URL): string[] {
  const faults: string[] = []
  const known = new Set(parameters.filter(p => p.in === 'query').map(p => p.name))
  for (const name of url.searchParams.keys()) if (!known.has(name)) faults.push(`query ${name} is not described`)
  for (const { name, in: where, required, schema } of parameters) {
    const text = where === 'path' ? path[name] : (url.searchParams.get(name) ?? undefined)
    if (text === undefined) {
      if (required) faults.push(`${where} ${name} is missing`)
      continue
    }
    const { type } = schema as { type?: string }
    const value = type === 'integer' && /^\d+$/.test(text) ? Number(text) : text
    if (!ajv.validate(schema, value)) faults.push(`${where} ${name}: ${ajv.errorsText()}`)
  }
  return faults
}

function asPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>[^/]+)`)}$`)
}

function resolved(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"github#/components/'))
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, one]) => [key, closed(one)] as const)
  const { nullable, ...object } = Object.fromEntries(entries)
  // ajv knows OpenAPI's `nullable` only beside a type.
  if (nullable !== undefined && object['type'] === undefined)
    return nullable ? { anyOf: [object, { type: 'null' }] } : object
  if (nullable !== undefined) object['nullable'] = nullable
  const isSchema = object['type'] === 'object' && typeof object['properties'] === 'object'
  return isSchema && !('additionalProperties' in object) ? { ...object, additionalProperties: false } : object
}
