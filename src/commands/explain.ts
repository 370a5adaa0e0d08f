import type { Arguments } from '../io/arguments.ts'
import { nearest } from '../io/nearest.ts'
import { oneOf } from '../io/options.ts'
import { print } from '../io/output.ts'
import { UserError } from '../io/user-error.ts'
import { parameterNamed } from '../kernel/describe.ts'
import { nearestParameter } from '../kernel/nearest.ts'
import { parameters } from '../kernel/parameters.ts'
import { findState, spellingsOf, states } from '../kernel/table/states.ts'
import { builtInPolicies } from '../policies/built-in.ts'
import { rulePage } from '../reports/explain.ts'
import { type Page, pageMarkdown, pageText } from '../reports/page.ts'
import { rules } from '../rules/registry.generated.ts'
import { parameterPage } from './parameter-page.ts'
import { statePage } from './state-page.ts'

/** A rule, a parameter or a state of TCP in full. */
export async function explain({ words, values }: Arguments): Promise<0> {
  const format = oneOf(values.format ?? 'text', ['text', 'markdown'], '--format')
  const [word] = words
  if (word === undefined || words.length > 1)
    throw new UserError(
      'explain takes the name of one rule, parameter or state of TCP; sysctl-lint rules lists the rules',
    )
  const page = pageOf(word)
  if (page === null) throw new UserError(unknown(word))
  await print(format === 'text' ? `${pageText(page)}\n` : pageMarkdown(page))
  return 0
}

/** What is known of that name, or null. */
export function pageOf(word: string): Page | null {
  const rule = rules.find(r => r.id === word.toLowerCase())
  if (rule) return rulePage(rule)
  const parameter = parameterNamed(word, parameters)
  if (parameter) return parameterPage(parameter, { rules, policies: builtInPolicies, states })
  const state = findState(word)
  return state ? statePage(state, parameters) : null
}

function unknown(word: string): string {
  const near = nearestSubject(word)
  const what = `${word} is no rule, parameter or state of TCP`
  return near === null ? `${what}; sysctl-lint rules lists the rules` : `${what}; did you mean ${near}?`
}

/** The likeliest of all that can be explained, in the spelling that is nearest. */
function nearestSubject(word: string): string | null {
  const leaves = [...parameters.keys()].map(name => name.slice(name.lastIndexOf('.') + 1))
  const names = [...rules.map(r => r.id), ...states.flatMap(spellingsOf), ...leaves, ...parameters.keys()]
  return nearest(word.replaceAll('/', '.'), names) ?? nearestParameter(word)
}
