import { readdirSync, statSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { readBounded } from '../io/read-bounded.ts'
import { UserError } from '../io/user-error.ts'
import { parseSavedReport, type RepositoryReport } from '../organisation/saved-report.ts'

/** Bytes of one file, and of all. */
export const longestReport = 256 << 20
const mostBytes = 2 ** 30
const mostFiles = 100_000

interface ReportFile {
  readonly path: string
  /** What the repository is called where the report does not say it. */
  readonly name: string
}

interface Hearers {
  /** Told of each file that is no report. */
  readonly broken: (file: string, why: string) => void
  readonly version: (version: string) => void
}

/**
 * Reads reports one after another, so that only what is kept of them takes memory.
 * @throws a user error for what does not exist, and for more than can be merged
 */
export function* readReports(cwd: string, words: readonly string[], hearers: Hearers): Generator<RepositoryReport> {
  const files = words.flatMap(word => filesOf(cwd, word))
  if (files.length > mostFiles)
    throw new UserError(`${files.length} reports are more than the ${mostFiles} that are merged`)
  let left = mostBytes
  for (const { path, name } of files) {
    left -= statSync(path, { throwIfNoEntry: false })?.size ?? 0
    if (left < 0) throw new UserError(`The reports are longer than the ${mostBytes >> 20} MiB that are merged`)
    yield* readReport(path, name, hearers)
  }
}

/** A folder stands for the reports in it and below. */
function filesOf(cwd: string, word: string): ReportFile[] {
  const place = resolve(cwd, word)
  try {
    if (!statSync(place).isDirectory()) return [{ path: place, name: basename(place, '.json') }]
    const found = readdirSync(place, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    return found
      .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
      .map(path => ({ path, name: relative(place, path).slice(0, -'.json'.length).split(sep).join('/') }))
  } catch (error) {
    throw new UserError(`${word} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function readReport(path: string, name: string, { broken, version }: Hearers): readonly RepositoryReport[] {
  const about = { name: name.slice(0, 300), private: false, commit: null, at: null }
  const failed = (why: string): readonly RepositoryReport[] => {
    broken(path, why)
    return [{ ...about, status: 'failed', why: `its report ${why}`, findings: [], summary: null }]
  }
  let text: string
  try {
    text = readBounded('/', path, longestReport)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return failed(error.message.slice(path.length + 1))
  }
  const report = parseSavedReport(text)
  if ('error' in report) return failed(report.error)
  if (report.version !== null) version(report.version)
  if (report.kind === 'many') return report.repositories
  const { findings, summary } = report
  return [{ ...about, status: 'ok', why: '', findings: [...findings], summary }]
}
