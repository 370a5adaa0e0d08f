import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'sarif-2.1.0.json'), 'utf8'))
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const check = ajv.compile(schema)

/** What the schema of SARIF 2.1.0 says against a report; empty where it is valid. */
export function sarifFaults(text: string): string[] {
  return check(JSON.parse(text)) ? [] : check.errors!.map(e => `${e.instancePath} ${e.message}`)
}
