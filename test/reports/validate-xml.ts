import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validateXML } from 'xmllint-wasm'

const schemas = { junit: 'junit-schema/jenkins-junit.xsd', checkstyle: 'checkstyle-schema/checkstyle.xsd' } as const

/** What libxml2 says against a document: that it is none, or what its schema forbids; empty where it is valid. */
export async function xmlFaults(text: string, kind: keyof typeof schemas): Promise<string[]> {
  const schema = readFileSync(join(import.meta.dirname, schemas[kind]), 'utf8')
  const xml = [{ fileName: 'report.xml', contents: text }]
  const { errors } = await validateXML({ xml, schema: [schema], maxMemoryPages: 4096 })
  return errors.map(e => e.message)
}
