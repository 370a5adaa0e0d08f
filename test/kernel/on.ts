import type { KernelRange } from '../../src/core/kernel-range.ts'
import { parseKernel } from '../../src/kernel/range.ts'
import { writeParameter } from '../../src/kernel/write.ts'

/** A range that has to be understood. */
export function kernelNamed(name: string, hz?: number): KernelRange {
  const kernel = parseKernel(name, hz)
  if ('error' in kernel) throw new Error(kernel.error)
  return kernel
}

/** A write in short: what reads back, the error's name, or both; `?` where it is not known. */
export function written(parameter: string, value: string, kernel = '6.18.44', hz?: number): string {
  const result = writeParameter(parameter, value, kernelNamed(kernel, hz))
  if (result.outcome === 'unknown') return '?'
  if (result.outcome === 'refused') return result.errno
  return result.errno ? `${result.effective} ${result.errno}` : result.effective
}
