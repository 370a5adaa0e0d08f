import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Job, Project } from '../ansible-projects.ts'
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

/** Runs each host of each project, and hands over what came of a project as soon as all its hosts are through. */
export async function runProjects(
  projects: readonly Project[],
  workers: number,
  done: (project: Project, folder: string, real: readonly Real[]) => Promise<void>,
): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'ansible-projects-'))
  try {
    const jobs: { project: number; job: Job; folder: string }[] = []
    for (const [i, project] of projects.entries()) {
      const folder = join(stage, String(project.seed))
      writeProject(folder, project)
      for (const job of project.jobs) jobs.push({ project: i, job, folder })
    }
    const file = join(stage, 'jobs.json')
    writeFileSync(file, JSON.stringify({ before, jobs: jobs.map(({ job, folder }) => ({ ...job, folder })) }))
    const answers = new Map<number, Map<number, Real>>()
    const child = spawn(python, [driver, file, String(workers)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise<number | null>(resolve => child.on('close', resolve))
    for await (const line of createInterface(child.stdout)) {
      const { job, ...real }: { job: number } & Real = JSON.parse(line)
      const { project, folder } = jobs[job]!
      const own = answers.get(project) ?? new Map<number, Real>()
      answers.set(project, own.set(job, real))
      const whole = projects[project]!
      if (own.size < whole.jobs.length) continue
      const inOrder = [...own].sort(([a], [b]) => a - b).map(([, one]) => one)
      await done(whole, folder, inOrder)
      answers.delete(project)
      rmSync(folder, { recursive: true })
    }
    const status = await ended
    if (status !== 0) throw new Error(`the driver ended with ${status}`)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}
