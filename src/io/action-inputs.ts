import { getInput, getMultilineInput } from '@actions/core'

/** What the workflow asked for, as it was written; an empty string is the same as nothing. */
export interface ActionInputs {
  readonly paths: readonly string[]
  readonly exclude: readonly string[]
  readonly workingDirectory: string
  readonly kernel: string | null
  readonly loader: string | null
  readonly failOn: string | null
}

/** Reads every input once. The names are those of action.yml, and a test holds both to the same list. */
export function readActionInputs(): ActionInputs {
  return {
    paths: getMultilineInput('paths'),
    exclude: getMultilineInput('exclude'),
    workingDirectory: getInput('working-directory'),
    kernel: getInput('kernel') || null,
    loader: getInput('loader') || null,
    failOn: getInput('fail-on') || null,
  }
}
