import type { KernelRange } from '../core/kernel-range.ts'
import { isTcpLooking } from './nearest.ts'
import { type Parameter, parameters } from './parameters.ts'
import { at, type Release, releases } from './version.ts'

/** Whether the parameter's file is there. `mixed`: only in some of these kernels. Names outside TCP count as present. */
export function presence(
  parameter: string,
  kernel: KernelRange,
): 'present' | 'absent' | 'mixed' | 'vendor' | 'never-existed' {
  const known = parameters.get(parameter)
  if (!known) return isTcpLooking(parameter) ? 'never-existed' : 'present'
  if (known.effect === 'vendor') return 'vendor'
  const there = releases(kernel, [known.exists, known.mayExist]).map(release => existsIn(known, release))
  return there.every(one => one === true) ? 'present' : there.every(one => one === false) ? 'absent' : 'mixed'
}

/** Whether the parameter's file is there in one release; null where it may be. */
export function existsIn(parameter: Parameter, release: Release): boolean | null {
  if (at(parameter.exists, release)) return true
  return at(parameter.mayExist, release) ? null : false
}
