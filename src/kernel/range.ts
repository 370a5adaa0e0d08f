import { distance } from 'fastest-levenshtein'
import type { KernelRange, Version } from '../core/kernel-range.ts'
import { compareVersions } from '../core/kernel-range.ts'
import { distributionNamed, distributions, spellings } from './distributions.ts'

export { distributions }

// Nothing is assumed of the ticks per second, so a value is only called impossible that no usual kernel takes.
const defaultHz = 100

/** 5.10 and newer, the maintained longterm kernels. */
export const defaultKernel: KernelRange = {
  name: '5.10-',
  from: last('5.10'),
  to: null,
  hz: defaultHz,
  distribution: null,
}

const forms =
  'give a release (6.1.192), a series (6.12), a range (5.10-6.12, 5.10..6.12, 5.10-, >=5.10) or a distribution'

/**
 * Reads the kernels that the hosts run: `6.1.192`, a series `6.12` (its last release), a range `5.10-6.12` or `5.10..6.12`, an open one
 * `5.10-`, `5.10+` or `>=5.10`, or a distribution by name or code name: `rhel8`, `rocky-9`, `ubuntu-22.04`, `jammy`, `debian12`,
 * `amzn2023`, `sles15`.
 * @param hz ticks per second, where they are known
 */
export function parseKernel(text: string, hz: number = defaultHz): KernelRange | { readonly error: string } {
  if (!Number.isInteger(hz) || hz < 12 || hz > 10_000) {
    return {
      error: `HZ ${hz} is not possible: give the ticks per second that the kernel was built with, such as 100, 250 or 1000`,
    }
  }
  const name = text.trim()
  const named = distributionNamed(name)
  if (named) {
    return { name, from: last(named.from), to: last(named.to), hz, distribution: named.name }
  }
  const number = '\\d{1,3}\\.\\d{1,4}(?:\\.\\d{1,5})?'
  const closed = new RegExp(`^(${number})(?:\\s*(?:-|\\.\\.)\\s*(${number}))?$`).exec(name)
  const open = new RegExp(`^(?:>=\\s*(${number})|(${number})(?:-|\\+|\\.\\.))$`).exec(name)
  const from = closed?.[1] ?? open?.[1] ?? open?.[2]
  if (from === undefined) return { error: `Kernel '${clipped(name)}' is not understood: ${forms}${suggestion(name)}` }
  const range = { name, from: last(from), to: open ? null : last(closed?.[2] ?? from), hz, distribution: null }
  if (range.to && compareVersions(range.to, range.from) < 0) {
    return { error: `Kernel '${name}' ends before it begins: write ${closed?.[2]}-${from}` }
  }
  return range
}

/** A series stands for its last release. */
function last(text: string): Version {
  const [major = 0, minor = 0, patch = Number.POSITIVE_INFINITY] = text.split('.').map(Number)
  return [major, minor, patch]
}

function clipped(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

function suggestion(name: string): string {
  const numbers = /\d{1,3}\.\d{1,4}(?:\.\d{1,5})?/.exec(name.slice(0, 100))?.[0]
  const lower = name.slice(0, 100).toLowerCase()
  let best: string | null = null
  let steps = 3
  for (const spelling of spellings) {
    const d = distance(lower, spelling)
    if (d < steps) {
      best = spelling
      steps = d
    }
  }
  const meant = best ?? (numbers && /^[v\d]/i.test(name) ? numbers : null)
  return meant ? `; did you mean ${meant}?` : ` (${distributions.map(d => d.name).join(', ')})`
}
