import type { Severity } from '../core/finding.ts'
import { createPathMatcher, type PathMatcher } from '../core/glob.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { InForce, Limit, Policy, Requirement } from '../core/policy.ts'
import type { Loader } from '../core/setting.ts'
import type { Given, Layer, LimitEntry } from './config-file.ts'
import { normalize, within } from './paths.ts'
import type { ResolvedPolicy } from './resolve.ts'

/** What is in force for one path, with the places that it comes from. */
export interface State {
  readonly kernel: Given<KernelRange> | null
  readonly loader: Given<Loader> | null
  readonly rules: ReadonlyMap<string, Given<Severity | 'off'>>
  readonly limits: ReadonlyMap<string, readonly Limit[]>
  readonly require: ReadonlyMap<string, Requirement>
}

const nothing: State = { kernel: null, loader: null, rules: new Map(), limits: new Map(), require: new Map() }

/**
 * What is in force for a path: first what a file extends, all limits of it side by side and of the rest the last; then what its top says;
 * then its overrides, in order.
 * @param path from the root of the repository
 */
function stateAt(
  policy: ResolvedPolicy,
  path: string,
  matches: PathMatcher,
  known = new Map<ResolvedPolicy, State>(),
): State {
  const before = known.get(policy)
  if (before) return before
  let state = nothing
  if (policy.kind === 'built-in') state = { ...nothing, limits: groupByParameter(policy.policy.limits) }
  else {
    state = join(policy.extends.map(one => stateAt(one, path, matches, known)))
    state = apply(state, policy.file.layer)
    const inside = within(policy.folder, path)
    if (inside !== null)
      for (const { patterns, layer } of policy.file.overrides)
        if (patterns.some(({ value }) => matches(value, inside))) state = apply(state, layer)
  }
  known.set(policy, state)
  return state
}

function groupByParameter(limits: readonly Limit[]): Map<string, readonly Limit[]> {
  const groups = new Map<string, Limit[]>()
  for (const limit of limits) {
    const group = groups.get(limit.parameter)
    if (group) group.push(limit)
    else groups.set(limit.parameter, [limit])
  }
  return groups
}

function join(states: readonly State[]): State {
  const limits = new Map<string, readonly Limit[]>()
  for (const state of states)
    for (const [parameter, more] of state.limits)
      limits.set(parameter, distinct([...(limits.get(parameter) ?? []), ...more]))
  return {
    kernel: states.findLast(s => s.kernel)?.kernel ?? null,
    loader: states.findLast(s => s.loader)?.loader ?? null,
    rules: new Map(states.flatMap(s => [...s.rules])),
    limits,
    require: new Map(states.flatMap(s => [...s.require])),
  }
}

/** A policy that is extended in two ways says everything once. */
function distinct(limits: readonly Limit[]): readonly Limit[] {
  const found = new Map<string, Limit>()
  for (const limit of limits) {
    const key = JSON.stringify([
      limit.authority,
      limit.min,
      limit.max,
      limit.oneOf,
      limit.severity,
      limit.at?.start ?? null,
    ])
    if (!found.has(key)) found.set(key, limit)
  }
  return [...found.values()]
}

function apply(state: State, layer: Layer): State {
  const limits = new Map(state.limits)
  for (const [parameter, entry] of layer.limits) limits.set(parameter, limitsBy(entry, limits.get(parameter) ?? []))
  const require = new Map(state.require)
  for (const [parameter, entry] of layer.require)
    if (entry.kind === 'off') require.delete(parameter)
    else require.set(parameter, { parameter, severity: entry.severity, why: entry.why, at: entry.at })
  return {
    kernel: layer.kernel ?? state.kernel,
    loader: layer.loader ?? state.loader,
    rules: new Map([...state.rules, ...layer.rules]),
    limits,
    require,
  }
}

function limitsBy(entry: LimitEntry, extended: readonly Limit[]): readonly Limit[] {
  switch (entry.kind) {
    case 'off':
      return []
    case 'limit':
      return [entry.limit]
    case 'refine':
      return extended.map(limit => ({
        ...limit,
        severity: entry.severity ?? limit.severity,
        why: entry.why ?? limit.why,
        at: entry.at,
      }))
  }
}

export interface PolicyOver extends Policy {
  /** What holds where no override matches. */
  readonly top: State
  stateAt(path: string): State
}

/**
 * A policy over paths relative to the working directory.
 * @param prefix where that lies below the root: '' or `infra`
 */
export function policyOver(resolved: ResolvedPolicy, prefix: string): PolicyOver {
  const states = new Map<string, State>()
  const matches = createPathMatcher()
  const inForces = new WeakMap<State, InForce>()
  const find = (path: string): State => {
    let state = states.get(path)
    if (!state) {
      state = stateAt(resolved, normalize(`${prefix}/${path}`), matches)
      states.set(path, state)
    }
    return state
  }
  return {
    // no pattern matches the empty path
    top: stateAt(resolved, '', matches),
    stateAt: find,
    at(path) {
      const state = find(path)
      let made = inForces.get(state)
      if (!made) {
        made = inForceOf(state)
        inForces.set(state, made)
      }
      return made
    },
  }
}

function inForceOf({ kernel, loader, rules, limits, require }: State): InForce {
  return {
    kernel: kernel?.value ?? null,
    loader: loader?.value ?? null,
    severityOf: rule => rules.get(rule)?.value ?? null,
    limits,
    require: [...require.values()],
    articleHolds(parameter) {
      const all = limits.get(parameter) ?? []
      return all.length > 0 && all.every(isArticle)
    },
  }
}

/** As the article's rules say it themselves. */
function isArticle({ authority, at }: Limit): boolean {
  return authority === 'article' && at === null
}
