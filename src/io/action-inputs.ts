import { getInput, getMultilineInput } from '@actions/core'
import { compareSeverity, type Severity } from '../core/finding.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Loader } from '../core/setting.ts'
import { type FailOn, oneOf, parseFailOn, parseKernelOption, parseLoader } from './options.ts'
import { UserError } from './user-error.ts'

export type Scope = 'added' | 'file' | 'all'

/** What the workflow asked for. An empty string is the same as nothing. */
export interface ActionInputs {
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  /** As it was written; '' for the workspace. */
  readonly workingDirectory: string
  /** Files, as they were written. */
  readonly config: string | null
  readonly baseline: string | null
  /** Whether comments in the files set findings aside. */
  readonly inlineIgnores: boolean
  /** null: as the configuration says, or the default. */
  readonly kernel: KernelRange | null
  readonly loader: Loader | null
  readonly failOn: FailOn
  /** Findings below it are not spoken of. */
  readonly minSeverity: Severity
  readonly scope: Scope
  readonly baseRef: string | null
  readonly headRef: string | null
  readonly annotations: boolean
  readonly summary: boolean
  readonly review: boolean
  readonly comment: boolean
  readonly checkRun: boolean
  /** `audit`: everything is judged, whatever the event is about, and what the configuration requires is asked for. */
  readonly mode: 'check' | 'audit'
  /** Whether one issue keeps track of what the audit finds; with its title, assignees and labels when it is opened. */
  readonly issue: boolean
  readonly issueTitle: string
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  /** Files to write, as they were written. */
  readonly sarif: string | null
  readonly report: string | null
  readonly token: string
}

/**
 * Reads every input once. The names are those of action.yml, and a test holds both to the same list.
 * @throws a user error for what is not understood
 */
export function readActionInputs(): ActionInputs {
  const mode = oneOf(given('mode') ?? 'check', ['check', 'audit'], 'mode')
  const issue = yesOrNo('issue', false)
  if (issue && mode !== 'audit') throw new UserError('issue: true keeps track of an audit; give mode: audit too')
  return {
    paths: getMultilineInput('paths'),
    exclude: getMultilineInput('exclude'),
    workingDirectory: getInput('working-directory'),
    config: given('config'),
    kernel: told('kernel', text => parseKernelOption(text, null)),
    loader: told('loader', parseLoader),
    baseline: given('baseline'),
    inlineIgnores: yesOrNo('inline-ignores', true),
    failOn: told('fail-on', parseFailOn) ?? 'error',
    minSeverity: oneOf(given('min-severity') ?? 'notice', ['error', 'warning', 'notice'], 'min-severity'),
    scope: scopeFor(mode, given('scope')),
    baseRef: given('base-ref'),
    headRef: given('head-ref'),
    annotations: yesOrNo('annotations', true),
    summary: yesOrNo('summary', true),
    review: yesOrNo('review', false),
    comment: yesOrNo('comment', false),
    checkRun: yesOrNo('check-run', false),
    mode,
    issue,
    issueTitle: given('issue-title') ?? 'sysctl-lint audit',
    assignees: accounts(getMultilineInput('assignees')),
    labels: getMultilineInput('labels'),
    sarif: given('sarif'),
    report: given('report'),
    token: getInput('github-token'),
  }
}

/** An audit is about everything. */
function scopeFor(mode: ActionInputs['mode'], text: string | null): Scope {
  const scope = oneOf(text ?? (mode === 'audit' ? 'all' : 'added'), ['added', 'file', 'all'], 'scope')
  if (mode === 'check' || scope === 'all') return scope
  throw new UserError(`scope: ${scope} looks at a change only, and mode: audit at everything; leave one of them out`)
}

/** Names as GitHub gives them to accounts, written as in a mention or not. GitHub takes ten. */
function accounts(names: readonly string[]): string[] {
  const wrong = names.find(name => !/^@?[\w-]{1,100}(\[bot\])?$/.test(name))
  if (wrong !== undefined)
    throw new UserError(
      `assignees: ${wrong} is no account's name; give names of people, one a line, since teams cannot be assigned`,
    )
  if (names.length > 10) throw new UserError(`assignees: GitHub takes ten at most; leave out ${names.length - 10}`)
  return names.map(name => name.replace('@', ''))
}

/** Whether a finding is spoken of at all. */
export function isWorthSaying(severity: Severity, least: Severity): boolean {
  return compareSeverity(severity, least) <= 0
}

function given(name: string): string | null {
  return getInput(name) || null
}

/** YAML's booleans arrive as text; those of the core schema are understood. */
function yesOrNo(name: string, otherwise: boolean): boolean {
  const text = getInput(name).toLowerCase()
  return text === '' ? otherwise : oneOf(text, ['true', 'false'], name) === 'true'
}

/** What is not given is not told. The parsers speak of options of the command line; here they are inputs. */
function told<T>(name: string, parse: (text: string) => T): T | null {
  const text = getInput(name)
  if (text === '') return null
  try {
    return parse(text)
  } catch (error) {
    throw error instanceof UserError ? new UserError(error.message.replace(`--${name}`, name)) : error
  }
}
