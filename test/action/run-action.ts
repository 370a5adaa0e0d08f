import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { processOutput, type StepResult } from '../runner/commands.ts'

export interface ActionRun {
  readonly workspace: string
  readonly inputs?: Readonly<Record<string, string>>
  /** The event's name and payload. */
  readonly event?: { readonly name: string; readonly payload: object }
  readonly env?: Readonly<Record<string, string>>
}

export interface ActionRan {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What the runner makes of the output. */
  readonly step: StepResult
  /** RUNNER_TEMP. */
  readonly temp: string
  readonly milliseconds: number
}

/** Runs the built bundle as the runner runs it: inputs and files in the environment, the workspace as the working directory. */
export async function runAction({ workspace, inputs = {}, event, env = {} }: ActionRun): Promise<ActionRan> {
  const temp = realpathSync(mkdtempSync(join(tmpdir(), 'sysctl-lint-runner-')))
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }))
  const [output, summary, payload] = ['output', 'summary', 'event.json'].map(name => join(temp, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(output, '')
  writeFileSync(summary, '')
  writeFileSync(payload, JSON.stringify(event?.payload ?? {}))
  const given = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ])
  const start = Date.now()
  const child = spawn(process.env['SYSCTL_LINT_NODE'] ?? process.execPath, [join(distFolder(), 'action.js')], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: temp,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: 'octo-org/infra',
      GITHUB_SERVER_URL: 'https://github.com',
      // Nothing listens there, so that a test without a server cannot reach the network.
      GITHUB_API_URL: 'http://127.0.0.1:9',
      GITHUB_RUN_ID: '1',
      GITHUB_WORKFLOW: 'lint',
      GITHUB_JOB: 'sysctl',
      GITHUB_ACTOR: 'octocat',
      GITHUB_EVENT_NAME: event?.name ?? 'schedule',
      GITHUB_EVENT_PATH: payload,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(given),
      ...env,
    },
  })
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  const status = child.exitCode ?? (await new Promise<number | null>(done => child.on('close', done)))
  return {
    ...{ status, stdout, stderr, temp },
    outputs: outputsOf(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
    step: processOutput(`${stdout}\n${stderr}`, workspace),
    milliseconds: Date.now() - start,
  }
}

function distFolder(): string {
  const folder = process.env['SYSCTL_LINT_DIST']
  if (folder) return resolve(folder)
  const bundle = inject('bundle')
  if ('fault' in bundle) throw new Error(`the bundle could not be built: ${bundle.fault}`)
  return bundle.folder
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

/** The file behind GITHUB_OUTPUT: `name<<delimiter`, the value, the delimiter. */
function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const [name, delimiter] = lines[at]!.split('<<')
    if (!name || delimiter === undefined) continue
    const end = lines.indexOf(delimiter, at + 1)
    outputs[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return outputs
}
