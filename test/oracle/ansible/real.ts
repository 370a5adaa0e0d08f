import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Project } from '../ansible-projects.ts'
import { before } from './parameters.ts'

/** What a real playbook left on a host: parameter → what the kernel holds. */
export interface Real {
  readonly status: number
  readonly output: string
  readonly run: Readonly<Record<string, string>>
  /** After the next boot. */
  readonly boot: Readonly<Record<string, string>>
}

/** Debian's package is for the system's own Python. */
export const python = '/usr/bin/python3'
const driver = fileURLToPath(new URL('../ansible-driver.py', import.meta.url))

export function writeProject(folder: string, project: Project): void {
  for (const [path, text] of project.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Where answers are kept between runs, since a project's never change; by default nowhere. */
const kept = process.env['SYSCTL_LINT_ORACLE_KEPT']

/** Runs each host of each project, and hands over what came of a project as soon as all its hosts are through. */
export async function runProjects(
  projects: readonly Project[],
  workers: number,
  done: (project: Project, folder: string, real: readonly Real[]) => Promise<void>,
): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'ansible-projects-'))
  const hand = async (project: Project, real: readonly Real[]): Promise<void> => {
    const folder = join(stage, String(project.seed))
    await done(project, folder, real)
    rmSync(folder, { recursive: true })
  }
  try {
    for (const project of projects) writeProject(join(stage, String(project.seed)), project)
    const left = projects.filter(project => recall(project) === null)
    for (const project of projects.filter(one => !left.includes(one))) await hand(project, recall(project)!)
    for await (const [project, real] of drive(left, stage, workers)) {
      if (kept !== undefined) writeFileSync(placeOf(project), JSON.stringify(real))
      await hand(project, real)
    }
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

function placeOf({ files, jobs }: Project): string {
  const hash = createHash('sha256').update(JSON.stringify([before, [...files], jobs]))
  return join(kept!, hash.digest('hex').slice(0, 24))
}

function recall(project: Project): readonly Real[] | null {
  if (kept === undefined || !existsSync(placeOf(project))) return null
  return JSON.parse(readFileSync(placeOf(project), 'utf8'))
}

async function* drive(
  projects: readonly Project[],
  stage: string,
  workers: number,
): AsyncGenerator<readonly [Project, readonly Real[]]> {
  const jobs = projects.flatMap(project => project.jobs.map(job => ({ project, job })))
  if (jobs.length === 0) return
  const file = join(stage, 'jobs.json')
  const given = jobs.map(({ project, job }) => ({ ...job, folder: join(stage, String(project.seed)) }))
  writeFileSync(file, JSON.stringify({ before, jobs: given }))
  const child = spawn(python, [driver, file, String(workers)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const answers = new Map<Project, Map<number, Real>>()
  for await (const line of createInterface(child.stdout)) {
    const { job, ...real }: { job: number } & Real = JSON.parse(line)
    const { project } = jobs[job]!
    const own = (answers.get(project) ?? new Map<number, Real>()).set(job, real)
    answers.set(project, own)
    if (own.size < project.jobs.length) continue
    answers.delete(project)
    yield [project, [...own].sort(([a], [b]) => a - b).map(([, one]) => one)]
  }
  const status = await ended
  if (status !== 0) throw new Error(`the driver ended with ${status}`)
}
