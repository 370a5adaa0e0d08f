import type { KernelRange } from '../core/kernel-range.ts'
import type { Source } from '../core/text.ts'
import { article } from '../policies/article.ts'
import { builtInPolicies } from '../policies/built-in.ts'
import type { BuiltInPolicy } from '../policies/built-in-policy.ts'
import type { ConfigFile, Given } from './config-file.ts'
import { didYouMean } from './nearest-word.ts'
import { folderOf, isOutside, normalize } from './paths.ts'
import type { Complain } from './problem.ts'
import { readConfigFile } from './read-file.ts'
import { refinesSomething } from './refinements.ts'
import { shown } from './words.ts'

/** A policy with all that it extends. */
export type ResolvedPolicy =
  | { readonly kind: 'built-in'; readonly policy: BuiltInPolicy }
  | {
      readonly kind: 'file'
      readonly file: ConfigFile
      /** What its patterns are relative to. */
      readonly folder: string
      readonly extends: readonly ResolvedPolicy[]
    }

/** Kinds of hosts: a target is settled under each that is given to one of its files. */
const mostKernels = 20
/** Files that are read for one configuration, and how deep they may extend each other. */
const mostFiles = 50
const deepest = 10

export interface Reading {
  /** A file of the repository by its path from the root, or why it cannot be had, in words that follow its name. */
  readonly read: (path: string) => Source | string
  readonly kernel: KernelRange
  readonly complain: Complain
  readonly warn: Complain
}

export interface Resolved {
  readonly policy: ResolvedPolicy
  /** The paths of all files that were read, or should have been. */
  readonly files: readonly string[]
}

/** What holds where nothing is said. */
export const articleAlone: ResolvedPolicy = { kind: 'built-in', policy: article }

/**
 * Reads a configuration and what it extends.
 * @param path of its file, from the root of the repository
 * @param folder what its patterns are relative to
 */
export function resolveConfig(source: Source, path: string, folder: string, reading: Reading): Resolved | null {
  const known = new Map<string, ResolvedPolicy | null>()
  const kernels = new Set<string>()
  const resolve = (
    one: Source,
    at: string,
    base: string,
    above: readonly string[],
    kernel: KernelRange,
  ): ResolvedPolicy | null => {
    const file = readConfigFile(one, kernel, reading.complain, reading.warn)
    if (!file) return null
    for (const { kernel: own } of [file.layer, ...file.overrides.map(o => o.layer)]) {
      if (!own || kernels.has(own.value.name)) continue
      kernels.add(own.value.name)
      if (kernels.size > mostKernels) reading.complain(`more than ${mostKernels} kernels are not told apart`, own.at)
      if (kernels.size > mostKernels) return null
    }
    const inside = file.layer.kernel?.value ?? kernel
    const extended = (file.extends ?? []).map(name => follow(name, at, [...above, at], inside))
    if (extended.includes(null)) return null
    const policies = file.extends === null ? [articleAlone] : (extended as ResolvedPolicy[])
    if (!refinesSomething(file, policies, reading.complain)) return null
    return { kind: 'file', file, folder: base, extends: policies }
  }
  const follow = (
    { value: name, at }: Given<string>,
    from: string,
    above: readonly string[],
    kernel: KernelRange,
  ): ResolvedPolicy | null => {
    const builtIn = builtInPolicies.find(policy => policy.name === name)
    if (builtIn) return { kind: 'built-in', policy: builtIn }
    const next = normalize(`${folderOf(from)}/${name}`)
    const fail = (message: string): null => {
      reading.complain(message, at)
      return null
    }
    if (isOutside(next)) return fail(`${shown(name)} lies outside the repository; a policy may extend what is inside`)
    if (above.includes(next))
      return fail(
        `${shown(name)} extends itself: ${[...above.slice(above.indexOf(next)), next].map(shown).join(' → ')}`,
      )
    if (above.length >= deepest)
      return fail(`${shown(name)} is one too many: policies extend each other over more than ${deepest} files`)
    const before = known.get(next)
    if (before !== undefined) return before
    if (known.size >= mostFiles)
      return fail(`${shown(name)} is one too many: more than ${mostFiles} files are extended`)
    known.set(next, null)
    const source = reading.read(next)
    if (typeof source === 'string') {
      const hint = didYouMean(
        name.replace(/^.*\/|\.ya?ml$/g, ''),
        builtInPolicies.map(policy => policy.name),
      )
      return fail(`${shown(name)} ${source}${hint}`)
    }
    const made = resolve(source, next, folderOf(next), above, kernel)
    known.set(next, made)
    return made
  }
  const policy = resolve(source, path, folder, [], reading.kernel)
  return policy && { policy, files: [path, ...known.keys()] }
}
