import type { Arguments } from '../io/arguments.ts'
import { nearest } from '../io/nearest.ts'
import { print } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { explainText } from '../reports/explain.ts'
import { rules } from '../rules/registry.generated.ts'

/** One rule in full. */
export async function explain({ words }: Arguments): Promise<0> {
  if (words.length !== 1) throw new UserError('explain takes the name of one rule; sysctl-lint rules lists them')
  const rule = rules.find(r => r.id === words[0])
  if (!rule) throw new UserError(unknown(words[0]!))
  await print(`${explainText(rule)}\n`)
  return 0
}

function unknown(word: string): string {
  const near = nearest(
    word,
    rules.map(r => r.id),
  )
  return `${word} is no rule${near === null ? '; sysctl-lint rules lists them' : `; did you mean ${near}?`}`
}
