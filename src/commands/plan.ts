import type { Arguments } from '../io/arguments.ts'
import { readBounded } from '../io/read-bounded.ts'
import { UserError } from '../io/user-error.ts'
import { mostShards, type Plan, planAudit } from '../organisation/plan.ts'
import { type ListedRepository, parseRepositoryList } from '../organisation/repository-list.ts'
import { cleanJson } from '../reports/clean.ts'
import { deliver } from './deliver.ts'
import { workingDirectory } from './lint-arguments.ts'

/** Bytes of a list; GitHub's own words on a repository are some 6 KB, of which 100 are used. */
const longestList = 256 << 20

/** Shares the repositories of an organisation among jobs. */
export async function plan({ words, values }: Arguments): Promise<0> {
  const cwd = workingDirectory()
  const repositories = listed(cwd, words)
  const made = planAudit(repositories, {
    include: values.include ?? [],
    exclude: values.exclude ?? [],
    topics: values.topic ?? [],
    archived: values.archived ?? false,
    forks: values.forks ?? false,
    includePrivate: values['include-private'] ?? false,
    shards: shardCount(values.shards),
  })
  await deliver(planJson(made), { cwd, output: values.output ?? null })
  return 0
}

function listed(cwd: string, files: readonly string[]): readonly ListedRepository[] {
  if (files.length === 0)
    throw new UserError('plan takes the repositories that GitHub lists, a JSON file or - for standard input')
  const found = new Map<string, ListedRepository>()
  for (const file of files) {
    const list = parseRepositoryList(readBounded(cwd, file, longestList))
    if ('error' in list) throw new UserError(`${file} ${list.error}`)
    for (const one of list) found.set(one.full_name.toLowerCase(), one)
  }
  return [...found.values()]
}

/** @returns null where it is not said */
function shardCount(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > mostShards)
    throw new UserError(`--shards ${text} is not possible; give a number from 1 to ${mostShards}`)
  return Number(text)
}

/** `matrix` is for a workflow's strategy, the rest for the jobs. */
function planJson({ shards, leftOut }: Plan): string {
  const lines = shards.map(shard => `    ${JSON.stringify({ ...shard, seconds: Math.round(shard.seconds) })}`)
  const matrix = JSON.stringify({ shard: shards.map(s => s.shard) })
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return cleanJson(
    `{\n  "version": 1,\n  "matrix": ${matrix},\n  "leftOut": ${JSON.stringify(leftOut)},\n  "shards": ${list}\n}\n`,
  )
}
