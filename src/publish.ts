import { createHash } from 'node:crypto'
import { summary as stepSummary } from '@actions/core'
import type { PolicyNote } from './core/policy-note.ts'
import type { Report } from './core/report.ts'
import type { ActionInputs } from './io/action-inputs.ts'
import { annotate, annotateNotes, say, warn } from './io/annotate.ts'
import { postToChannels } from './io/github/channels.ts'
import type { ChangeView, PullFile } from './io/github/classify.ts'
import type { GitHubEvent } from './io/github/event.ts'
import { describeFailures, type Failure } from './io/github/failure.ts'
import type { GitHub } from './io/github/octokit.ts'
import { type WrittenFile, writeWhole } from './io/written-file.ts'
import { checkJson } from './reports/check-json.ts'
import { createRedactor } from './reports/redact.ts'
import { uriPath } from './reports/uri-path.ts'
import { version } from './version.ts'

/** What a run found, and where it is to be said. */
export interface Publication {
  readonly inputs: ActionInputs
  readonly report: Report
  readonly view: ChangeView
  readonly event: GitHubEvent
  readonly github: GitHub
  readonly pullFiles: () => Promise<readonly PullFile[] | null>
  /** What the change does to the policy that it is judged by. */
  readonly notes: readonly PolicyNote[]
  /** What the API already refused. */
  readonly failures: readonly Failure[]
  readonly sarif: WrittenFile | null
  readonly json: WrittenFile | null
  /** The folder that paths are relative to, from the repository's root, '' or with a final `/`. */
  readonly prefix: string
  readonly failed: boolean
  /** Warnings that were given before. */
  readonly warned: number
}

/** The files that were really written. */
export interface Published {
  readonly sarif: string | null
  readonly report: string | null
  /** The tracking issue's number. */
  readonly issue: number | null
}

/** Says what was found in every place that is asked for. Nothing that goes wrong here changes what was found. */
export async function publish(publication: Publication): Promise<Published> {
  const { inputs, report, view, prefix, event } = publication
  const sarif = await write('sarif', publication.sarif, () => sarifText(publication))
  const json = await write('report', publication.json, () => checkJson(report, { version, hash: sha256 }))
  const summarised = inputs.summary && (await writeSummary(publication))
  const posting = { ...publication, key: keyOf(inputs), commit: commitAddress(event, prefix), say }
  const posted = await postToChannels(inputs, posting)
  const failures = [...publication.failures, ...posted.failures]
  const unwritten = [publication.sarif && !sarif, publication.json && !json].filter(Boolean).length
  const annotated = inputs.annotations || posted.failures.length > 0
  if (failures.length > 0) warn(describeFailures(failures, readsOnly(event), annotated))
  const noted = annotateNotes(publication.notes)
  if (annotated)
    annotate(view.classified, {
      prefix,
      redactor: createRedactor(report.settings, report.findings),
      taken: { error: 0, warning: publication.warned + unwritten + (failures.length > 0 ? 1 : 0), notice: noted },
      moreIn: summarised ? '; the job summary has them all' : '',
    })
  return { sarif, report: json, issue: posted.issue }
}

async function write(input: string, file: WrittenFile | null, text: () => string | Promise<string>) {
  if (file === null) return null
  try {
    writeWhole(file, await text())
    return file.path
  } catch (error) {
    warn(`${input}: the file could not be written (${(error as NodeJS.ErrnoException).code ?? error})`)
    return null
  }
}

async function sarifText({ report, view, prefix }: Publication): Promise<string> {
  const [{ sarif }, { rules }] = await Promise.all([
    import('./reports/sarif.ts'),
    import('./rules/registry.generated.ts'),
  ])
  return sarif(report, view.classified, { version, rules }, prefix)
}

async function writeSummary({ report, view, event, prefix, notes }: Publication): Promise<boolean> {
  try {
    const { summary } = await import('./reports/summary.ts')
    const links = { commit: commitAddress(event, prefix) }
    const text = summary(report, view.classified, { how: view.how, changed: view.changed, policy: notes, links })
    await stepSummary.addRaw(text, true).write()
    return true
  } catch (error) {
    say(`The job summary could not be written: ${error}`)
    return false
  }
}

/** Where the files of the commit are shown, without a final `/`; null where the commit is not known. */
function commitAddress({ serverUrl, owner, repo, sha }: GitHubEvent, prefix: string): string | null {
  const folder = uriPath(`/${prefix}`).replace(/\/$/, '')
  return sha === '' ? null : `${serverUrl}/${owner}/${repo}/blob/${sha}${folder}`
}

/** Two jobs, or two folders, each have their own comment and their own tracking issue. */
function keyOf({ workingDirectory }: ActionInputs): string {
  const { GITHUB_WORKFLOW = '', GITHUB_JOB = '' } = process.env
  return sha256(JSON.stringify([GITHUB_WORKFLOW, GITHUB_JOB, workingDirectory])).slice(0, 16)
}

function readsOnly({ name, pullRequest }: GitHubEvent): boolean {
  return name === 'pull_request' && (pullRequest?.fork === true || process.env['GITHUB_ACTOR'] === 'dependabot[bot]')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
