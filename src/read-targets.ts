import type { Format } from './core/format.ts'
import type { Library } from './core/library.ts'
import type { Reading, ReadProblem, Target } from './core/target.ts'
import type { Source } from './core/text.ts'

/** What the files do to hosts, before targets are joined and settled. */
export interface Targets {
  readonly targets: readonly Target[]
  readonly problems: readonly ReadProblem[]
}

/**
 * Gives each source to the first format that claims it.
 * @param library what else there is to read, for formats that follow one file into another
 */
export async function readTargets(
  sources: Iterable<Source>,
  formats: readonly Format[],
  _library: Library,
): Promise<Targets> {
  const targets: Target[] = []
  const problems: ReadProblem[] = []
  for (const source of sources) {
    const format = formats.find(f => f.claims(source))
    if (!format) continue
    const reading = readSafely(await format.load(), source)
    for (const target of reading.targets) targets.push(target)
    for (const problem of reading.problems) problems.push(problem)
  }
  return { targets, problems }
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
