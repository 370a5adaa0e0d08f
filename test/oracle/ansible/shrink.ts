import { makeProject, type Project } from '../ansible-projects.ts'
import { compare, type Difference } from './compare.ts'
import { runProjects } from './real.ts'

/** Leaves out pieces of a project for as long as a difference stays, and returns what is left with its differences. */
export async function shrink(seed: number, difference: Difference): Promise<[Project, readonly Difference[]]> {
  const dropped = new Set<string>()
  let best: [Project, readonly Difference[]] = [makeProject(seed), [difference]]
  const without = async (pieces: readonly string[]): Promise<void> => {
    const project = makeProject(seed, new Set([...dropped, ...pieces]))
    const found = await differencesOf(project, difference)
    if (!found.some(one => one.parameter === difference.parameter && one.said === difference.said)) return
    for (const piece of pieces) dropped.add(piece)
    best = [project, found]
  }
  const { pieces, stories } = best[0]
  const own = stories.get(difference.parameter) ?? []
  // mostly the stories of other parameters have nothing to do with it
  await without(pieces.filter(piece => !piece.includes('.') && !own.includes(piece)))
  for (const piece of pieces.toReversed())
    if (![...dropped].some(one => one === piece || piece.startsWith(`${one}.`))) await without([piece])
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
