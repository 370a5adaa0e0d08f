import type { Format, ProjectReading } from './core/format.ts'
import type { Library } from './core/library.ts'
import type { Reading, ReadProblem, Target } from './core/target.ts'
import type { Source } from './core/text.ts'
import { withoutCovered } from './covered-steps.ts'

/** What the files do to hosts, before targets are joined and settled. */
export interface Targets {
  readonly targets: readonly Target[]
  readonly problems: readonly ReadProblem[]
}

/**
 * Gives each source to the first format that claims it, then lets formats whose files belong together follow one into another.
 * @param library what else there is to read
 */
export async function readTargets(
  sources: Iterable<Source>,
  formats: readonly Format[],
  library: Library,
  inventories: readonly string[] = [],
): Promise<Targets> {
  const targets: Target[] = []
  const problems: ReadProblem[] = []
  const together = new Set<Format>()
  for (const source of sources) {
    const format = formats.find(f => f.claims(source))
    if (!format) continue
    if (format.loadProject) together.add(format)
    const reading = readSafely(await format.load(source), source)
    for (const target of reading.targets) targets.push(target)
    for (const problem of reading.problems) problems.push(problem)
  }
  const hosts: Target[] = []
  for (const format of together) {
    const readProject = await format.loadProject!(library)
    if (!readProject) continue
    const reading = projectSafely(() => readProject(library, inventories))
    for (const host of reading.targets) hosts.push(host)
    for (const problem of reading.problems) problems.push(problem)
  }
  return { targets: [...withoutCovered(targets, hosts), ...hosts], problems }
}

/** A file nested deeper than the stack allows is a file that cannot be read; any other fault is ours and goes up. */
function readSafely(read: (source: Source) => Reading, source: Source): Reading {
  try {
    return read(source)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const message = `${source.path} is nested too deeply to be read, so its settings are not checked`
    return { targets: [], problems: [{ rule: 'syntax', problem: { message, at: { source, start: 0, end: 0 } } }] }
  }
}

/** Files that are nested too deeply have been told of when they were read alone. */
function projectSafely(read: () => ProjectReading): ProjectReading {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { targets: [], problems: [] }
  }
}
