import { makeProject, type Project } from '../ansible-projects.ts'
import { compare, type Difference } from './compare.ts'
import { runProjects } from './real.ts'

/** Leaves out pieces of a project for as long as a difference stays, and returns what is left with its differences. */
export async function shrink(seed: number, difference: Difference): Promise<[Project, readonly Difference[]]> {
  const dropped = new Set<string>()
  let best: [Project, readonly Difference[]] = [makeProject(seed), [difference]]
  for (const piece of [...best[0].pieces].reverse()) {
    const project = makeProject(seed, new Set([...dropped, piece]))
    const found = await differencesOf(project, difference)
    if (!found.some(one => one.parameter === difference.parameter && one.said === difference.said)) continue
    dropped.add(piece)
    best = [project, found]
  }
  return best
}

async function differencesOf(project: Project, { host }: Difference): Promise<readonly Difference[]> {
  let found: readonly Difference[] = []
  const jobs = project.jobs.filter(job => host === 'any host' || host === job.target).slice(0, 2)
  await runProjects([{ ...project, jobs }], jobs.length, async (one, folder, real) => {
    if (real.every(({ status }) => status === 0)) found = (await compare(one, folder, real)).differences
  })
  return found
}
