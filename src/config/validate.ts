import * as v from 'valibot'
import { nearestParameter } from '../kernel/nearest.ts'
import type { ConfigDocument, Step } from './document.ts'
import { didYouMean } from './nearest-word.ts'
import type { Complain } from './problem.ts'
import { type ConfigValue, choices, configSchema, names } from './schema.ts'
import { shown } from './words.ts'

/** What a reader can take in; the rest mostly follows from the first. */
const mostIssues = 20

type Issue = Pick<v.BaseIssue<unknown>, 'type' | 'message' | 'input' | 'expected' | 'path'> & {
  readonly issues?: readonly Issue[] | undefined
}

/** Holds a document to the schema; null where it does not fit, and why has been complained of. */
export function validate(document: ConfigDocument, complain: Complain): ConfigValue | null {
  const result = v.safeParse(configSchema, document.value)
  if (result.success) return result.output
  for (const found of (result.issues as readonly Issue[]).slice(0, mostIssues))
    for (const one of deepest(found, [])) describe(document, one, complain)
  return null
}

interface Found {
  readonly issue: Issue
  readonly path: readonly Step[]
}

/** Of the ways in which a value could have been right, the one that it is nearest to: where the fault lies inside of it. */
function deepest(issue: Issue, before: readonly Step[]): Found[] {
  const path = [...before, ...(issue.path ?? []).map(item => item.key as Step)]
  const inside = (issue.issues ?? []).filter(sub => (sub.path?.length ?? 0) > 0).slice(0, mostIssues)
  return inside.length > 0 ? inside.flatMap(sub => deepest(sub, path)) : [{ issue, path }]
}

function describe(document: ConfigDocument, { issue, path }: Found, complain: Complain): void {
  const { message, input, type, expected } = issue
  const isKey = type === 'strict_object' && expected === 'never'
  const around = path.slice(0, -1)
  if (type === 'strict_object' && !isKey) complain(`${thing(around)} ${message}`, document.keyAt(around))
  else if (isKey)
    complain(`${shown(String(path.at(-1)))} ${message}${hintFor(message, path.at(-1))}`, document.keyAt(path))
  else if (message.startsWith('is no '))
    complain(`${written(document, path, input)} ${message}${hintFor(message, input)}`, document.at(path))
  else
    complain(
      `${thing(path)} ${message}, not ${written(document, path, input)}${hintFor(message, input)}`,
      document.at(path),
    )
}

function hintFor(message: string, typed: unknown): string {
  const words = choices.get(message)
  if (!words || typeof typed !== 'string') return ''
  const synonym = words === names.levels || words === names.severities ? levelFor(typed) : null
  if (synonym !== null && words.includes(synonym)) return `; did you mean ${synonym}?`
  if (words === names.policies && /^[^./].*\.ya?ml$/.test(typed)) return `; did you mean ./${shown(typed)}?`
  const parameter = words === names.parameters ? nearestParameter(typed) : null
  return parameter === null ? didYouMean(typed, words) : `; did you mean ${parameter}?`
}

/** What other linters call it. */
const synonyms: readonly (readonly [level: string, words: RegExp])[] = [
  ['off', /^(no|none|never|disabled?|ignored?|skip|silent|0)$/i],
  ['notice', /^(info|information|informational|note|hint|style|suggestion|minor)$/i],
  ['warning', /^(warn|medium|moderate|major|1)$/i],
  ['error', /^(err|fail|failure|fatal|critical|high|blocker|2)$/i],
]

function levelFor(typed: string): string | null {
  return synonyms.find(([, words]) => words.test(typed))?.[0] ?? null
}

/** `min`, `files[0]`, `the configuration` */
function thing(path: readonly Step[]): string {
  const at = path.findLastIndex(step => typeof step === 'string')
  if (at < 0) return path.length === 0 ? 'the configuration' : `entry ${Number(path.at(-1)) + 1}`
  const index = path.slice(at + 1).map(step => `[${step}]`)
  return `${shown(String(path[at]))}${index.join('')}`
}

/** What is written like a number and still is a text stood in quotes. */
const isNumber = /^[-+]?[0-9]+$/

function written(document: ConfigDocument, path: readonly Step[], input: unknown): string {
  if (input === null || input === '') return 'nothing'
  if (Array.isArray(input)) return input.length === 0 ? 'an empty list' : 'a list'
  if (typeof input === 'object') return 'a mapping'
  if (typeof input === 'string' && isNumber.test(input)) return `the text ${shown(input)}`
  return shown(document.written(path))
}
