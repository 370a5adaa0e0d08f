import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'code-quality.json'), 'utf8'))
const check = new Ajv({ allErrors: true }).compile<readonly { readonly fingerprint: string }[]>(schema)

/** What is wrong with a report for GitLab's Code Quality; empty where it is valid. A fingerprint must stand there once. */
export function gitlabFaults(text: string): string[] {
  const entries: unknown = JSON.parse(text)
  if (!check(entries)) return check.errors!.map(e => `${e.instancePath} ${e.message}`)
  const prints = entries.map(e => e.fingerprint)
  return prints.filter((print, i) => prints.indexOf(print) !== i).map(print => `${print} stands there twice`)
}
