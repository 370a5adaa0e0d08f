import type { Effect, Settled } from './effect.ts'
import type { Finding } from './finding.ts'
import type { Source, Span } from './text.ts'

/**
 * Takes away fixes that would change another setting along with their own: of a variable or a YAML alias that two parameters share, a
 * loop over keys, a glob, a key that stands twice in a mapping.
 */
export function withoutSharedFixes(findings: readonly Finding[], settled: readonly Settled[]): readonly Finding[] {
  if (!findings.some(finding => finding.fix)) return findings
  const shared = sharedPlaces(settled)
  if (shared.size === 0) return findings
  return findings.map(finding => {
    if (!finding.fix?.edits.some(({ at }) => touches(shared.get(at.source), at))) return finding
    const { fix: _, ...rest } = finding
    return rest
  })
}

interface Range {
  readonly start: number
  readonly end: number
}

/** What is written once and read as the key or the value of more than one parameter: ranges in order, apart from each other. */
function sharedPlaces(settled: readonly Settled[]): Map<Source, Range[]> {
  const parameters = new Map<Source, Map<string, string>>()
  const shared = new Map<Source, Range[]>()
  const add = (span: Span): void => {
    const ranges = shared.get(span.source)
    if (ranges) ranges.push(span)
    else shared.set(span.source, [span])
  }
  for (const { effects } of settled)
    for (const { setting } of effects)
      for (const span of [setting.key, setting.valueAt]) {
        if (span.end === span.start) continue
        const known = parameters.get(span.source) ?? new Map<string, string>()
        parameters.set(span.source, known)
        const place = `${span.start} ${span.end}`
        const other = known.get(place)
        if (other === undefined) known.set(place, setting.parameter)
        else if (other !== setting.parameter) add(span)
      }
  for (const span of doubledKeys(settled)) add(span)
  for (const [source, ranges] of shared) shared.set(source, joined(ranges))
  return shared
}

/** The keys that stand twice in one mapping: with another name for one of them the other would come back to life. */
function doubledKeys(settled: readonly Settled[]): Span[] {
  const effects = settled.flatMap(one => one.effects)
  const nameOf = ({ setting }: Effect): string => `${setting.key.source.path}\0${setting.parameter}`
  const doubled = new Set(effects.filter(one => one.beaten?.how === 'duplicate-key').map(nameOf))
  return doubled.size === 0 ? [] : effects.filter(one => doubled.has(nameOf(one))).map(one => one.setting.key)
}

function joined(ranges: readonly Range[]): Range[] {
  const out: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last && range.start <= last.end) out.splice(-1, 1, { start: last.start, end: Math.max(last.end, range.end) })
    else out.push({ start: range.start, end: range.end })
  }
  return out
}

function touches(ranges: readonly Range[] | undefined, { start, end }: Span): boolean {
  if (!ranges) return false
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranges[middle]!.end <= start) low = middle + 1
    else high = middle
  }
  return low < ranges.length && ranges[low]!.start < Math.max(end, start + 1)
}
