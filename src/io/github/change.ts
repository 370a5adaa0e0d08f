import { realpathSync } from 'node:fs'
import { posix } from 'node:path'
import { type FileChange, type Pathed, untouched } from '../../core/change.ts'
import type { Finding } from '../../core/finding.ts'
import { findRepository } from '../find-repository.ts'
import { apiChange } from './api-change.ts'
import { readBaseTree } from './base-tree.ts'
import type { ClassifyContext } from './classify.ts'
import { type Repository, repositoryAt } from './history.ts'
import { type LocalChange, localChange } from './local-change.ts'
import { hasOwnBase, type Standing, standingOf } from './standing.ts'

/** What is known of the change that an event is about. */
export interface Change {
  readonly known: boolean
  /** Whether places can be told in the head commit. */
  readonly mapped: boolean
  readonly how: string
  /** What leads from the repository's root to the working directory. */
  readonly prefix: string
  /** By a path of the checkout from the repository's root; null: not known, so that all in it may be new. */
  readonly of: (path: string) => FileChange | null
  /** The findings of the base under the paths that their files have now; null: not to be had. */
  readonly before: () => Promise<readonly Pathed[] | null>
}

/** Finds out what the change is: by git, else by GitHub's list of files, else not at all. */
export async function changeOf(findings: readonly Finding[], context: ClassifyContext): Promise<Change> {
  const { cwd, event } = context
  const found = findRepository(cwd)
  const root = found?.root ?? realpathSync.native(context.workspace)
  const prefix = posix.relative(root, cwd)
  const none = { known: false, mapped: true, prefix, of: untouched, before: async () => null }
  if (found === null || found.distrust !== null)
    return { ...none, how: 'There is no git repository here, so everything counts as new' }
  const repository = repositoryAt(root)
  const standing = standingOf(repository, event)
  if (standing === null) return { ...none, how: 'git says nothing about this checkout, so everything counts as new' }
  if (standing.at === 'neither') return { ...none, mapped: false, how: neitherHow(context) }
  if (event.base === null)
    return { ...none, how: `There is nothing to compare with (${eventName(context)}), so everything counts as new` }

  const paths = pathsOf(findings, prefix)
  const local = localChange(repository, standing, paths)
  if (local) return byGit(repository, standing, local, findings.length > 0, { ...none, known: true }, context)
  if (!hasOwnBase(event)) return { ...none, how: `${missingBase}, so everything counts as new` }
  return byApi(repository, standing, findings, none, context)
}

const missingBase = 'The commit to compare with is not in this clone (fetch-depth: 0 of actions/checkout brings it)'

async function byGit(
  repository: Repository,
  standing: Standing,
  local: LocalChange,
  needed: boolean,
  rest: Omit<Change, 'how' | 'of'>,
  context: ClassifyContext,
): Promise<Change> {
  const what = standing.at === 'merge' ? 'The merge commit' : 'The checkout'
  let before: readonly Pathed[] | null = []
  if (needed && context.scope === 'added')
    before = await findingsBefore(repository, standing.base!, local, rest.prefix, context)
  const how =
    before === null
      ? `${what} was compared with its base by lines, since the files of the base are not all here`
      : `${what} was compared with its base by git`
  return { ...rest, how, of: local.of, before: async () => before }
}

/** What the linter says of the base, each under the path that its file has now. */
async function findingsBefore(
  repository: Repository,
  base: string,
  { differences }: LocalChange,
  prefix: string,
  { cwd, selection = {}, lintBase }: ClassifyContext,
): Promise<readonly Pathed[] | null> {
  const whole = { paths: [], exclude: [], wanted: () => false, ...selection }
  const tree = await readBaseTree(repository, cwd, base, differences, whole)
  if (tree === null) return null
  const renamed = new Map(differences.filter(d => d.status === 'R').map(d => [d.oldPath, d.newPath]))
  const findings = tree.sources.length === 0 ? [] : await lintBase(tree.sources, tree.library)
  // what was set aside there was not found, so that it is new once nothing sets it aside any more
  return findings
    .filter(finding => !finding.suppressed)
    .map(finding => {
      const path = posix.normalize(posix.join(prefix, finding.at.source.path))
      return { finding, path: renamed.get(path) ?? path }
    })
}

async function byApi(
  repository: Repository,
  standing: Standing,
  findings: readonly Finding[],
  none: Omit<Change, 'how'>,
  { pullFiles }: ClassifyContext,
): Promise<Change> {
  const files = findings.length > 0 ? await pullFiles() : []
  if (files === null)
    return { ...none, how: `${missingBase} and GitHub did not list the files, so everything counts as new` }
  const texts = new Map<string, string>()
  for (const { at, related = [] } of findings)
    for (const { source } of [at, ...related.map(r => r.at)])
      texts.set(posix.normalize(posix.join(none.prefix, source.path)), source.text)
  const { of, whole } = apiChange(repository, standing, files, texts)
  const depth = standing.at === 'merge' ? 2 : 0
  const how = `The changed lines are those that GitHub lists, since the base is not in this clone (with fetch-depth: ${depth} what a removal brings is seen too)`
  const limit = '; not all files are known, and what is in the others counts as new'
  return { ...none, known: true, how: whole ? how : how + limit, of }
}

/** The paths of all places that are spoken of. */
function pathsOf(findings: readonly Finding[], prefix: string): ReadonlySet<string> {
  const sources = new Set<string>()
  for (const { at, related = [] } of findings)
    for (const span of [at, ...related.map(r => r.at)]) sources.add(span.source.path)
  return new Set([...sources].map(path => posix.normalize(posix.join(prefix, path))))
}

function neitherHow({ event }: ClassifyContext): string {
  const what = event.pullRequest
    ? 'neither the head of the pull request nor its merge commit'
    : 'not the commit that this event is about'
  return `What is checked out is ${what}, so nothing is mapped to it and everything counts as new`
}

function eventName({ event }: ClassifyContext): string {
  if (event.name === 'push') return 'the first push of a branch or a tag'
  return /^[a-z_]{1,40}$/.test(event.name) ? event.name : 'no event'
}
