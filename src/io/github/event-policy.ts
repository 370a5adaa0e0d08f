import { realpathSync } from 'node:fs'
import { isAbsolute, posix, relative, resolve, sep } from 'node:path'
import { type Baseline, parseBaseline } from '../../core/baseline.ts'
import type { PolicyNote } from '../../core/policy-note.ts'
import { largestBaseline, readBaseline } from '../baseline.ts'
import type { ConfigSource } from '../config-source.ts'
import { configPlace } from '../configuration.ts'
import { findConfig } from '../find-config.ts'
import { findRepository } from '../find-repository.ts'
import { isWithin } from '../is-within.ts'
import type { LoadedConfig } from '../read-config.ts'
import { UserError } from '../user-error.ts'
import type { PullFile } from './classify.ts'
import type { GitHubEvent } from './event.ts'
import { type Repository, repositoryAt, resolveCommit } from './history.ts'
import { baselineNotes, type Change, configNotes } from './policy-changes.ts'
import { type Standing, standingOf } from './standing.ts'
import { treeConfigSource } from './tree-config-source.ts'
import { differences } from './tree-diff.ts'

/** The policy that an event is judged by, and what the change would make of it. */
export interface EventPolicy {
  readonly config: LoadedConfig | null
  readonly baseline: Baseline | null
  /** The commit that policy comes from; null: the checkout. */
  readonly commit: string | null
  /** One sentence for the log, not safe to print; null where there is no policy at all. */
  readonly how: string | null
  readonly notes: readonly PolicyNote[]
}

export interface EventPolicyContext {
  readonly cwd: string
  readonly event: GitHubEvent
  /** Files as they were written in the inputs, relative to `cwd`; null: not given. */
  readonly asked: { readonly config: string | null; readonly baseline: string | null }
  /** Asks the API; null: not to be had. */
  readonly pullFiles: () => Promise<readonly PullFile[] | null>
}

/**
 * Finds the policy of an event. Who proposes a change does not decide what it is judged by: configuration and baseline are those of the
 * commit that it is to be merged into, if that is in this clone, else those of the checkout, and then that is told. What a change does
 * to them is told too, and comes into force with its merge. A configuration that it breaks is an error at once.
 * @throws a user error for what is no configuration and no baseline
 */
export async function eventPolicy(context: EventPolicyContext): Promise<EventPolicy> {
  const { event } = context
  const cwd = realpathSync.native(context.cwd)
  const found = findRepository(cwd)
  const here = await policyHere(cwd, context.asked)
  const proposed = event.pullRequest !== null || event.name === 'merge_group'
  if (!proposed || found === null || found.distrust !== null) return here
  const repository = repositoryAt(found.root)
  const standing = standingOf(repository, event)
  const all = standing?.base ? differences(repository, standing.base, standing.checkout) : null
  const prefix = context.asked.config === null ? slashed(relative(found.root, cwd)) : null
  const changes = all?.filter(d => !d.same || d.status === 'R') ?? null
  if (standing?.base && changes) {
    const commit = tipOf(repository, standing, event) ?? standing.base
    const from = await policyOf(repository, commit, cwd, context.asked, here)
    if (from !== null) {
      const { config, baseline, complaint } = from
      const sizes = { before: baseline, after: here.baseline }
      const notes = [
        ...configNotes([...(config?.files ?? []), ...(here.config?.files ?? [])], prefix, changes, 'base'),
        ...baselineNotes(inRepository(repository, cwd, context.asked.baseline), changes, sizes, 'base'),
        ...(complaint === null ? [] : [{ message: brokenBase(complaint), place: null }]),
      ]
      const isThere = config !== null || baseline !== null || notes.length > 0
      const how = isThere ? 'Configuration and baseline are those of the base commit' : null
      return { config: complaint === null ? config : here.config, baseline, commit, how, notes }
    }
  }
  return fromCheckout(repository, cwd, { ...here, prefix, changes }, standing, context)
}

/**
 * Where the head itself is checked out, what it is compared with is the commit where it parted from its base, and that is for its author
 * to choose: a branch from long ago would be judged by the policy of long ago. So the policy is that of the base as it is now.
 */
function tipOf(repository: Repository, { at }: Standing, { base }: GitHubEvent): string | null {
  return at === 'head' && base !== null ? resolveCommit(repository, base) : null
}

function brokenBase(complaint: string): string {
  return `The configuration of the base commit cannot be used, so this run goes by that of the checkout: ${complaint}`
}

