import type { Severity } from '../core/finding.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import { findParameter, type Parameter } from '../kernel/parameters.ts'
import { presence } from '../kernel/presence.ts'
import { writeParameter } from '../kernel/write.ts'
import type { LimitEntry } from './config-file.ts'
import type { ConfigDocument, Step } from './document.ts'
import type { Complain } from './problem.ts'
import { shown } from './words.ts'

/** A limit as the schema lets it through. */
export interface LimitValue {
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly 'one-of'?: readonly (string | number)[] | undefined
  readonly severity?: Severity | undefined
  readonly why?: string | undefined
}

/** What reading a limit needs to know besides. */
export interface LimitReading {
  readonly document: ConfigDocument
  /** The limit's way from the top. */
  readonly path: readonly Step[]
  readonly authority: string
  readonly kernel: KernelRange
  readonly complain: Complain
  readonly warn: Complain
}

/** One entry of `parameters`; what contradicts itself or the kernel is complained of. */
export function readLimit(parameter: string, value: LimitValue | 'off' | false, reading: LimitReading): LimitEntry {
  const { document, path, authority, complain, warn } = reading
  const at = document.keyAt(path)
  if (value === 'off' || value === false) return { kind: 'off', at }
  const { min = null, max = null, severity = null, why = null } = value
  const oneOf =
    value['one-of']?.map((_, i) => option(document.written([...path, 'one-of', i]), value['one-of']![i]!)) ?? null
  const known = findParameter(parameter)!
  if (isKey(parameter)) complain(`${parameter} is a secret, whose value no limit may tell; take it out`, at)
  if (presence(parameter, reading.kernel) === 'absent')
    warn(`${parameter} is in none of the kernels ${reading.kernel.name}, so this limit never speaks`, at)
  if (min === null && max === null && oneOf === null) {
    if (severity === null && why === null) complain(`${parameter} has no limit; give min, max or one-of`, at)
    return { kind: 'refine', severity, why, at }
  }
  const place = (key: string) => document.at([...path, key])
  if (!hasNumbers(known) && (min !== null || max !== null))
    complain(`${parameter} is no number; limit it with one-of`, place(min === null ? 'max' : 'min'))
  else if (min !== null && max !== null && min > max)
    complain(`min ${min} is more than max ${max}, so no value is right`, place('min'))
  else {
    checkOptions(known, { min, max, oneOf }, reading)
    checkKernel(known, min, max, reading)
  }
  return {
    kind: 'limit',
    limit: { parameter, min, max, oneOf, severity, why: why ?? '', verb: 'allows', authority, source: '', at },
  }
}

/** Blanks collapsed; a number as the kernel prints it. */
function option(written: string, value: string | number): string {
  return typeof value === 'number' && !Number.isSafeInteger(value)
    ? written
    : String(value).trim().split(/\s+/).join(' ')
}

function isKey(parameter: string): boolean {
  return parameter.endsWith('_key')
}

function hasNumbers({ kind }: Parameter): boolean {
  return kind !== 'string' && kind !== 'list'
}

interface Bounds {
  readonly min: number | null
  readonly max: number | null
  readonly oneOf: readonly string[] | null
}

function checkOptions(
  parameter: Parameter,
  { min, max, oneOf }: Bounds,
  { document, path, complain, warn, kernel }: LimitReading,
): void {
  for (const [i, text] of (oneOf ?? []).entries()) {
    const at = document.at([...path, 'one-of', i])
    const { outcome, why } = writeParameter(parameter.name, text, kernel)
    if (outcome === 'refused' && presence(parameter.name, kernel) !== 'absent')
      warn(`${shown(text)} is refused by the kernels ${kernel.name} (${why}), so nothing ever has that value`, at)
    if (!hasNumbers(parameter)) continue
    const numbers = text.split(' ').map(Number)
    if (min !== null && numbers.some(n => n < min))
      complain(`${shown(text)} is allowed by one-of and excluded by min ${min}`, at)
    if (max !== null && numbers.some(n => n > max))
      complain(`${shown(text)} is allowed by one-of and excluded by max ${max}`, at)
  }
}

/** A bound beyond which the kernel takes nothing leaves nothing. */
function checkKernel(
  parameter: Parameter,
  min: number | null,
  max: number | null,
  { document, path, warn, kernel }: LimitReading,
): void {
  if (parameter.kind === 'vector' || parameter.kind === 'range' || presence(parameter.name, kernel) === 'absent') return
  for (const [key, bound] of [
    ['min', min],
    ['max', max],
  ] as const) {
    if (bound === null) continue
    const { outcome } = writeParameter(parameter.name, String(bound), kernel)
    if (outcome === 'refused')
      warn(
        `${key} ${bound} is refused by ${parameter.name} of the kernels ${kernel.name}, so the limit reaches further than the kernel`,
        document.at([...path, key]),
      )
  }
}
