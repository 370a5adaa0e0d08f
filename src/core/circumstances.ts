import type { KernelRange } from './kernel-range.ts'
import type { Policy } from './policy.ts'
import type { Loader } from './setting.ts'
import type { Step, Target } from './target.ts'

/** What kind of host a file is judged on. */
export interface Circumstances {
  readonly kernel: KernelRange
  readonly loader: Loader
}

/** A look-up of the circumstances of a path: as the policy says of it, else the usual ones. Equal ones are one object. */
export function circumstancesOf(policy: Policy, usual: Circumstances): (path: string) => Circumstances {
  const paths = new Map<string, Circumstances>()
  const distinct = new Map<string, Circumstances>([[keyOf(usual), usual]])
  return path => {
    let found = paths.get(path)
    if (!found) {
      const { kernel, loader } = policy.at(path)
      const here = { kernel: kernel ?? usual.kernel, loader: loader ?? usual.loader }
      found = distinct.get(keyOf(here)) ?? here
      distinct.set(keyOf(found), found)
      paths.set(path, found)
    }
    return found
  }
}

function keyOf({ kernel, loader }: Circumstances): string {
  return `${kernel.name}\0${kernel.hz}\0${loader}`
}

/**
 * The circumstances under which a target is settled. A target is one host, and nearly always all its files lie under the same. Where
 * overrides of the configuration give its files different ones, nobody can say which the host really has. Then the whole target is
 * settled under each of them, so that every file still counts for precedence and for what is missing, and of each settlement only what
 * it says of its own files is heard: a file is judged as its override says, in the company of all others. The first file's come first;
 * they also speak for places in files that are no part of the target, such as a variable's definition.
 */
export function circumstancesAround(target: Target, at: (path: string) => Circumstances): readonly Circumstances[] {
  const found = new Set<Circumstances>()
  for (const step of target.steps) for (const path of pathsOf(step)) found.add(at(path))
  for (const { step } of target.dropped) for (const path of pathsOf(step)) found.add(at(path))
  return [...found]
}

function pathsOf(step: Step): string[] {
  if (step.do === 'load') return []
  return step.do === 'write' ? [step.content.source.path, step.at.source.path] : [step.setting.key.source.path]
}
