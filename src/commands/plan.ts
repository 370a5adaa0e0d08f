import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Arguments } from '../io/arguments.ts'
import { readStdin } from '../io/read-stdin.ts'
import { UserError } from '../io/user-error.ts'
import { type Plan, planAudit } from '../organisation/plan.ts'
import { type ListedRepository, parseRepositoryList } from '../organisation/repository-list.ts'
import { cleanJson } from '../reports/clean.ts'
import { deliver } from './deliver.ts'
import { workingDirectory } from './lint-arguments.ts'

/** A matrix of GitHub Actions has no more jobs. */
const mostShards = 256

/** Shares the repositories of an organisation among jobs. */
export async function plan({ words, values }: Arguments): Promise<0> {
  const cwd = workingDirectory()
  const repositories = await listed(cwd, words)
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

async function listed(cwd: string, files: readonly string[]): Promise<readonly ListedRepository[]> {
  if (files.length === 0)
    throw new UserError('plan takes the repositories that GitHub lists, a JSON file or - for standard input')
  const found = new Map<string, ListedRepository>()
  for (const file of files) {
    const list = parseRepositoryList(file === '-' ? (await readStdin()).text : read(cwd, file))
    if ('error' in list) throw new UserError(`${file} ${list.error}`)
    for (const one of list) found.set(one.full_name, one)
  }
  return [...found.values()]
}

function read(cwd: string, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UserError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function shardCount(text: string | undefined): number {
  const number = Number(text ?? mostShards)
  if (!Number.isInteger(number) || number < 1 || number > mostShards)
    throw new UserError(`--shards ${text} is not possible; give a number from 1 to ${mostShards}`)
  return number
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