/** What the checkout says. */
async function policyHere(cwd: string, asked: EventPolicyContext['asked']): Promise<EventPolicy> {
  const place = configPlace(cwd)
  const config = await load(place.source, place.prefix, place.asked(asked.config))
  const baseline = asked.baseline === null ? null : readBaseline(cwd, asked.baseline, 'baseline:')
  const files = config?.names ?? []
  return {
    config,
    baseline,
    commit: null,
    how: files.length === 0 ? null : `Configuration: ${files.join(', ')}`,
    notes: [],
  }
}

/** @throws a user error */
async function load(source: ConfigSource, prefix: string, asked: string | null): Promise<LoadedConfig | null> {
  if (asked === null && findConfig(source, prefix) === null) return null
  const { loadConfig } = await import('../read-config.ts')
  try {
    return loadConfig(source, prefix, asked, prefix)
  } catch (error) {
    throw error instanceof UserError ? new UserError(error.message.replace(/^--config /, 'config: ')) : error
  }
}

interface FromCommit {
  readonly config: LoadedConfig | null
  readonly baseline: Baseline | null
  /** Why the commit's configuration cannot be used; null: it can. */
  readonly complaint: string | null
}

/** What a commit says; null where its files are not all in this clone. What lies outside the repository is no part of any change. */
async function policyOf(
  repository: Repository,
  commit: string,
  cwd: string,
  asked: EventPolicyContext['asked'],
  here: EventPolicy,
): Promise<FromCommit | null> {
  const source = treeConfigSource(repository, commit)
  const prefix = slashed(relative(repository.root, cwd))
  const named = inRepository(repository, cwd, asked.config)
  let config: LoadedConfig | null = null
  let complaint: string | null = null
  try {
    if (asked.config !== null && named === null) config = here.config
    // named by a workflow that comes with it
    else if (named === null || source.read(named) !== null || source.refusal?.(named) !== null)
      config = await load(source, prefix, named === null ? null : posix.relative(prefix, named))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    complaint = error.message
  }
  const file = inRepository(repository, cwd, asked.baseline)
  const text = file === null ? null : source.text(file, largestBaseline)
  const baseline = asked.baseline !== null && file === null ? here.baseline : text === null ? null : parseBaseline(text)
  if (source.lost()) return null
  // a broken one sets nothing aside, and the checkout's was read without fault
  return { config, baseline: baseline && 'error' in baseline ? null : baseline, complaint }
}

/** The policy of the checkout, because the base is not here. */
async function fromCheckout(
  repository: Repository,
  cwd: string,
  {
    prefix,
    changes,
    ...here
  }: EventPolicy & { readonly prefix: string | null; readonly changes: readonly Change[] | null },
  standing: Standing | null,
  { event, asked, pullFiles }: EventPolicyContext,
): Promise<EventPolicy> {
  // what is checked out is the base branch itself
  if (event.name === 'pull_request_target' && standing?.at === 'neither' && standing.checkout === event.sha) return here
  const isThere = here.config !== null || here.baseline !== null
  // GitHub is not asked for the sake of a configuration that perhaps never was
  const files = changes === null && isThere && event.pullRequest !== null ? await pullFiles() : null
  const all = changes ?? (files ?? []).map(asChange)
  const baseline = inRepository(repository, cwd, asked.baseline)
  const notes = [
    ...configNotes(here.config?.files ?? [], prefix, all, 'checkout'),
    ...baselineNotes(baseline, all, { before: null, after: here.baseline }, 'checkout'),
  ]
  if (!isThere && notes.length === 0) return here
  return { ...here, how: fromChange, notes: [...notes, { message: fromChange, place: null }] }
}

function asChange({ filename, previousFilename, status }: PullFile): Change {
  const letter = status === 'added' ? 'A' : status === 'removed' ? 'D' : status === 'renamed' ? 'R' : 'M'
  return { status: letter, oldPath: previousFilename ?? filename, newPath: filename }
}

const fromChange =
  'Configuration and baseline are those of the checkout, where a change can weaken what it is judged by, since the files of the base commit are not in this clone; give actions/checkout fetch-depth: 2'

/** A file's path from the root of the repository; null where none is named or it lies outside. */
function inRepository({ root }: Repository, cwd: string, file: string | null): string | null {
  if (file === null) return null
  const place = resolve(cwd, file)
  return isAbsolute(place) && isWithin(root, place) ? slashed(relative(root, place)) : null
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
