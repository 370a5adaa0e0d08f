/** A scale that values are drawn on. */
export interface Axis {
  readonly kind: 'linear' | 'log' | 'steps'
  /** Where a value stands, in percent of the width, or null where it has no place. */
  position(value: string): number | null
  /** The values that are written along it, ascending. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
}

/** Percent left free at the ends, so that what stands there is not cut. */
const margin = 4

/** From this ratio on equal steps would crush the small values. */
const logFrom = 30

/**
 * A scale for everything that is to be seen on it: steps for names and a handful of small numbers (switches), logarithmic where values
 * are far apart and none is negative, else linear.
 * @param values single values: `60`, `cubic`
 * @param named values with a meaning of their own, such as 0 and 1 of a switch
 */
export function axisOf(values: readonly string[], named: readonly string[]): Axis | null {
  const all = [...new Set([...values, ...named])]
  const numbers = all.map(Number)
  const isNumeric = all.every(isNumber)
  if (all.length === 0) return null
  if (!isNumeric || (named.length > 0 && numbers.every(n => n >= -1 && n <= 8)))
    return steps(isNumeric ? all.sort((a, b) => Number(a) - Number(b)) : all.sort())
  const low = Math.min(...numbers)
  const high = Math.max(...numbers)
  const smallest = Math.min(...numbers.filter(n => n > 0), high)
  if (low >= 0 && high / Math.max(smallest, 1) >= logFrom) return logarithmic(low, smallest, high)
  return linear(low, high)
}

export function isNumber(value: string): boolean {
  return /^-?\d{1,15}$/.test(value)
}

/** More would not be told apart. */
const mostSteps = 24

function steps(values: readonly string[]): Axis {
  const shown = values.slice(0, mostSteps)
  const width = (100 - 2 * margin) / shown.length
  const places = new Map(shown.map((value, i) => [value, margin + width * (i + 0.5)]))
  return {
    kind: 'steps',
    position: value => places.get(value) ?? null,
    ticks: shown.map(label => ({ at: places.get(label)!, label })),
  }
}

function linear(low: number, high: number): Axis {
  const step = roundStep((high - low || Math.abs(high) || 1) / 4)
  const from = Math.floor(low / step) * step
  const to = Math.max(Math.ceil(high / step) * step, from + step)
  const position = (value: number) => margin + ((value - from) / (to - from)) * (100 - 2 * margin)
  const count = Math.round((to - from) / step)
  const ticks = Array.from({ length: count + 1 }, (_, i) => from + i * step)
  return {
    kind: 'linear',
    position: numeric(position),
    ticks: ticks.map(tick => ({ at: position(tick), label: short(tick) })),
  }
}

/** 1, 2 or 5 times a power of ten, no less than asked for. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  const found = [1, 2, 5, 10].find(times => times * power >= step * 0.999)!
  return Math.max(1, Math.round(found * power))
}

/** Zero stands at the left end, where a logarithm has no place for it. */
function logarithmic(low: number, smallest: number, high: number): Axis {
  const from = Math.floor(Math.log10(Math.max(1, smallest)) - 1e-9)
  const to = Math.max(Math.ceil(Math.log10(high) - 1e-9), from + 1)
  const start = low === 0 ? margin + 8 : margin
  const position = (value: number) =>
    value <= 0 ? margin : start + ((Math.log10(value) - from) / (to - from)) * (100 - margin - start)
  const every = Math.ceil((to - from) / 5)
  const powers = Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => 10 ** (from + i * every))
  const ticks = [...(low === 0 ? [0] : []), ...powers].map(tick => ({ at: position(tick), label: short(tick) }))
  return { kind: 'log', position: numeric(position), ticks }
}

function numeric(position: (value: number) => number): (value: string) => number | null {
  return value => (isNumber(value) ? Math.min(100, Math.max(0, position(Number(value)))) : null)
}

/** 16777216 → `16.8M`, 4096 → `4,096`. */
export function short(value: number): string {
  const size = Math.abs(value)
  const units = [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
  ] as const
  for (const [unit, name] of units) if (size >= unit) return `${Math.round((value / unit) * 10) / 10}${name}`
  return size >= 1e5 ? `${Math.round(value / 1e3)}k` : grouped(value)
}

/** 12345 → `12,345`, whatever the machine's language. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
